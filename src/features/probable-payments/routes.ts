import { z } from '@hono/zod-openapi'
import { allocateProbable, takeAllocationsBack } from '#ledger/allocate-probable.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import {
  allocated,
  allocationAsked,
  companiesQuery,
  creditId,
  notedPayments,
  noteTakenBack,
  paymentNote,
  probablePaymentList,
  takenBack,
  takingBack,
} from './contract.ts'
import { listNotedPayments, listProbablePayments } from './store.ts'

const tags = ['Règlements']

const listRoute = apiRoute({
  method: 'get',
  path: '/api/probable-payments',
  capability: 'read',
  tags,
  summary: 'Unallocated payments that have probably settled an invoice',
  request: { query: companiesQuery },
  responses: jsonAnswers(probablePaymentList),
})

const allocateRoute = apiRoute({
  method: 'post',
  path: '/api/probable-payments/allocations',
  capability: 'allocate',
  tags,
  summary: 'Allocates probable payments to their invoices, those named or all the sure ones',
  request: { body: jsonBody(allocationAsked) },
  responses: jsonAnswers(allocated),
})

const takeBackRoute = apiRoute({
  method: 'post',
  path: '/api/probable-payments/allocations/cancellation',
  capability: 'allocate',
  tags,
  summary: 'Takes such allocations back, all or none',
  request: { body: jsonBody(takingBack) },
  responses: jsonAnswers(takenBack),
})

const notedRoute = apiRoute({
  method: 'get',
  path: '/api/noted-payments',
  capability: 'read',
  tags,
  summary: 'Payments noted on an invoice that the books do not have yet',
  request: { query: companiesQuery },
  responses: jsonAnswers(notedPayments),
})

const noteRoute = apiRoute({
  method: 'post',
  path: '/api/noted-payments',
  capability: 'allocate',
  tags,
  summary: 'Notes that an invoice was paid, until the books bring the payment',
  request: { body: jsonBody(paymentNote) },
  responses: jsonAnswers(creditId),
})

const cancelNoteRoute = apiRoute({
  method: 'post',
  path: '/api/noted-payments/{id}/cancellation',
  capability: 'allocate',
  tags,
  summary: 'Takes back a payment noted on an invoice',
  request: { params: z.object({ id: z.coerce.number().int().positive() }), body: jsonBody(noteTakenBack) },
  responses: jsonAnswers(creditId),
})

/** Routes of « Already paid? »: probable payments, and those noted by hand. */
export function probablePaymentRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  const read = { readOnly: true, isolation: 'repeatable read' } as const
  return createRouter()
    .openapi(listRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []), c.req.valid('query').companies)
      return c.json(await withScope(database, context, (tx) => listProbablePayments(tx, context), read), 200)
    })
    .openapi(allocateRoute, async (c) => {
      const { companies, creditIds } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const order = { companyIds: context.companyIds, creditIds, actor: context.actor.name }
      return c.json(
        { allocated: await withScope(database, context, (tx) => allocateProbable(tx, order)) },
        200,
      )
    })
    .openapi(takeBackRoute, async (c) => {
      const asked = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { ...asked, actor: context.actor.name }
      await withScope(database, context, (tx) => takeAllocationsBack(tx, order))
      return c.json({ cancelled: asked.allocationIds.length }, 200)
    })
    .openapi(notedRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []), c.req.valid('query').companies)
      return c.json(await withScope(database, context, (tx) => listNotedPayments(tx, context), read), 200)
    })
    .openapi(noteRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { ...c.req.valid('json'), today: context.today, actor: context.actor.name }
      return c.json({ id: await withScope(database, context, (tx) => notePayment(tx, order)) }, 200)
    })
    .openapi(cancelNoteRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { creditId: id, reason: c.req.valid('json').reason, actor: context.actor.name }
      await withScope(database, context, (tx) => cancelNotedPayment(tx, order))
      return c.json({ id }, 200)
    })
}
