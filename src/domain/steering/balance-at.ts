import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { AGE_BANDS, type AgeBand, ageBand } from '#domain/receivables/aged-balance.ts'

/** An instalment with what has settled it: a settlement dates from its payment's day, never from its allocation. */
export interface DatedInstalment {
  readonly issuedOn: Day
  readonly dueOn: Day | null
  readonly cents: number
  readonly settlements: readonly { readonly on: Day; readonly cents: number }[]
}

/** A payment or credit note with what it settles, each part on the day its invoice was issued. */
export interface DatedCredit {
  readonly receivedOn: Day
  readonly cents: number
  /** A payment that came back was worth something until that day. */
  readonly returnedOn: Day | null
  readonly allocations: readonly { readonly issuedOn: Day; readonly cents: number }[]
}

/** What was open at the end of a day, by age; `creditCents` had settled nothing that was there. */
export interface BalanceAt {
  readonly bands: Readonly<Record<AgeBand, number>>
  readonly creditCents: number
  /** The bands less the credits: the balance of the account that day. */
  readonly balanceCents: number
}

/**
 * The aged balance at the end of a day: what came after it takes nothing off, and is not there yet. The SQL of
 * `ledger/balance-at.ts` reads the same.
 */
export function balanceAt(
  instalments: readonly DatedInstalment[],
  credits: readonly DatedCredit[],
  on: Day,
): BalanceAt {
  const bands = Object.fromEntries(AGE_BANDS.map((band) => [band, 0])) as Record<AgeBand, number>
  for (const { issuedOn, dueOn, cents, settlements } of instalments) {
    if (issuedOn > on) continue
    const settled = settlements.filter((settlement) => settlement.on <= on)
    bands[ageBand(dueOn, on)] += cents - sumCents(settled.map((settlement) => settlement.cents))
  }
  const creditCents = sumCents(credits.map((credit) => unallocatedAt(credit, on)))
  return { bands, creditCents, balanceCents: sumCents(Object.values(bands)) - creditCents }
}

function unallocatedAt({ receivedOn, cents, returnedOn, allocations }: DatedCredit, on: Day): number {
  if (receivedOn > on || (returnedOn !== null && returnedOn <= on)) return 0
  const there = allocations.filter(({ issuedOn }) => issuedOn <= on)
  return cents - sumCents(there.map((allocation) => allocation.cents))
}
