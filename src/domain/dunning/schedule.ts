import {
  addDays,
  type Day,
  daysBetween,
  daysInMonth,
  partsOf,
  weekdayOf,
} from '#domain/days-and-money/day.ts'
import { closedReason, nextOpenDay, type OpenDays } from '#domain/days-and-money/open-days.ts'
import { LAST_LEVEL, LEVELS, type Level } from './levels.ts'

/** What a company does by itself: nothing, a draft that waits for somebody, or e-mails that leave. */
export const SCHEDULE_MODES = ['off', 'prepare', 'send'] as const
export type ScheduleMode = (typeof SCHEDULE_MODES)[number]

/** The levels whose e-mails may leave by themselves: a formal notice is always somebody's decision. */
export const UNATTENDED_LEVELS: readonly Level[] = LEVELS.filter((level) => level !== LAST_LEVEL)

export const RHYTHMS = ['week', 'month'] as const

/** On which days, and at what time of the company's clock. */
export interface Rhythm {
  readonly kind: (typeof RHYTHMS)[number]
  /** Of the week, 1 for Monday to 7; or of the month, 1 to 31: the last day where the month is shorter. */
  readonly days: readonly number[]
  /** "08:30" */
  readonly at: string
}

/** A moment as a company's clock tells it. */
export interface Moment {
  readonly day: Day
  /** "08:05" */
  readonly time: string
}

/** All that decides when reminders are made by themselves. */
export interface Schedule {
  readonly rhythm: Rhythm
  readonly openDays: OpenDays
  /** Days of the rhythm before it are none of this schedule. */
  readonly startsOn: Day
  /** Days of the rhythm that are done with: run, or skipped by somebody. */
  readonly taken: readonly Day[]
}

/** A run of a schedule: the day of the rhythm it is for, which is done with once it has run, and when it is made. */
export interface Occurrence {
  readonly nominalOn: Day
  readonly runOn: Day
}

/** True for a day of the rhythm, open or not. */
export function isNominal(on: Day, { kind, days }: Pick<Rhythm, 'kind' | 'days'>): boolean {
  if (kind === 'week') return days.includes(weekdayOf(on))
  const { year, month, day } = partsOf(on)
  const last = daysInMonth(year, month)
  return days.includes(day) || (day === last && days.some((one) => one > last))
}

/** From which day a schedule set at that moment counts: it never runs for a time already past. */
export function firstDay(now: Moment, at: string): Day {
  return now.time < at ? now.day : addDays(now.day, 1)
}

/**
 * The run that is due now, or null. Runs are made on open days only, from the time of the rhythm on. What fell on a closed
 * day, or while the program was stopped, is made up for once, on the next open day: however many days were missed, and
 * whatever the clock does, one day of the rhythm gives one run at the most.
 */
export function dueRun(schedule: Schedule, now: Moment): Occurrence | null {
  if (now.time < schedule.rhythm.at || closedReason(now.day, schedule.openDays) !== null) return null
  const nominalOn = missedOn(schedule, now.day)
  return nominalOn === null ? null : { nominalOn, runOn: now.day }
}

/** The next run, the one that is due included; null when the next year holds none. */
export function nextRun(schedule: Schedule, now: Moment): Occurrence | null {
  const due = dueRun(schedule, now)
  if (due) return due
  let on = nextOpenDay(now.time < schedule.rhythm.at ? now.day : addDays(now.day, 1), schedule.openDays)
  while (daysBetween(now.day, on) <= MOST_DAYS_AHEAD) {
    if (closedReason(on, schedule.openDays) !== null) return null
    const nominalOn = missedOn(schedule, on)
    if (nominalOn !== null) return { nominalOn, runOn: on }
    on = nextOpenDay(addDays(on, 1), schedule.openDays)
  }
  return null
}

const MOST_DAYS_AHEAD = 366

/** Longest time that is made up for: what was missed before is told by the procedure, not by a schedule. */
const MOST_DAYS_MISSED = 366

// The latest day of the rhythm up to `on`, unless it or a later one is done with. Days done with after `on` were taken
// by a clock that was ahead: they count when they come.
function missedOn({ rhythm, startsOn, taken }: Schedule, on: Day): Day | null {
  for (let back = 0; back <= MOST_DAYS_MISSED; back += 1) {
    const day = addDays(on, -back)
    if (day < startsOn || taken.includes(day)) return null
    if (isNominal(day, rhythm)) return day
  }
  return null
}

/**
 * Whether the summary of a run is due: from its hour of the day before on, until the run itself.
 * @param at when the run is made
 * @param summaryAt from when on the day before, "18:00"
 */
export function isSummaryDue(
  { runOn }: Occurrence,
  { at, summaryAt }: { readonly at: string; readonly summaryAt: string },
  now: Moment,
): boolean {
  const eve = addDays(runOn, -1)
  return (now.day === eve && now.time >= summaryAt) || (now.day === runOn && now.time < at)
}

/**
 * Whether the bank is known too badly for a run that nobody looks at.
 * @param knownOn how far payments are known; null: none ever was
 * @param mostDays null: whatever their age
 */
export function isBankTooOld(knownOn: Day | null, today: Day, mostDays: number | null): boolean {
  if (mostDays === null) return false
  return knownOn === null || daysBetween(knownOn, today) > mostDays
}
