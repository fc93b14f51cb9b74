import type { Day } from './day.ts'
import type { Cut, Debt } from './late-interest.ts'
import { sumCents } from './money.ts'

/** Money or a credit note of the customer that no instalment has received yet. */
export interface UnallocatedCredit {
  /** Day it was received; null for a credit note, which takes back what was never owed, or when unknown. */
  readonly on: Day | null
  readonly cents: number
}

/**
 * The debts as interest must see them: what the customer has already paid bears none, although nobody has
 * allocated it. By law it goes to the oldest of what is due (C. civ. 1342-10). Nothing is allocated by this.
 */
export function withImputedCredits<D extends Debt>(
  debts: readonly D[],
  credits: readonly UnallocatedCredit[],
): D[] {
  const left = credits
    .toSorted((a, b) => (a.on ?? '').localeCompare(b.on ?? ''))
    .map((credit) => ({ ...credit }))
  const oldestFirst = debts.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
  const imputed = new Map<D, Cut[]>()
  for (const debt of oldestFirst) {
    const cuts: Cut[] = []
    let openCents = debt.amountCents - sumCents(debt.cuts.map((cut) => cut.cents))
    for (const credit of left) {
      const cents = Math.min(credit.cents, openCents)
      if (cents <= 0) continue
      cuts.push({ on: credit.on, cents })
      credit.cents -= cents
      openCents -= cents
    }
    imputed.set(debt, cuts)
  }
  return debts.map((debt) => ({ ...debt, cuts: [...debt.cuts, ...(imputed.get(debt) ?? [])] }))
}
