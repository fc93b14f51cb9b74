import { addDays, type Day, daysBetween, isLeapYear, partsOf } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import {
  type BasisPoints,
  distinctMissing,
  halfYearStart,
  type MissingRate,
  nextHalfYearStart,
  type RatesByHalfYear,
} from './legal-rates.ts'

/**
 * Interest on one late debt, segment by segment (rules §6, law.md §1): the days after the due date are
 * cut where the rate or the unpaid amount changes, and each piece is rounded once, to the cent.
 */

/** Days a year is counted for: always 365 (the usual formula), or 365 and 366 as the civil year has them. */
export type YearDays = '365' | 'civil'

/**
 * What a business agreed with its customers: nothing, so that the law's own rate holds; three times the
 * legal rate, the least a contract may set (C. com. L441-10 II); or a rate of its own, never under that floor.
 */
export type AgreedRate =
  | { readonly kind: 'default' }
  | { readonly kind: 'minimum' }
  | { readonly kind: 'fixed'; readonly basisPoints: BasisPoints }

/**
 * What a payment of part of a debt reduces first. The law says the interest that has run (C. civ. 1343-1), unless
 * the creditor agrees to the principal, which is what the accounts of a company say.
 */
export type PaymentsReduce = 'principal' | 'interest'

/** How late penalties are reckoned for the customers of a company. */
export interface PenaltyTerms {
  readonly agreedRate: AgreedRate
  readonly yearDays: YearDays
  readonly paymentsReduce: PaymentsReduce
}

/** Part of a debt that no longer bears interest after `on`; null when the day is not known: it never bore any. */
export interface Cut {
  readonly on: Day | null
  readonly cents: number
}

/** An instalment not paid, or not wholly, on its due date. `amountCents` includes VAT and what the cuts took off. */
export interface Debt {
  readonly dueOn: Day
  readonly amountCents: number
  readonly cuts: readonly Cut[]
}

/** Whose interest it is: L441-10 between businesses, R2192-31 of the public procurement code for public buyers. */
export type Regime = 'business' | 'public'

/** Where the rate of a segment comes from. */
export type RateRule = 'ecb-plus-ten' | 'ecb-plus-eight' | 'agreed' | 'agreed-floor'

/** A stretch of days over which amount and rate stay the same. */
export interface InterestSegment {
  /** First and last day that count, both inclusive. */
  readonly from: Day
  readonly to: Day
  readonly days: number
  readonly baseCents: number
  readonly rateBasisPoints: BasisPoints
  readonly rateRule: RateRule
  /** What the days are divided by. */
  readonly yearDays: 365 | 366
  /** baseCents × rate × days ÷ yearDays, rounded half up. */
  readonly interestCents: number
}

/** Interest of one debt: all of it, or up to the last day whose rate is known and no further. */
export interface LateInterest {
  readonly segments: readonly InterestSegment[]
  readonly interestCents: number
  /** The rates without which the days after the last segment cannot be told; empty when all is. */
  readonly missing: readonly MissingRate[]
}

/** What is needed to reckon interest besides the debt itself. */
export interface InterestRules {
  readonly regime: Regime
  readonly terms: PenaltyTerms
  readonly rates: RatesByHalfYear
}

/**
 * Interest that a debt has borne from the day after it was due up to `on`, inclusive. The day of a payment
 * still counts, and due today is not late. Never a guess: a half-year without its rates stops it, with their list.
 */
export function lateInterest(debt: Debt, on: Day, rules: InterestRules): LateInterest {
  const missing: MissingRate[] = []
  const segments: InterestSegment[] = []
  for (const span of spansOf(debt, on, rules)) {
    const baseCents = baseOf(debt, span.from, segments, rules.terms.paymentsReduce)
    if (baseCents === 0) continue
    const rate = rateOver(span.from, debt, rules)
    if ('missing' in rate) missing.push(rate.missing)
    else if (missing.length === 0)
      segments.push(segmentOf({ ...span, baseCents }, rate, rules.terms.yearDays))
  }
  const interestCents = sumCents(segments.map((one) => one.interestCents))
  return { segments, interestCents, missing: distinctMissing(missing) }
}

const CONTRACT_FLOOR = 3
const BUSINESS_MARGIN: BasisPoints = 1_000
const PUBLIC_MARGIN: BasisPoints = 800

interface Span {
  readonly from: Day
  readonly to: Day
  readonly days: number
}

interface Stretch extends Span {
  readonly baseCents: number
}

