import { type Day, partsOf } from '#domain/days-and-money/day.ts'

/** Rates set by the law, dated: a half-year's hold from 1 January or 1 July (C. com. L441-10 II). */

/** Hundredths of a percent, exact as an integer: 1240 is 12.40 %. */
export type BasisPoints = number

/** How well a figure is known: read in its source, read in a source that cites it, or neither. */
export type RateStatus = 'verified' | 'secondary' | 'unverified'

/** The rates of one half-year. */
export interface LegalRates {
  /** 1 January or 1 July. */
  readonly startsOn: Day
  /** Rate of the main refinancing operations of the European Central Bank on that day. */
  readonly ecbBasisPoints: BasisPoints
  /**
   * Rate of interest set by law where the creditor is a business (« autres cas »), null until its order
   * is published: only contract rates, which have a floor, need it.
   */
  readonly legalBasisPoints: BasisPoints | null
}

/** Rates by the first day of their half-year. */
export type RatesByHalfYear = ReadonlyMap<Day, LegalRates>

/** A figure that the table lacks: nothing may be computed over that half-year without it. */
export interface MissingRate {
  readonly startsOn: Day
  readonly rate: 'ecb' | 'legal'
}

/** First day of the half-year `day` is in. */
export function halfYearStart(day: Day): Day {
  const { year, month } = partsOf(day)
  return month < 7 ? `${year}-01-01` : `${year}-07-01`
}

/** First day of the half-year after the one `day` is in. */
export function nextHalfYearStart(day: Day): Day {
  const { year, month } = partsOf(day)
  return month < 7 ? `${year}-07-01` : `${year + 1}-01-01`
}

/** What the table lacks of the half-year `today` is in: what a business must look up and add. */
export function missingRatesOf(rates: RatesByHalfYear, today: Day): MissingRate[] {
  const startsOn = halfYearStart(today)
  const found = rates.get(startsOn)
  if (!found) {
    return [
      { startsOn, rate: 'ecb' },
      { startsOn, rate: 'legal' },
    ]
  }
  return found.legalBasisPoints === null ? [{ startsOn, rate: 'legal' }] : []
}

/** Each missing figure once, the oldest first. */
export function distinctMissing(missing: readonly MissingRate[]): MissingRate[] {
  const each = new Map(missing.map((one) => [`${one.startsOn} ${one.rate}`, one]))
  return [...each].sort(([a], [b]) => a.localeCompare(b)).map(([, one]) => one)
}
