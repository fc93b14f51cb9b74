import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { customerChange, customerDetail } from './contract.ts'
import { changeCustomer, readCustomer } from './store.ts'

const tags = ['Clients']
const params = z.object({ id: z.coerce.number().int().positive() })

const readRoute = apiRoute({
  method: 'get',
  path: '/api/customers/{id}',
  capability: 'read',
  tags,
  summary: 'One client',
  request: { params },
  responses: jsonAnswers(customerDetail),
})

const changeRoute = apiRoute({
  method: 'patch',
  path: '/api/customers/{id}',
  capability: 'edit-customer',
  tags,
  summary: 'Corrects a client’s address, e-mail, kind and language',
  request: { params, body: jsonBody(customerChange) },
  responses: jsonAnswers(customerDetail),
})

/** Routes of the client’s drawer. */
export function customersRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(readRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => readCustomer(tx, id), { readOnly: true }), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => changeCustomer(tx, id, change, actor)), 200)
    })
}