// Every day on which something changes starts a span: a new half-year, or the day after a payment.
function spansOf(debt: Debt, on: Day, rules: InterestRules): Span[] {
  const first = addDays(debt.dueOn, 1)
  if (first > on) return []
  const starts = new Set([first])
  for (const { on: cutOn } of debt.cuts) if (cutOn !== null) starts.add(addDays(cutOn, 1))
  for (let day = nextHalfYearStart(first); day <= on; day = nextHalfYearStart(day)) {
    if (startsAnew(day, rules)) starts.add(day)
  }
  const days = [...starts].filter((day) => day >= first && day <= on).sort()
  return days.map((from, index) => {
    const next = days[index + 1]
    const to = next === undefined ? on : addDays(next, -1)
    return { from, to, days: daysBetween(from, to) + 1 }
  })
}

// Where payments go to the interest first, what they took of it has not reduced the principal.
function baseOf(debt: Debt, day: Day, before: readonly InterestSegment[], reduce: PaymentsReduce): number {
  const unpaid = unpaidCents(debt, day)
  if (reduce === 'principal') return unpaid
  let paidInterest = 0
  const payments = debt.cuts.flatMap((cut) =>
    cut.on !== null && cut.on < day ? [{ ...cut, on: cut.on }] : [],
  )
  for (const payment of payments.toSorted((one, other) => (one.on < other.on ? -1 : 1))) {
    const run = sumCents(before.filter(({ to }) => to <= payment.on).map((one) => one.interestCents))
    paidInterest += Math.min(payment.cents, run - paidInterest)
  }
  return Math.min(debt.amountCents, unpaid + paidInterest)
}

// A public buyer keeps the rate of the half-year its interest began in (R2192-31): only the length of a
// civil year can then cut its days in two.
function startsAnew(halfYear: Day, { regime, terms }: InterestRules): boolean {
  if (regime === 'business') return true
  const { year, month } = partsOf(halfYear)
  return terms.yearDays === 'civil' && month === 1 && isLeapYear(year) !== isLeapYear(year - 1)
}

// What was still unpaid at the start of that day; more taken off than was due leaves nothing.
function unpaidCents(debt: Debt, day: Day): number {
  const before = debt.cuts.filter((cut) => cut.on === null || cut.on < day)
  return Math.max(0, debt.amountCents - sumCents(before.map((cut) => cut.cents)))
}

type Rate = { readonly basisPoints: BasisPoints; readonly rule: RateRule } | { readonly missing: MissingRate }

function rateOver(from: Day, debt: Debt, { regime, terms, rates }: InterestRules): Rate {
  if (regime === 'public') {
    const began = halfYearStart(addDays(debt.dueOn, 1))
    const found = rates.get(began)
    if (!found) return { missing: { startsOn: began, rate: 'ecb' } }
    return { basisPoints: found.ecbBasisPoints + PUBLIC_MARGIN, rule: 'ecb-plus-eight' }
  }
  const startsOn = halfYearStart(from)
  const found = rates.get(startsOn)
  if (terms.agreedRate.kind === 'default') {
    if (!found) return { missing: { startsOn, rate: 'ecb' } }
    return { basisPoints: found.ecbBasisPoints + BUSINESS_MARGIN, rule: 'ecb-plus-ten' }
  }
  // L441-10 II limits what a contract may set, and not the rate the law gives when there is none.
  const legal = found?.legalBasisPoints ?? null
  if (legal === null) return { missing: { startsOn, rate: 'legal' } }
  const floor = CONTRACT_FLOOR * legal
  const agreed = terms.agreedRate.kind === 'fixed' ? terms.agreedRate.basisPoints : 0
  return agreed >= floor
    ? { basisPoints: agreed, rule: 'agreed' }
    : { basisPoints: floor, rule: 'agreed-floor' }
}

function segmentOf(
  stretch: Stretch,
  { basisPoints, rule }: { readonly basisPoints: BasisPoints; readonly rule: RateRule },
  yearDays: YearDays,
): InterestSegment {
  const divisor = yearDays === 'civil' && isLeapYear(partsOf(stretch.from).year) ? 366 : 365
  return {
    ...stretch,
    rateBasisPoints: basisPoints,
    rateRule: rule,
    yearDays: divisor,
    interestCents: interestCents(stretch.baseCents, basisPoints, stretch.days, divisor),
  }
}

// In whole numbers throughout, beyond what a float holds exactly.
function interestCents(baseCents: number, rate: BasisPoints, days: number, yearDays: number): number {
  return roundHalfUp(BigInt(baseCents) * BigInt(rate) * BigInt(days), 10_000n * BigInt(yearDays))
}

/** A quotient of whole numbers, neither negative, to the nearest one; a half goes up. */
function roundHalfUp(dividend: bigint, divisor: bigint): number {
  return Number((2n * dividend + divisor) / (2n * divisor))
}
