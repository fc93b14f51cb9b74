import type { Day } from './day.ts'
import type { InterestSegment, RateRule } from './late-interest.ts'
import type { OwedPenalties } from './letter.ts'
import { type LetterLanguage, letterDay, letterMoney, letterRate } from './letter-figures.ts'
import type { Currency } from './money.ts'

/** What a letter says in words of its debt: when it was due, what it is made of, at which rate it bears interest. */

const WORDS = {
  fr: {
    due: (date: string) => `à échéance du ${date}`,
    oldest: (date: string) => `dont la plus ancienne échéance est le ${date}`,
    principal: (amount: string) => `${amount} en principal`,
    interest: {
      business: (amount: string, date: string) => `${amount} d’intérêts de retard arrêtés au ${date}`,
      public: (amount: string, date: string) => `${amount} d’intérêts moratoires arrêtés au ${date}`,
    },
    fee: (amount: string) => `${amount} d’indemnité forfaitaire pour frais de recouvrement`,
    fees: (amount: string) => `${amount} d’indemnités forfaitaires pour frais de recouvrement`,
    and: ' et ',
    rules: {
      'ecb-plus-ten': 'taux de la Banque centrale européenne majoré de dix points',
      'ecb-plus-eight': 'taux de la Banque centrale européenne majoré de huit points (article R. 2192-31)',
      agreed: 'taux de nos conditions de règlement',
      'agreed-floor': 'minimum légal de trois fois le taux de l’intérêt légal',
    } satisfies Record<RateRule, string>,
    agreedOrFloor: 'taux de nos conditions de règlement, et au moins trois fois le taux de l’intérêt légal',
    rate: (rule: string, rates: string) => `${rule}, soit ${rates} l’an`,
    eachHalfYear: ' selon le semestre',
    eachDueDate: ' selon l’échéance',
  },
  en: {
    due: (date: string) => `due on ${date}`,
    oldest: (date: string) => `the oldest part of which was due on ${date}`,
    principal: (amount: string) => `${amount} of principal`,
    interest: {
      business: (amount: string, date: string) => `${amount} of late-payment interest to ${date}`,
      public: (amount: string, date: string) => `${amount} of late-payment interest to ${date}`,
    },
    fee: (amount: string) => `${amount} of fixed charge for recovery costs`,
    fees: (amount: string) => `${amount} of fixed charges for recovery costs`,
    and: ' and ',
    rules: {
      'ecb-plus-ten': 'rate of the European Central Bank plus ten percentage points',
      'ecb-plus-eight': 'rate of the European Central Bank plus eight percentage points (article R. 2192-31)',
      agreed: 'rate of our payment terms',
      'agreed-floor': 'legal minimum of three times the French statutory interest rate',
    } satisfies Record<RateRule, string>,
    agreedOrFloor: 'rate of our payment terms, and at least three times the French statutory interest rate',
    rate: (rule: string, rates: string) => `${rule}, that is ${rates} a year`,
    eachHalfYear: ', by half-year',
    eachDueDate: ', by due date',
  },
} as const

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
  return [parts.slice(0, -1).join(', '), parts.at(-1)].filter(Boolean).join(words.and)
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
