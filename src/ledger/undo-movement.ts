import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { allocateCredit, cancelAllocation } from './allocate.ts'
import { readOpenItems } from './bank-book.ts'
import { type LockedMovement, lockMovement } from './decide-movement.ts'
import { lockCredit } from './receivable-locks.ts'
import { cancelReturn } from './return-payment.ts'

export interface UndoOrder {
  readonly movementId: number
  readonly reason: string
  readonly actor: string
}

/**
 * Takes back what was decided of a movement, with who and why: what it settled is open again at its
 * level, the payment made of it is cancelled, a payment it returned is back and settles what it did as
 * far as that is still open. It is to be looked at again, and is never matched automatically any more.
 * @throws RelancesError not-found; conflict when nothing was decided, or its payment came back unpaid since
 */
export async function undoMovement(tx: ScopedTransaction, order: UndoOrder): Promise<void> {
  const { movementId, reason, actor } = order
  const movement = await lockMovement(tx, movementId)
  if (movement.status === 'pending') throw new RelancesError('conflict', 'bank.not-decided')
  const matches = await tx
    .selectFrom('movement_matches')
    .select(['id', 'credit_id as creditId', 'kind', 'was_known as wasKnown'])
    .where('company_id', '=', movement.companyId)
    .where('movement_id', '=', movementId)
    .where('cancelled_at', 'is', null)
    .orderBy('credit_id')
    .execute()
  for (const { creditId, kind, wasKnown } of matches) {
    if (kind === 'return') await undoReturn(tx, movement, creditId, order)
    else await undoPayment(tx, movement, { creditId, wasKnown }, order)
  }
  await tx
    .updateTable('movement_matches')
    .set({ cancelled_at: sql`now()`, cancelled_by: actor, cancel_reason: reason })
    .where('company_id', '=', movement.companyId)
    .where('movement_id', '=', movementId)
    .where('cancelled_at', 'is', null)
    .execute()
  await reopen(tx, movement, matches.length > 0)
}

async function undoPayment(
  tx: ScopedTransaction,
  { companyId }: LockedMovement,
  { creditId, wasKnown }: { readonly creditId: number; readonly wasKnown: boolean },
  { reason, actor }: UndoOrder,
): Promise<void> {
  const credit = await lockCredit(tx, creditId)
  if (credit.isReturned) throw new RelancesError('conflict', 'bank.returned-since')
  // A payment of the books keeps what the books say of it, known before the bank told it or brought by them since.
  const isOfBooks = wasKnown || (await sourceOf(tx, companyId, creditId)) !== 'statement'
  const { rows } = await sql<{ id: number }>`
    select id from allocations
    where company_id = ${companyId} and credit_id = ${creditId} and cancelled_at is null
      and (origin = 'statement' or not ${isOfBooks}) order by instalment_id, id
  `.execute(tx)
  for (const { id } of rows) await cancelAllocation(tx, { allocationId: id, reason, actor })
  if (isOfBooks) return
  await tx
    .updateTable('credits')
    .set({ cancelled_at: sql`now()`, cancelled_by: actor })
    .where('company_id', '=', companyId)
    .where('id', '=', creditId)
    .execute()
}

async function sourceOf(tx: ScopedTransaction, companyId: number, creditId: number): Promise<string> {
  const { source } = await tx
    .selectFrom('credits')
    .select('source')
    .where('company_id', '=', companyId)
    .where('id', '=', creditId)
    .executeTakeFirstOrThrow()
  return source
}

async function undoReturn(
  tx: ScopedTransaction,
  { companyId }: LockedMovement,
  creditId: number,
  { reason, actor }: UndoOrder,
): Promise<void> {
  // The allocations a return cancels bear its own time.
  const { rows } = await sql<{ instalmentId: number; cents: number }>`
    select a.instalment_id as "instalmentId", sum(a.amount_cents)::bigint as cents
    from allocations a join credit_returns r
      on r.company_id = a.company_id and r.credit_id = a.credit_id and r.created_at = a.cancelled_at
    where a.company_id = ${companyId} and a.credit_id = ${creditId} and r.cancelled_at is null
    group by a.instalment_id order by a.instalment_id
  `.execute(tx)
  await cancelReturn(tx, { creditId, reason, actor })
  const ids = rows.map(({ instalmentId }) => instalmentId)
  const open = new Map((await readOpenItems(tx, companyId, ids)).map((item) => [item.instalmentId, item]))
  const shares = rows.flatMap(({ instalmentId, cents }) => {
    const amountCents = Math.min(cents, open.get(instalmentId)?.openCents ?? 0)
    return amountCents > 0 ? [{ instalmentId, amountCents }] : []
  })
  if (shares.length > 0)
    await allocateCredit(tx, { creditId, shares, origin: 'statement', allowsOtherCustomer: true, actor })
}

// The name learnt with the decision goes with it.
async function reopen(tx: ScopedTransaction, movement: LockedMovement, wasMatched: boolean): Promise<void> {
  const { companyId, id } = movement
  await tx
    .deleteFrom('payer_names')
    .where('company_id', '=', companyId)
    .where('movement_id', '=', id)
    .execute()
  await sql`
    update bank_movements
    set status = 'pending', set_aside_reason = null, decided_at = null, decided_by = null,
        was_undone = was_undone or ${wasMatched}, candidate_ids = array(
          select distinct k.customer_id
          from movement_matches x join credits k on k.company_id = x.company_id and k.id = x.credit_id
          where x.company_id = ${companyId} and x.movement_id = ${id}),
        has_clear_first = false
    where company_id = ${companyId} and id = ${id}
  `.execute(tx)
}
