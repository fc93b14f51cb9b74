import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { InterestSegment, RateRule, Regime } from '#domain/penalties/late-interest.ts'
import type { OwedPenalties } from './letter.ts'
import { DEBT_WORDS_EN } from './letter-debt-words.en.ts'
import { DEBT_WORDS_FR } from './letter-debt-words.fr.ts'
import { type LetterLanguage, letterDay, letterMoney, letterRate } from './letter-figures.ts'

/** What a letter says in words of its debt: when it was due, what it is made of, at which rate it bears interest. */

/** The words of a language for what a letter says of its debt. */
export interface DebtWords {
  readonly due: (date: string) => string
  readonly oldest: (date: string) => string
  readonly principal: (amount: string) => string
  readonly interest: Readonly<Record<Regime, (amount: string, date: string) => string>>
  readonly fee: (amount: string) => string
  readonly fees: (amount: string) => string
  readonly and: string
  /** What was paid already of interest and fees. */
  readonly lessPaid: (amount: string) => string
  readonly rules: Readonly<Record<RateRule, string>>
  /** Where some half-years are at the agreed rate and others at its floor. */
  readonly agreedOrFloor: string
  readonly rate: (rule: string, rates: string) => string
  readonly eachHalfYear: string
  readonly eachDueDate: string
}

const WORDS: Readonly<Record<LetterLanguage, DebtWords>> = { fr: DEBT_WORDS_FR, en: DEBT_WORDS_EN }

/**
 * "à échéance du 24/12/2023" for one due date, else the oldest as the oldest: never that the whole sum has been
 * due since then.
 */
export function dueWords(oldest: Day, latest: Day, language: LetterLanguage): string {
  const words = WORDS[language]
  return (oldest === latest ? words.due : words.oldest)(letterDay(oldest, language))
}

/** The last day interest is counted to: that of the letter, or where its rate is missing the last day with one. */
export function countedTo({ lines, missing = [] }: OwedPenalties, letterOn: Day): Day {
  if (missing.length === 0) return letterOn
  const days = segmentsOf(lines).map((segment) => segment.to)
  return days.sort().at(-1) ?? letterOn
}

/** "10 000,00 € en principal, 420,55 € d’intérêts de retard arrêtés au 03/09/2026 et 40,00 € d’indemnité…" */
export function amountParts(
  netCents: number,
  penalties: OwedPenalties,
  { letterOn, currency, language }: LetterTerms,
): string {
  const words = WORDS[language]
  const money = (cents: number) => letterMoney(cents, currency, language)
  const to = letterDay(countedTo(penalties, letterOn), language)
  const { interestCents, feesCents, invoiceCount, regime, lines } = penalties
  const parts = [words.principal(money(netCents))]
  if (lines.length > 0) parts.push(words.interest[regime](money(interestCents), to))
  if (feesCents) parts.push((invoiceCount === 1 ? words.fee : words.fees)(money(feesCents)))
  const said = [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(words.and)
  return penalties.paidCents ? said + words.lessPaid(money(penalties.paidCents)) : said
}

/** The rate that was applied, by its rule and its figures; null when no day could be counted. */
export function rateWords({ lines, regime }: OwedPenalties, language: LetterLanguage): string | null {
  const words = WORDS[language]
  const segments = segmentsOf(lines)
  const rules = [...new Set(segments.map((segment) => segment.rateRule))]
  const [rule] = rules
  if (rule === undefined) return null
  const figures = [
    ...new Set(
      segments
        .toSorted((one, other) => one.from.localeCompare(other.from))
        .map((segment) => letterRate(segment.rateBasisPoints, language)),
    ),
  ]
  const listed = [figures.slice(0, -1).join(', '), figures.at(-1)].filter(Boolean).join(words.and)
  const said = words.rate(rules.length > 1 ? words.agreedOrFloor : words.rules[rule], listed)
  if (figures.length === 1) return said
  return said + (regime === 'public' ? words.eachDueDate : words.eachHalfYear)
}

interface LetterTerms {
  readonly letterOn: Day
  readonly currency: Currency
  readonly language: LetterLanguage
}

function segmentsOf(lines: OwedPenalties['lines']): InterestSegment[] {
  return lines.flatMap((line) => line.segments)
}
