import { addDays, type Day, daysBetween, laterOf } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'

/** The days after the due date by which half, then four fifths, of the amounts of a sample were paid. */
export interface DelayQuantiles {
  /** Instalments of the sample. */
  readonly count: number
  readonly p50Days: number
  readonly p80Days: number
}

/** How many instalments of the segment weigh as much as the customer's own. */
export const SEGMENT_WEIGHT = 5

/** Days of due dates that delays are learnt from, ending some days ago: what is just due has not had time to be late. */
export const LEARNED_DAYS = 365
export const SETTLING_DAYS = 60

/** Beyond so many days after the day of P80, nothing says when it will be paid: it is left out, and told apart. */
export const LOST_SIGHT_DAYS = 90

/** How many weeks are forecast, the one of today included. */
export const FORECAST_WEEKS = 13

/** The value below which the share `p` of `sorted` is, between two of them in proportion (SQL percentile_cont). */
export function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)]
  const high = sorted[Math.ceil(at)]
  if (low === undefined || high === undefined) throw new RangeError('no quantile of nothing')
  return low + (high - low) * (at - Math.floor(at))
}

/** The quantiles of a sample of delays in days; null of an empty one. */
export function delayQuantiles(days: readonly number[]): DelayQuantiles | null {
  if (days.length === 0) return null
  const sorted = days.toSorted((one, other) => one - other)
  return { count: days.length, p50Days: quantile(sorted, 0.5), p80Days: quantile(sorted, 0.8) }
}

/**
 * A customer's quantiles drawn towards those of the segment, (n·d_customer + k·d_segment) ÷ (n + k), rounded to a day;
 * those of the segment for a customer of whom nothing is known.
 */
export function drawnDelays(own: DelayQuantiles | null, segment: DelayQuantiles): DelayQuantiles {
  const { count, ...days } = own ?? { ...segment, count: 0 }
  const drawn = (ownDays: number, segmentDays: number) =>
    Math.round((count * ownDays + SEGMENT_WEIGHT * segmentDays) / (count + SEGMENT_WEIGHT))
  const p50Days = drawn(days.p50Days, segment.p50Days)
  const p80Days = drawn(days.p80Days, segment.p80Days)
  return { count, p50Days, p80Days: Math.max(p50Days, p80Days) }
}

/** What is open, to be paid some day. */
export interface ExpectedItem {
  readonly customerId: number
  readonly dueOn: Day
  readonly openCents: number
  /** The day of a promise that still holds, or of an announced payment: it replaces the delays. */
  readonly announcedOn: Day | null
}

/** The days by which it is probably, then prudently, paid. */
export interface ExpectedDays {
  readonly likelyOn: Day
  readonly prudentOn: Day
}

/**
 * When an open item is paid. A day that has passed without payment gives way to the next one: P50 to P80, then to
 * today and as long again as lies between the two, a week at least. Null once nothing can be said (LOST_SIGHT_DAYS).
 */
export function expectedDays(item: ExpectedItem, delays: DelayQuantiles, today: Day): ExpectedDays | null {
  if (item.announcedOn !== null) {
    const on = laterOf(item.announcedOn, today)
    return { likelyOn: on, prudentOn: on }
  }
  const half = addDays(item.dueOn, delays.p50Days)
  const most = addDays(item.dueOn, delays.p80Days)
  if (daysBetween(most, today) > LOST_SIGHT_DAYS) return null
  const wait = Math.max(7, delays.p80Days - delays.p50Days)
  if (most < today) return { likelyOn: addDays(today, wait), prudentOn: addDays(today, 2 * wait) }
  return { likelyOn: half < today ? most : half, prudentOn: most }
}

/** What should come in during one week, both days inclusive. */
export interface ForecastWeek {
  readonly from: Day
  readonly to: Day
  readonly likelyCents: number
  readonly prudentCents: number
}

/** The weeks from today, and what no week of theirs expects. */
export interface CashForecast {
  readonly weeks: readonly ForecastWeek[]
  /** Expected after the last week. */
  readonly laterCents: number
  /** So late that nothing says when. */
  readonly unknownCents: number
}

/** Sums by week what is expected; one currency at a time. */
export function cashForecast(
  items: readonly ExpectedItem[],
  delaysOf: (customerId: number) => DelayQuantiles,
  today: Day,
  weekCount: number,
): CashForecast {
  const dated = items.map((item) => ({ item, days: expectedDays(item, delaysOf(item.customerId), today) }))
  const centsWhere = (isTaken: (days: ExpectedDays | null) => boolean) =>
    sumCents(dated.filter(({ days }) => isTaken(days)).map(({ item }) => item.openCents))
  const weeks = Array.from({ length: weekCount }, (_, index) => {
    const [from, to] = [addDays(today, 7 * index), addDays(today, 7 * index + 6)]
    const isIn = (day: Day | undefined) => day !== undefined && day >= from && day <= to
    return {
      from,
      to,
      likelyCents: centsWhere((days) => isIn(days?.likelyOn)),
      prudentCents: centsWhere((days) => isIn(days?.prudentOn)),
    }
  })
  const end = addDays(today, 7 * weekCount)
  return {
    weeks,
    laterCents: centsWhere((days) => days !== null && days.likelyOn >= end),
    unknownCents: centsWhere((days) => days === null),
  }
}
