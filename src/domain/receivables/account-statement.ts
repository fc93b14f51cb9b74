import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, sumCents } from '#domain/days-and-money/money.ts'

/** What moved a customer's account: positive what they owe more, negative what they owe less. */
export interface AccountMovement {
  readonly on: Day
  readonly kind:
    | 'invoice'
    | 'opening-balance'
    | 'other-debit'
    | 'credit-note'
    | 'payment'
    | 'adjustment'
    | 'return'
    | 'settled'
    | 'transfer'
    | 'penalties'
  readonly number: string | null
  readonly currency: Currency
  readonly cents: number
}

export interface BalancedMovement extends AccountMovement {
  /** Balance of the account once it is counted. */
  readonly balanceCents: number
}

/** The account of a customer in one currency over a period, both days inclusive. */
export interface AccountPeriod {
  readonly currency: Currency
  readonly openingCents: number
  readonly movements: readonly BalancedMovement[]
  readonly closingCents: number
}

/** Movements by currency, euros first, each with its running balance; what is before `from` is the opening. */
export function accountPeriods(
  movements: readonly AccountMovement[],
  from: Day,
  to: Day,
): readonly AccountPeriod[] {
  const known = movements.filter((movement) => movement.on <= to)
  const order = (currency: Currency) => (currency === 'EUR' ? '' : currency)
  return [...Map.groupBy(known, (movement) => movement.currency)]
    .sort(([one], [other]) => order(one).localeCompare(order(other)))
    .map(([currency, all]) => accountPeriod(currency, all, from))
}

function accountPeriod(currency: Currency, movements: readonly AccountMovement[], from: Day): AccountPeriod {
  const before = movements.filter((movement) => movement.on < from)
  const openingCents = sumCents(before.map((movement) => movement.cents))
  let balanceCents = openingCents
  const listed = movements
    .filter((movement) => movement.on >= from)
    .toSorted((one, other) => one.on.localeCompare(other.on))
    .map((movement) => {
      balanceCents += movement.cents
      return { ...movement, balanceCents }
    })
  return { currency, openingCents, movements: listed, closingCents: balanceCents }
}
