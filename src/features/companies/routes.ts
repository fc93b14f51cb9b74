import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { archiveCompany, restoreCompany } from './archive-company.ts'
import { company, companyList, letterheadChange, newCompany } from './contract.ts'
import { addCompany, changeCompany, listCompanies, readCompany } from './store.ts'

const tags = ['Entreprises']
const params = z.object({ code: z.string() })

const listRoute = apiRoute({
  method: 'get',
  path: '/api/companies',
  capability: 'read',
  tags,
  summary: 'Companies with their letterheads',
  responses: jsonAnswers(companyList),
})

const additionRoute = apiRoute({
  method: 'post',
  path: '/api/companies',
  capability: 'create-company',
  tags,
  summary: 'Creates a company',
  request: { body: jsonBody(newCompany) },
  responses: jsonAnswers(company),
})

const readRoute = apiRoute({
  method: 'get',
  path: '/api/companies/{code}',
  capability: 'read',
  tags,
  summary: 'One company',
  request: { params },
  responses: jsonAnswers(company),
})

const changeRoute = apiRoute({
  method: 'put',
  path: '/api/companies/{code}',
  capability: 'edit-company',
  tags,
  summary: 'Replaces the letterhead of a company, unless it changed since it was read',
  request: { params, body: jsonBody(letterheadChange) },
  responses: jsonAnswers(company),
})

const archivingRoute = apiRoute({
  method: 'post',
  path: '/api/companies/{code}/archiving',
  capability: 'edit-company',
  tags,
  summary: 'Hides a company where one chooses; nothing of it is lost',
  request: { params },
  responses: jsonAnswers(company),
})

const restoringRoute = apiRoute({
  method: 'delete',
  path: '/api/companies/{code}/archiving',
  capability: 'edit-company',
  tags,
  summary: 'Brings an archived company back',
  request: { params },
  responses: jsonAnswers(company),
})

/** Routes of « Paramètres › Entreprises ». */
export function companiesRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(listRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const companies = await withScope(database, context, (tx) => listCompanies(tx, context.companyIds), {
        readOnly: true,
      })
      return c.json({ companies }, 200)
    })
    .openapi(additionRoute, async (c) => {
      const fields = c.req.valid('json')
      const context = contextOf(c, 'all')
      return c.json(
        await withScope(database, context, (tx) => addCompany(tx, fields, context.actor.name)),
        200,
      )
    })
    .openapi(readRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      return c.json(
        await withScope(database, context, (tx) => readCompany(tx, code), { readOnly: true }),
        200,
      )
    })
    .openapi(changeRoute, async (c) => {
      const { code } = c.req.valid('param')
      const fields = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => changeCompany(tx, code, fields, actor)), 200)
    })
    .openapi(archivingRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => archiveCompany(tx, code, actor)), 200)
    })
    .openapi(restoringRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => restoreCompany(tx, code, actor)), 200)
    })
}
