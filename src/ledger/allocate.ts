import { sql } from 'kysely'
import { formatMoney, sumCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import type { AllocationOrigin, Share } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled, settle } from './allocations.ts'
import { type LockedCredit, lockCredit, lockInstalments } from './receivable-locks.ts'

export interface AllocationOrder {
  readonly creditId: number
  readonly shares: readonly Share[]
  readonly origin: Extract<AllocationOrigin, 'manual' | 'statement'>
  /** A parent company pays what its subsidiary owes: the instalments may be another customer's. */
  readonly allowsOtherCustomer?: boolean
  readonly actor: string
}

/**
 * Spreads a credit note or payment over open instalments, whole or in part. Imports leave such
 * allocations alone, as long as the books still have both sides.
 * @returns the ids of the allocations, one for each share
 * @throws RelancesError not-found; invalid when a share is nothing, or of another customer or
 * currency, or of a draft; conflict when either side has less left than asked
 */
export async function allocateCredit(tx: ScopedTransaction, order: AllocationOrder): Promise<number[]> {
  const { creditId, shares, origin, actor } = order
  if (shares.length === 0 || shares.some((share) => !isAmount(share.amountCents)))
    throw new RelancesError('invalid', 'receivables.no-amount')
  const credit = await lockCredit(tx, creditId)
  refuseOverspending(credit, sumCents(shares.map((share) => share.amountCents)))
  await refuseUnsuitable(tx, credit, order)
  const allocations = shares.map((share) => ({ ...share, creditId, origin }))
  return await settle(tx, { companyId: credit.companyId, importId: null, actor }, allocations)
}

export interface Cancellation {
  readonly allocationId: number
  readonly reason: string
  readonly actor: string
}

/**
 * Cancels an allocation and keeps it, with who and why: the instalment is open again at the level
 * and date its history gives it, and the credit has its amount back.
 * @throws RelancesError not-found, or conflict when it is cancelled already
 */
export async function cancelAllocation(tx: ScopedTransaction, order: Cancellation): Promise<void> {
  const { allocationId, reason, actor } = order
  const found = await tx
    .selectFrom('allocations')
    .select(['company_id as companyId', 'instalment_id as instalmentId', 'credit_id as creditId'])
    .where('id', '=', allocationId)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'receivables.no-allocation')
  if (found.creditId !== null) await lockCredit(tx, found.creditId)
  const instalmentIds = found.instalmentId === null ? [] : [found.instalmentId]
  await lockInstalments(tx, found.companyId, instalmentIds)
  // What we proposed and a user refuses is not proposed again by the next import.
  const cancelled = await sql`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${reason},
      is_refused = origin = 'proposed'
    where company_id = ${found.companyId} and id = ${allocationId} and cancelled_at is null
  `.execute(tx)
  if (cancelled.numAffectedRows === 0n) throw new RelancesError('conflict', 'receivables.already-cancelled')
  const creditIds = found.creditId === null ? [] : [found.creditId]
  await refreshSettled(tx, found.companyId, instalmentIds, creditIds)
}

function isAmount(cents: number): boolean {
  return Number.isSafeInteger(cents) && cents > 0
}

function refuseOverspending(credit: LockedCredit, cents: number): void {
  if (credit.isReturned) throw new RelancesError('conflict', 'receivables.credit-returned')
  if (cents > credit.openCents)
    throw new RelancesError('conflict', 'receivables.not-enough-credit', {
      left: formatMoney(credit.openCents, credit.currency),
      wanted: formatMoney(cents, credit.currency),
    })
}

async function refuseUnsuitable(
  tx: ScopedTransaction,
  credit: LockedCredit,
  { shares, allowsOtherCustomer }: AllocationOrder,
): Promise<void> {
  const wanted = Map.groupBy(shares, (share) => share.instalmentId)
  const instalments = await lockInstalments(tx, credit.companyId, [...wanted.keys()])
  if (instalments.length !== wanted.size) throw new RelancesError('not-found', 'receivables.no-instalment')
  for (const instalment of instalments) {
    if (!instalment.isFinal) throw new RelancesError('invalid', 'receivables.draft-instalment')
    if (instalment.currency !== credit.currency)
      throw new RelancesError('invalid', 'receivables.other-currency')
    if (!allowsOtherCustomer && instalment.customerId !== credit.customerId)
      throw new RelancesError('invalid', 'receivables.other-customer')
    const cents = sumCents((wanted.get(instalment.id) ?? []).map((share) => share.amountCents))
    if (cents > instalment.openCents)
      throw new RelancesError('conflict', 'receivables.not-enough-open', {
        left: formatMoney(instalment.openCents, credit.currency),
        wanted: formatMoney(cents, credit.currency),
      })
  }
}
