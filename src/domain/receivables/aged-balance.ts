import { type Day, daysBetween } from '#domain/days-and-money/day.ts'

/** Ages of what is open: not due yet, then 1 to 30 days late, 31 to 60, 61 to 90, more. */
export const AGE_BANDS = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/** The ages of what is late. */
export const LATE_BANDS = ['to30', 'to60', 'to90', 'over90'] as const satisfies readonly AgeBand[]

/** Band of an amount due on `dueOn`, seen on `on`; what is due on the day itself is not late. */
export function ageBand(dueOn: Day | null, on: Day): AgeBand {
  const days = dueOn === null ? 0 : daysBetween(dueOn, on)
  if (days <= 0) return 'notDue'
  if (days <= 30) return 'to30'
  if (days <= 60) return 'to60'
  return days <= 90 ? 'to90' : 'over90'
}
