import { z } from '@hono/zod-openapi'
import { addDays } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { LetterPool } from '#letters/pool.ts'
import { apiRoute, jsonAnswers, jsonBody, PDF_ANSWERS } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import {
  customerChange,
  customerDetail,
  customerListPage,
  customerListQuery,
  customerStanding,
  customerTotals,
  customerTotalsQuery,
  statementQuery,
  timelinePage,
  timelineQuery,
} from './contract.ts'
import { readCustomerList, readCustomerTotals } from './list-store.ts'
import { STATEMENT_DAYS } from './statement-days.ts'
import { statementDocument } from './statement-document.ts'
import { readStatement } from './statement-store.ts'
import { changeCustomer, readCustomer, readStanding } from './store.ts'
import { readTimeline } from './timeline-store.ts'

const tags = ['Clients']
const params = z.object({ id: z.coerce.number().int().positive() })
const read = { readOnly: true } as const

const listRoute = apiRoute({
  method: 'get',
  path: '/api/customers',
  capability: 'read',
  tags,
  summary: 'Clients with what they owe, a row for each currency',
  request: { query: customerListQuery },
  responses: jsonAnswers(customerListPage),
})

const totalsRoute = apiRoute({
  method: 'get',
  path: '/api/customers/totals',
  capability: 'read',
  tags,
  summary: 'How many clients answer the filters, and what they owe in all',
  request: { query: customerTotalsQuery },
  responses: jsonAnswers(customerTotals),
})

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
  summary: 'Corrects a client’s identity, address, contacts and terms, unless changed meanwhile',
  request: { params, body: jsonBody(customerChange) },
  responses: jsonAnswers(customerDetail),
})

const standingRoute = apiRoute({
  method: 'get',
  path: '/api/customers/{id}/standing',
  capability: 'read',
  tags,
  summary: 'What a client owes, and what keeps reminders from it',
  request: { params },
  responses: jsonAnswers(customerStanding),
})

const timelineRoute = apiRoute({
  method: 'get',
  path: '/api/customers/{id}/timeline',
  capability: 'read',
  tags,
  summary: 'Everything that happened with a client, the latest first',
  request: { params, query: timelineQuery },
  responses: jsonAnswers(timelinePage),
})

const statementRoute = apiRoute({
  method: 'get',
  path: '/api/customers/{id}/statement',
  capability: 'read',
  tags,
  summary: 'The statement of account as PDF, in the language of the client',
  request: { params, query: statementQuery },
  responses: PDF_ANSWERS,
})

/** Routes of « Clients ». */
export function customersRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'document'>
}) {
  const { database, pool } = parts
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const { companyIds, today } = context
      const asked = { ...query, companyIds, today }
      return c.json(await withScope(database, context, (tx) => readCustomerList(tx, asked), read), 200)
    })
    .openapi(totalsRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const { companyIds, today } = context
      const asked = { ...query, companyIds, today }
      return c.json(await withScope(database, context, (tx) => readCustomerTotals(tx, asked), read), 200)
    })
    .openapi(readRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => readCustomer(tx, id), read), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { id } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => changeCustomer(tx, id, change, actor)), 200)
    })
    .openapi(standingRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(
        await withScope(database, context, (tx) => readStanding(tx, id, context.today), read),
        200,
      )
    })
    .openapi(timelineRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const page = await withScope(
        database,
        context,
        (tx) => readTimeline(tx, id, c.req.valid('query'), context.today),
        read,
      )
      return c.json(page, 200)
    })
    .openapi(statementRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { on = context.today, from = addDays(on, -STATEMENT_DAYS) } = c.req.valid('query')
      if (on > context.today) throw new RelancesError('invalid', 'relations.statement-after-today')
      if (from > on) throw new RelancesError('invalid', 'relations.statement-backwards')
      // One picture: movements and open items must agree.
      const statement = await withScope(
        database,
        context,
        (tx) => readStatement(tx, id, { from, on, today: context.today }),
        {
          ...read,
          isolation: 'repeatable read',
        },
      )
      const { pdf } = await pool.document(statementDocument(statement))
      return new Response(Uint8Array.from(pdf), {
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="releve-${id}-${on}.pdf"`,
        },
      })
    })
}
