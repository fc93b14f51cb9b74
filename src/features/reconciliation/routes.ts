import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { confirmPayment, confirmReturn, setMovementAside } from '#ledger/decide-movement.ts'
import { undoMovement } from '#ledger/undo-movement.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { findCustomers, findPayments, readCustomerItems } from './choice-store.ts'
import {
  cancellation,
  choiceQuery,
  countsQuery,
  customerChoices,
  customerItems,
  decided,
  movementCounts,
  movementPage,
  movementsQuery,
  paymentDecision,
  returnChoices,
  returnDecision,
  setAsideDecision,
} from './contract.ts'
import { countMovements, readMovementPage } from './movement-store.ts'

const tags = ['Rapprochement']
const PATH = '/api/bank-movements'
const params = z.object({ id: z.coerce.number().int().positive() })

const listRoute = apiRoute({
  method: 'get',
  path: PATH,
  capability: 'read',
  tags,
  summary: 'Bank movements to look at, with what they may be; or those decided',
  request: { query: movementsQuery },
  responses: jsonAnswers(movementPage),
})

const countsRoute = apiRoute({
  method: 'get',
  path: `${PATH}/counts`,
  capability: 'read',
  tags,
  summary: 'How many movements are to look at, matched, set aside',
  request: { query: countsQuery },
  responses: jsonAnswers(movementCounts),
})

const customersRoute = apiRoute({
  method: 'get',
  path: `${PATH}/{id}/customers`,
  capability: 'read',
  tags,
  summary: 'Customers a movement may be attributed to, by name, code or invoice number',
  request: { params, query: choiceQuery },
  responses: jsonAnswers(customerChoices),
})

const itemsRoute = apiRoute({
  method: 'get',
  path: `${PATH}/{id}/customers/{customerId}`,
  capability: 'read',
  tags,
  summary: 'What a customer owes, and what the movement would settle of it',
  request: { params: params.extend({ customerId: z.coerce.number().int().positive() }) },
  responses: jsonAnswers(customerItems),
})

const paymentsRoute = apiRoute({
  method: 'get',
  path: `${PATH}/{id}/payments`,
  capability: 'read',
  tags,
  summary: 'Payments a debit may take back: of its amount, or found by customer',
  request: { params, query: choiceQuery },
  responses: jsonAnswers(returnChoices),
})

const matchRoute = apiRoute({
  method: 'post',
  path: `${PATH}/{id}/matching`,
  capability: 'allocate',
  tags,
  summary: 'Says who made a payment and what it settles',
  request: { params, body: jsonBody(paymentDecision) },
  responses: jsonAnswers(decided),
})

const returnRoute = apiRoute({
  method: 'post',
  path: `${PATH}/{id}/return`,
  capability: 'allocate',
  tags,
  summary: 'Says which payment a debit takes back',
  request: { params, body: jsonBody(returnDecision) },
  responses: jsonAnswers(decided),
})

const setAsideRoute = apiRoute({
  method: 'post',
  path: `${PATH}/{id}/set-aside`,
  capability: 'allocate',
  tags,
  summary: 'Sets aside a movement no customer is behind',
  request: { params, body: jsonBody(setAsideDecision) },
  responses: jsonAnswers(decided),
})

const cancelRoute = apiRoute({
  method: 'post',
  path: `${PATH}/{id}/cancellation`,
  capability: 'allocate',
  tags,
  summary: 'Takes back what was decided of a movement, with trace',
  request: { params, body: jsonBody(cancellation) },
  responses: jsonAnswers(decided),
})

/** Routes of the reconciliation of bank movements. */
export function reconciliationRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  const read = { readOnly: true, isolation: 'repeatable read' } as const
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const asked = { ...query, companyIds: context.companyIds }
      return c.json(await withScope(database, context, (tx) => readMovementPage(tx, asked), read), 200)
    })
    .openapi(countsRoute, async (c) => {
      const { companies } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const { companyIds } = context
      return c.json(await withScope(database, context, (tx) => countMovements(tx, companyIds), read), 200)
    })
    .openapi(customersRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { search } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => findCustomers(tx, id, search), read), 200)
    })
    .openapi(itemsRoute, async (c) => {
      const { id, customerId } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const items = await withScope(database, context, (tx) => readCustomerItems(tx, id, customerId), read)
      return c.json(items, 200)
    })
    .openapi(paymentsRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { search } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => findPayments(tx, id, search), read), 200)
    })
    .openapi(matchRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { movementId: id, ...c.req.valid('json'), actor: context.actor.name }
      await withScope(database, context, (tx) => confirmPayment(tx, order))
      return c.json({ id }, 200)
    })
    .openapi(returnRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { movementId: id, ...c.req.valid('json'), actor: context.actor.name }
      await withScope(database, context, (tx) => confirmReturn(tx, order))
      return c.json({ id }, 200)
    })
    .openapi(setAsideRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { movementId: id, ...c.req.valid('json'), actor: context.actor.name }
      await withScope(database, context, (tx) => setMovementAside(tx, order))
      return c.json({ id }, 200)
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { movementId: id, ...c.req.valid('json'), actor: context.actor.name }
      await withScope(database, context, (tx) => undoMovement(tx, order))
      return c.json({ id }, 200)
    })
}
