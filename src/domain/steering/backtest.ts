import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import {
  cashForecast,
  type DelayQuantiles,
  delayQuantiles,
  drawnDelays,
  LEARNED_DAYS,
  SETTLING_DAYS,
} from './cash-forecast.ts'

/** An instalment of the past, with the day it was paid; null while it is open. */
export interface PastInstalment {
  readonly customerId: number
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly cents: number
  readonly paidOn: Day | null
}

/** How the forecast would have done, made on each of some past days with what was known then. */
export interface BacktestScore {
  /** Days it was made on; those before which nothing had been learnt are left out. */
  readonly forecasts: number
  /** Share of the instalments issued in the 30 days after that were paid by their P80; null without any. */
  readonly p80Coverage: number | null
  readonly p80Count: number
  /** Sum of the differences of each of four weeks ÷ sum of what came in them; null when nothing came. */
  readonly error: number | null
  /** The same of "paid on the due date", and at once what is already late. */
  readonly dueDateError: number | null
}

const WEEKS = 4
const ISSUED_AFTER_DAYS = 30

/** The quantiles of each customer and of all, as they were known at the end of a day. */
export interface LearntDelays {
  readonly segment: DelayQuantiles
  delaysOf(customerId: number): DelayQuantiles
}

/**
 * Learns delays from what fell due in the year that ended 60 days before `on`. What is still open counts the days so
 * far: leaving it out would make slow payers look prompt. Null without any.
 */
export function learnDelays(past: readonly PastInstalment[], on: Day): LearntDelays | null {
  const last = addDays(on, -SETTLING_DAYS)
  const first = addDays(last, -LEARNED_DAYS)
  const known = past.filter(({ dueOn, issuedOn }) => dueOn >= first && dueOn <= last && issuedOn <= on)
  const delay = ({ dueOn, paidOn }: PastInstalment) =>
    daysBetween(dueOn, paidOn !== null && paidOn <= on ? paidOn : on)
  const segment = delayQuantiles(known.map(delay))
  if (!segment) return null
  const byCustomer = new Map(
    [...Map.groupBy(known, (one) => one.customerId)].map(([customerId, theirs]) => [
      customerId,
      drawnDelays(delayQuantiles(theirs.map(delay)), segment),
    ]),
  )
  const unknown = drawnDelays(null, segment)
  return { segment, delaysOf: (customerId) => byCustomer.get(customerId) ?? unknown }
}

/** Scores the forecast of the four weeks after each day of `days`; what came in is known to the end of `knownOn`. */
export function backtest(past: readonly PastInstalment[], days: readonly Day[], knownOn: Day): BacktestScore {
  let [forecasts, covered, p80Count, came, missed, missedByDueDate] = [0, 0, 0, 0, 0, 0]
  for (const on of days) {
    const learnt = learnDelays(past, on)
    if (!learnt || addDays(on, 7 * WEEKS) > knownOn) continue
    forecasts += 1
    const weeks = weeksAfter(past, on, learnt)
    came += sum(weeks, (week) => week.cameCents)
    missed += sum(weeks, (week) => Math.abs(week.expectedCents - week.cameCents))
    missedByDueDate += sum(weeks, (week) => Math.abs(week.dueCents - week.cameCents))
    for (const one of past) {
      if (one.issuedOn <= on || one.issuedOn > addDays(on, ISSUED_AFTER_DAYS)) continue
      const by = addDays(one.dueOn, learnt.delaysOf(one.customerId).p80Days)
      if (by > knownOn) continue
      p80Count += 1
      if (one.paidOn !== null && one.paidOn <= by) covered += 1
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    forecasts,
    p80Coverage: share(covered, p80Count),
    p80Count,
    error: share(missed, came),
    dueDateError: share(missedByDueDate, came),
  }
}

// The first week begins the day after `on`: what came that day was known.
function weeksAfter(past: readonly PastInstalment[], on: Day, learnt: LearntDelays) {
  const first = addDays(on, 1)
  const open = past.filter(({ issuedOn, paidOn }) => issuedOn <= on && (paidOn === null || paidOn > on))
  const items = open.map(({ customerId, dueOn, cents }) => ({
    customerId,
    dueOn,
    openCents: cents,
    announcedOn: null,
  }))
  const forecast = cashForecast(items, learnt.delaysOf, first, WEEKS)
  return forecast.weeks.map(({ from, to, likelyCents }, index) => {
    const isIn = (day: Day | null) => day !== null && day <= to && (day >= from || index === 0)
    return {
      expectedCents: likelyCents,
      cameCents: sum(open, (one) => (isIn(one.paidOn) ? one.cents : 0)),
      dueCents: sum(open, (one) => (isIn(one.dueOn) ? one.cents : 0)),
    }
  })
}

function sum<T>(rows: readonly T[], read: (row: T) => number): number {
  return rows.reduce((total, row) => total + read(row), 0)
}
