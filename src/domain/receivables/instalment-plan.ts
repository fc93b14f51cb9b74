import { type Day, dayOf, daysInMonth, partsOf } from '#domain/days-and-money/day.ts'

/** An instalment about to be written. */
export interface PlannedInstalment {
  readonly dueOn: Day
  /** Positive. */
  readonly amountCents: number
}

/** More parts than this is a loan, not an invoice. */
export const MAX_INSTALMENTS = 60

/**
 * An amount in equal parts, a month apart from the first. Each part is rounded down to the cent and
 * the last one takes the cents left, so that the sum is the amount: 100 € in 3 is 33,33 + 33,33 + 33,34.
 * @param count 1 to `MAX_INSTALMENTS`, and never more than there are cents
 */
export function planInstalments(totalCents: number, count: number, firstDueOn: Day): PlannedInstalment[] {
  const part = Math.floor(totalCents / count)
  return Array.from({ length: count }, (_, rank) => ({
    dueOn: addMonths(firstDueOn, rank),
    amountCents: rank === count - 1 ? totalCents - part * (count - 1) : part,
  }))
}

/** The same day of a later month; of a month too short, its last day: 31 January, 28 February, 31 March. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, day: wanted } = partsOf(day)
  const rank = year * 12 + (month - 1) + months
  const [laterYear, laterMonth] = [Math.floor(rank / 12), (rank % 12) + 1]
  return dayOf(laterYear, laterMonth, Math.min(wanted, daysInMonth(laterYear, laterMonth))) ?? day
}
