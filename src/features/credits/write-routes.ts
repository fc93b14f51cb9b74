import { z } from '@hono/zod-openapi'
import type { Day } from '#domain/day.ts'
import { formatDay } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { payPenalties, readPenaltiesFor } from '#ledger/penalty-payments.ts'
import { cancelReturn, returnPayment } from '#ledger/return-payment.ts'
import { cancelCredit, writeCredit } from '#ledger/write-credit.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import {
  allocationOrder,
  allocationResult,
  creditId,
  newCredit,
  penaltyDebts,
  penaltyOrder,
  reasonGiven,
  returnOrder,
} from './contract.ts'

const tags = ['Avoirs']
const params = z.object({ id: z.coerce.number().int().positive() })

const createRoute = apiRoute({
  method: 'post',
  path: '/api/credits',
  capability: 'allocate',
  tags,
  summary: 'Writes a credit note or a payment by hand',
  request: { body: jsonBody(newCredit) },
  responses: jsonAnswers(creditId),
})

const cancelRoute = apiRoute({
  method: 'post',
  path: '/api/credits/{id}/cancellation',
  capability: 'allocate',
  tags,
  summary: 'Cancels a credit note or payment written by mistake',
  request: { params, body: jsonBody(reasonGiven) },
  responses: jsonAnswers(creditId),
})

const allocateRoute = apiRoute({
  method: 'post',
  path: '/api/credits/{id}/allocations',
  capability: 'allocate',
  tags,
  summary: 'Spreads a credit note or payment over open instalments',
  request: { params, body: jsonBody(allocationOrder) },
  responses: jsonAnswers(allocationResult),
})

const penaltiesRoute = apiRoute({
  method: 'get',
  path: '/api/credits/{id}/penalties',
  capability: 'read',
  tags,
  summary: 'Interest and recovery fees that a payment may be allocated to',
  request: { params },
  responses: jsonAnswers(penaltyDebts),
})

const payPenaltiesRoute = apiRoute({
  method: 'post',
  path: '/api/credits/{id}/penalties',
  capability: 'allocate',
  tags,
  summary: 'Allocates what is left of a payment to interest and recovery fees',
  request: { params, body: jsonBody(penaltyOrder) },
  responses: jsonAnswers(allocationResult),
})

const cancelAllocationRoute = apiRoute({
  method: 'post',
  path: '/api/allocations/{id}/cancellation',
  capability: 'allocate',
  tags,
  summary: 'Cancels an allocation, and keeps it with who and why',
  request: { params, body: jsonBody(reasonGiven) },
  responses: jsonAnswers(creditId),
})

const returnRoute = apiRoute({
  method: 'post',
  path: '/api/credits/{id}/return',
  capability: 'allocate',
  tags,
  summary: 'Notes that a payment came back unpaid',
  request: { params, body: jsonBody(returnOrder) },
  responses: jsonAnswers(creditId),
})

const cancelReturnRoute = apiRoute({
  method: 'post',
  path: '/api/credits/{id}/return-cancellation',
  capability: 'allocate',
  tags,
  summary: 'Takes back a return noted by mistake',
  request: { params, body: jsonBody(reasonGiven) },
  responses: jsonAnswers(creditId),
})

/** Routes that write credits by hand, allocate them, and undo it. */
export function creditWriteRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(createRoute, async (c) => {
      const credit = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const texts = { number: credit.number || null, label: credit.label || null }
      const id = await withScope(database, context, (tx) =>
        writeCredit(tx, { ...credit, ...texts }, context.actor.name),
      )
      return c.json({ id }, 200)
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const actor = context.actor.name
      await withScope(database, context, (tx) => cancelCredit(tx, { creditId: id, reason, actor }))
      return c.json({ id }, 200)
    })
    .openapi(allocateRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { shares } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = { creditId: id, shares, origin: 'manual', actor: context.actor.name } as const
      const result = await withScope(database, context, async (tx) => ({
        allocationIds: await allocateCredit(tx, order),
        leftCents: await leftOf(tx, id),
      }))
      return c.json(result, 200)
    })
    .openapi(penaltiesRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const rows = await withScope(database, context, (tx) => readPenaltiesFor(tx, id, context.today), {
        readOnly: true,
      })
      return c.json({ rows }, 200)
    })
    .openapi(payPenaltiesRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const by = { today: context.today, actor: context.actor.name }
      const order = { creditId: id, shares: c.req.valid('json').shares, ...by }
      return c.json(await withScope(database, context, (tx) => payPenalties(tx, order)), 200)
    })
    .openapi(cancelAllocationRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const actor = context.actor.name
      await withScope(database, context, (tx) => cancelAllocation(tx, { allocationId: id, reason, actor }))
      return c.json({ id }, 200)
    })
    .openapi(returnRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { returnedOn, reason } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      refuseFuture(returnedOn, context.today)
      const order = { creditId: id, returnedOn, reason, actor: context.actor.name }
      await withScope(database, context, (tx) => returnPayment(tx, order))
      return c.json({ id }, 200)
    })
    .openapi(cancelReturnRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const actor = context.actor.name
      await withScope(database, context, (tx) => cancelReturn(tx, { creditId: id, reason, actor }))
      return c.json({ id }, 200)
    })
}

function refuseFuture(on: Day, today: Day): void {
  if (on > today)
    throw new RelancesError('invalid', 'receivables.day-to-come', {
      on: formatDay(on),
      today: formatDay(today),
      field: 'returnedOn',
    })
}

async function leftOf(tx: ScopedTransaction, id: number): Promise<number> {
  const credit = await tx
    .selectFrom('credits')
    .select('open_cents')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return credit.open_cents
}
