import { addDays, type Day, daysBetween, laterOf } from '#domain/days-and-money/day.ts'
import { nextOpenDay, type OpenDays } from '#domain/days-and-money/open-days.ts'
import { RelancesError } from '#domain/errors.ts'
import { LAST_LEVEL, LEVELS, type Level } from './levels.ts'

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

/**
 * Usual practice in France (law.md §3): no law sets a number or a rhythm of reminders. Each gap is longer than
 * the deadline of the letter before, with two days for the payment to be seen; a formal notice gives 15 days, in
 * which a registered letter can be fetched.
 */
export const DEFAULT_TIMINGS: readonly LevelTiming[] = [
  { level: 1, delayDays: 8, gapDays: 0, deadlineDays: 8 },
  { level: 2, delayDays: 15, gapDays: 10, deadlineDays: 8 },
  { level: 3, delayDays: 30, gapDays: 10, deadlineDays: 8 },
  { level: 4, delayDays: 45, gapDays: 10, deadlineDays: 15 },
]

/** Longest delay or gap a level may have: beyond, a letter would speak of debts near their prescription. */
export const MAX_DELAY_DAYS = 730
/** Beyond a year, known payments would never be said to be old. */
export const MAX_STALE_DAYS = 365
/** Longest deadline a letter may give. */
export const MAX_DEADLINE_DAYS = 365

/** How far ahead a letter may be dated: the time to print it and post it. */
const MAX_LETTER_DAYS_AHEAD = 31

/** What decides when the next letter of an instalment is advised. */
export interface Remindable {
  readonly level: Level
  readonly dueOn: Day
  readonly lastRemindedOn: Day | null
  /** It has had its letter of the last level. */
  readonly hadFormalNotice: boolean
}

/**
 * First day the instalment's next letter is advised. A day missed loses nothing: the advice holds
 * from that day on. Null after a formal notice: what comes next is for someone to decide.
 */
export function advisedOn(instalment: Remindable, timings: readonly LevelTiming[]): Day | null {
  if (instalment.hadFormalNotice && instalment.level === LAST_LEVEL) return null
  const timing = timings.find((candidate) => candidate.level === instalment.level)
  if (!timing) throw new RangeError(`no timing for level ${instalment.level}; levels are ${LEVELS}`)
  const afterDue = addDays(instalment.dueOn, timing.delayDays)
  if (instalment.lastRemindedOn === null) return afterDue
  const afterReminder = addDays(instalment.lastRemindedOn, timing.gapDays)
  return laterOf(afterDue, afterReminder)
}

/**
 * 0 when the letter is advised on `on`, else the days still to wait: until the next open day, where the
 * day it is advised on is one without reminders. Null when none is advised any more.
 */
export function daysToWait(advised: Day | null, on: Day, openDays?: OpenDays): number | null {
  if (advised === null) return null
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

/** The days a letter may bear, both included. */
export interface LetterDays {
  readonly from: Day
  readonly to: Day
}

/**
 * The days the letters of a run may bear (rules.md §8): not before the due dates asked for, nor before the last
 * reminder of what they are about, so that no reminder moves a client's last date back; and not far ahead.
 */
export function letterDays(asked: {
  readonly on: Day
  readonly today: Day
  readonly lastRemindedOn: Day | null
}): LetterDays {
  const { on, today, lastRemindedOn } = asked
  return {
    from: lastRemindedOn === null ? on : laterOf(on, lastRemindedOn),
    to: addDays(today, MAX_LETTER_DAYS_AHEAD),
  }
}

/** @throws RelancesError invalid, naming the days a letter may bear */
export function checkLetterDay(letterOn: Day, { from, to }: LetterDays): void {
  if (letterOn >= from && letterOn <= to) return
  throw new RelancesError('invalid', 'features.letter-day-out', { letterOn, from, to })
}
