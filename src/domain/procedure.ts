import { addDays, type Day, daysBetween, laterOf } from './day.ts'
import { RelancesError } from './errors.ts'
import { LEVELS, type Level } from './levels.ts'
import { nextOpenDay, type OpenDays } from './open-days.ts'

/**
 * When a level's letter is advised: so many days after the due date, and so many since the last
 * reminder. The procedure only advises; the user may tick any row (rules §3).
 */
export interface LevelTiming {
  readonly level: Level
  readonly delayDays: number
  readonly gapDays: number
  /** Days the letter gives to pay, counted from its date. */
  readonly deadlineDays: number
}

/** Usual practice in France (law.md §3): no law sets a number or a rhythm of reminders. */
export const DEFAULT_TIMINGS: readonly LevelTiming[] = [
  { level: 1, delayDays: 8, gapDays: 0, deadlineDays: 8 },
  { level: 2, delayDays: 15, gapDays: 7, deadlineDays: 8 },
  { level: 3, delayDays: 30, gapDays: 10, deadlineDays: 8 },
  { level: 4, delayDays: 45, gapDays: 10, deadlineDays: 8 },
]

/** Longest delay or gap a level may have: beyond, a letter would speak of debts near their prescription. */
export const MAX_DELAY_DAYS = 730
/** Beyond a year, known payments would never be said to be old. */
export const MAX_STALE_DAYS = 365
/** Longest deadline a letter may give. */
export const MAX_DEADLINE_DAYS = 365

/**
 * First day the instalment's next letter is advised. A day missed loses nothing: the advice holds
 * from that day on.
 */
export function advisedOn(
  instalment: { readonly level: Level; readonly dueOn: Day; readonly lastRemindedOn: Day | null },
  timings: readonly LevelTiming[],
): Day {
  const timing = timings.find((candidate) => candidate.level === instalment.level)
  if (!timing) throw new RangeError(`no timing for level ${instalment.level}; levels are ${LEVELS}`)
  const afterDue = addDays(instalment.dueOn, timing.delayDays)
  if (instalment.lastRemindedOn === null) return afterDue
  const afterReminder = addDays(instalment.lastRemindedOn, timing.gapDays)
  return laterOf(afterDue, afterReminder)
}

/**
 * 0 when the letter is advised on `on`, else the days still to wait: until the next open day, where the
 * day it is advised on is one without reminders.
 */
export function daysToWait(advised: Day, on: Day, openDays?: OpenDays): number {
  if (advised <= on) return 0
  return daysBetween(on, openDays ? nextOpenDay(advised, openDays) : advised)
}

/** Whole days after the due date: due today is not late. */
export function daysLate(dueOn: Day, on: Day): number {
  return Math.max(0, daysBetween(dueOn, on))
}

/**
 * « Échéances échues au » may be today or past: nothing due later is overdue yet.
 * @throws RelancesError invalid
 */
export function checkOverdueDay(on: Day, today: Day): void {
  if (on > today) throw new RelancesError('invalid', 'features.day-after-today', { on, today })
}
