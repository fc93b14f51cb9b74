import type { Cut, Debt } from './late-interest.ts'
import { sumCents } from './money.ts'

/**
 * The debts as interest must see them: what the customer has already paid, although nobody has allocated it,
 * bears none from its day on. By law it goes to the oldest of what is due (C. civ. 1342-10). Nothing is
 * allocated by this. `credits`: what is left of each, from the day it was received.
 */
export function withImputedCredits<D extends Debt>(debts: readonly D[], credits: readonly Cut[]): D[] {
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
