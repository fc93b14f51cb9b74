import { addDays, type Day } from '#domain/days-and-money/day.ts'

/** Schedule of what falls due, balances by age, letters of a period, credits not allocated. */
export const LIST_NAMES = ['schedule', 'aged-balance', 'reminders', 'credits'] as const
export type ListName = (typeof LIST_NAMES)[number]

/** The days a list covers, both inclusive; `from` null: since ever. */
export interface ListPeriod {
  readonly from: Day | null
  readonly to: Day
}

/** The period of a list when none is asked for. */
export function usualPeriod(name: ListName, today: Day): ListPeriod {
  // Everything late, and what comes in the next three months.
  if (name === 'schedule') return { from: null, to: addDays(today, 90) }
  if (name === 'reminders') return { from: addDays(today, -30), to: today }
  return { from: null, to: today }
}
