import { addDays, type Day, endOfMonth } from '#domain/days-and-money/day.ts'
import type { Moment } from '#domain/dunning/schedule.ts'

/** From when on the first of the month the dashboard is sent, in the time of the company. */
export const PAGE_AT = '07:00'

/**
 * The month whose page is due, as its first day. What was missed while the program was stopped is made up for once, whenever
 * it runs again in that month: an older month is not sent any more.
 */
export function pageMonth({ day, time }: Moment): Day {
  const first = firstOf(day)
  return day === first && time < PAGE_AT ? firstOf(addDays(day, -1)) : first
}

/** The day on which the next page leaves. */
export function nextPageOn(moment: Moment): Day {
  return addDays(endOfMonth(pageMonth(moment)), 1)
}

function firstOf(day: Day): Day {
  return `${day.slice(0, 8)}01`
}
