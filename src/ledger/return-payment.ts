import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { lockCredit, lockInstalments } from './receivable-locks.ts'

export interface ReturnOrder {
  readonly creditId: number
  /** Day the bank sent it back. */
  readonly returnedOn: Day
  readonly reason: string
  readonly actor: string
}

/**
 * Notes that a payment came back unpaid (bounced cheque, rejected direct debit): its allocations are
 * cancelled and kept, it is worth nothing from then on, and what it had settled is open again at the
 * level and on the date its history gives it.
 * @throws RelancesError not-found; invalid for what is not a payment; conflict when it is returned already
 */
export async function returnPayment(tx: ScopedTransaction, order: ReturnOrder): Promise<void> {
  const { creditId, returnedOn, reason, actor } = order
  const credit = await lockCredit(tx, creditId)
  const { companyId } = credit
  if (credit.kind !== 'payment') throw new RelancesError('invalid', 'receivables.not-a-payment')
  if (credit.isReturned) throw new RelancesError('conflict', 'receivables.already-returned')
  const instalmentIds = await settledBy(tx, companyId, creditId)
  await lockInstalments(tx, companyId, instalmentIds)
  await sql`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${reason}
    where company_id = ${companyId} and credit_id = ${creditId} and cancelled_at is null
  `.execute(tx)
  await refreshSettled(tx, companyId, instalmentIds, [creditId])
  await tx
    .insertInto('credit_returns')
    .values({
      company_id: companyId,
      credit_id: creditId,
      returned_on: returnedOn,
      reason,
      created_by: actor,
    })
    .execute()
  await markReturned(tx, companyId, creditId, true)
}

/**
 * Takes back a return noted by mistake: the payment is worth its amount again, to be allocated anew.
 * @throws RelancesError not-found, or conflict when the payment is not returned
 */
export async function cancelReturn(
  tx: ScopedTransaction,
  order: { readonly creditId: number; readonly reason: string; readonly actor: string },
): Promise<void> {
  const { companyId } = await lockCredit(tx, order.creditId)
  const cancelled = await sql`
    update credit_returns set cancelled_at = now(), cancelled_by = ${order.actor}, cancel_reason = ${order.reason}
    where company_id = ${companyId} and credit_id = ${order.creditId} and cancelled_at is null
      and booked_by_import is null
  `.execute(tx)
  if (cancelled.numAffectedRows === 0n) throw new RelancesError('conflict', 'receivables.not-returned')
  await markReturned(tx, companyId, order.creditId, false)
}

/** The instalments a payment now settles; what it pays of penalties is none. */
export async function settledBy(
  tx: ScopedTransaction,
  companyId: number,
  creditId: number,
): Promise<number[]> {
  const rows = await tx
    .selectFrom('allocations')
    .select('instalment_id')
    .distinct()
    .where('company_id', '=', companyId)
    .where('credit_id', '=', creditId)
    .where('cancelled_at', 'is', null)
    .execute()
  return rows.flatMap((row) => row.instalment_id ?? [])
}

async function markReturned(
  tx: ScopedTransaction,
  companyId: number,
  creditId: number,
  isReturned: boolean,
): Promise<void> {
  await tx
    .updateTable('credits')
    .set({ is_returned: isReturned })
    .where('company_id', '=', companyId)
    .where('id', '=', creditId)
    .execute()
}
