import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { newRate, rateTable, termChange } from './contract.ts'
import { addRate, changeTerms, readRateTable } from './store.ts'

const tags = ['Taux']
const params = z.object({ code: z.string() })
const path = '/api/companies/{code}/rates'

const readRoute = apiRoute({
  method: 'get',
  path,
  capability: 'read',
  tags,
  summary: 'Rates of late payment by half-year, with their sources, and what the company agreed',
  request: { params },
  responses: jsonAnswers(rateTable),
})

const addRoute = apiRoute({
  method: 'post',
  path,
  capability: 'edit-rates',
  tags,
  summary: 'Adds a half-year, or a row that stands in place of an earlier one',
  request: { params, body: jsonBody(newRate) },
  responses: jsonAnswers(rateTable),
})

const termsRoute = apiRoute({
  method: 'put',
  path: '/api/companies/{code}/penalty-terms',
  capability: 'edit-rates',
  tags,
  summary: 'Replaces what the company agreed with its customers, unless it changed since it was read',
  request: { params, body: jsonBody(termChange) },
  responses: jsonAnswers(rateTable),
})

/** Routes of « Paramètres › Taux légaux ». */
export function ratesRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(readRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const read = await withScope(database, context, (tx) => readRateTable(tx, code, context.today), {
        readOnly: true,
      })
      return c.json(read, 200)
    })
    .openapi(addRoute, async (c) => {
      const { code } = c.req.valid('param')
      const rate = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const table = await withScope(database, context, async (tx) => {
        await addRate(tx, code, rate, { actor: context.actor.name, today: context.today })
        return await readRateTable(tx, code, context.today)
      })
      return c.json(table, 200)
    })
    .openapi(termsRoute, async (c) => {
      const { code } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const table = await withScope(database, context, async (tx) => {
        await changeTerms(tx, code, change, context.actor.name)
        return await readRateTable(tx, code, context.today)
      })
      return c.json(table, 200)
    })
}
