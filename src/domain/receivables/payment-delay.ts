import { type Day, daysBetween } from '#domain/days-and-money/day.ts'

/** A part of an instalment: paid on a day, or still open (`paidOn` null). */
export interface DelayedPart {
  readonly dueOn: Day
  readonly paidOn: Day | null
  readonly cents: number
}

/**
 * Average days late of a client, weighted by the amounts: what was paid counts the days from its due date to
 * the payment, what is open and overdue those to `today`; paid in time counts as 0, and what is not due yet
 * does not count. Null when nothing was due. Rounded once, to a day.
 */
export function averageDaysLate(parts: readonly DelayedPart[], today: Day): number | null {
  let [cents, centDays] = [0, 0]
  for (const part of parts) {
    if (part.paidOn === null && part.dueOn >= today) continue
    cents += part.cents
    centDays += part.cents * Math.max(0, daysBetween(part.dueOn, part.paidOn ?? today))
  }
  return cents === 0 ? null : Math.round(centDays / cents)
}
