import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { allocateCredit, cancelAllocation } from './allocate.ts'
import { isSure, readProbablePayments } from './probable-payments.ts'

/** A probable payment that has been allocated to its invoices. */
export interface AllocatedPayment {
  readonly creditId: number
  readonly amountCents: number
  /** To undo it. */
  readonly allocationIds: readonly number[]
}

/**
 * Allocates probable payments to the invoices they have the amount of: those named, or all but the ones of which
 * several are possible and those dated after today.
 * @throws RelancesError conflict when one that is named is no longer probable; as `allocateCredit`
 */
export async function allocateProbable(
  tx: ScopedTransaction,
  order: {
    readonly companyIds: readonly number[]
    /** Absent: « tout affecter ». */
    readonly creditIds?: readonly number[] | undefined
    readonly today: Day
    readonly actor: string
  },
): Promise<AllocatedPayment[]> {
  const { creditIds, today, actor } = order
  const found = await readProbablePayments(tx, order)
  if (creditIds?.some((id) => !found.some(({ creditId }) => creditId === id)))
    throw new RelancesError('conflict', 'receivables.no-longer-probable')
  const chosen = found.filter((payment) =>
    creditIds ? creditIds.includes(payment.creditId) : isSure(payment, today),
  )
  const allocated: AllocatedPayment[] = []
  for (const { creditId, shares, openCents: amountCents } of chosen) {
    const allocationIds = await allocateCredit(tx, { creditId, shares, origin: 'manual', actor })
    allocated.push({ creditId, amountCents, allocationIds })
  }
  return allocated
}

/** Takes such allocations back, all or none. @throws RelancesError as `cancelAllocation` */
export async function takeAllocationsBack(
  tx: ScopedTransaction,
  order: { readonly allocationIds: readonly number[]; readonly reason: string; readonly actor: string },
): Promise<void> {
  const { allocationIds, reason, actor } = order
  for (const allocationId of allocationIds) await cancelAllocation(tx, { allocationId, reason, actor })
}
