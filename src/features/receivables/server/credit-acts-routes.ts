import type { Day } from '#domain/days-and-money/day.ts'
import { formatDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { payPenalties, readPenaltiesFor } from '#ledger/penalty-payments.ts'
import { cancelReturn, returnPayment } from '#ledger/return-payment.ts'
import { cancelCredit, refuseWritten, writeCredit } from '#ledger/write-credit.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as actsContract from '../credit-acts-contract.ts'
/** Routes that write credits by hand, allocate them, and undo it. */
export const creditActsRoutes: readonly Served[] = [
  serve(actsContract.createCredit, async ({ body: { isAnother, ...body }, context, write }) => {
    const credit = { ...body, number: body.number || null, label: body.label || null }
    const id = await write(async (tx) => {
      // A person sees what is there; a program may only send again what it knows nothing of.
      if (context.actor.kind === 'key' && !isAnother) await refuseWritten(tx, credit)
      return await writeCredit(tx, credit, context.actor.name)
    })
    return { id }
  }),
  serve(actsContract.cancelCredit, async ({ params: { id }, body: { reason }, context, write }) => {
    const actor = context.actor.name
    await write((tx) => cancelCredit(tx, { creditId: id, reason, actor }))
    return { id }
  }),
  serve(actsContract.allocateCredit, async ({ params: { id }, body: { shares }, context, write }) => {
    const order = { creditId: id, shares, origin: 'manual', actor: context.actor.name } as const
    const result = await write(async (tx) => ({
      allocationIds: await allocateCredit(tx, order),
      leftCents: await leftOf(tx, id),
    }))
    return result
  }),
  serve(actsContract.fetchPenaltiesFor, async ({ params: { id }, context, read }) => {
    const rows = await read((tx) => readPenaltiesFor(tx, id, context.today))
    return { rows }
  }),
  serve(actsContract.payPenalties, async ({ params: { id }, body, context, write }) => {
    const by = { today: context.today, actor: context.actor.name }
    const order = { creditId: id, shares: body.shares, ...by }
    return await write((tx) => payPenalties(tx, order))
  }),
  serve(actsContract.cancelAllocation, async ({ params: { id }, body: { reason }, context, write }) => {
    const actor = context.actor.name
    await write((tx) => cancelAllocation(tx, { allocationId: id, reason, actor }))
    return { id }
  }),
  serve(
    actsContract.returnPayment,
    async ({ params: { id }, body: { returnedOn, reason }, context, write }) => {
      refuseFuture(returnedOn, context.today)
      const order = { creditId: id, returnedOn, reason, actor: context.actor.name }
      await write((tx) => returnPayment(tx, order))
      return { id }
    },
  ),
  serve(actsContract.cancelReturn, async ({ params: { id }, body: { reason }, context, write }) => {
    const actor = context.actor.name
    await write((tx) => cancelReturn(tx, { creditId: id, reason, actor }))
    return { id }
  }),
]

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
