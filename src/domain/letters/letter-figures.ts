import { type Day, formatDay, partsOf } from '#domain/days-and-money/day.ts'
import { type Currency, formatMoney } from '#domain/days-and-money/money.ts'

export type LetterLanguage = 'fr' | 'en'

const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const MINUS = '\u2212'
const NO_BREAK_SPACE = '\u00a0'

/** An amount as a letter prints it: "1 234,56 €" in French, "€1,234.56" in English; the minus is a sign (U+2212), and no hyphen. */
export function letterMoney(cents: number, currency: Currency, language: LetterLanguage): string {
  if (language === 'fr') return formatMoney(cents, currency).replace('-', MINUS)
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  const symbol = currency === 'EUR' ? '€' : `${currency}${NO_BREAK_SPACE}`
  return `${cents < 0 ? MINUS : ''}${symbol}${units}.${digits.slice(-2)}`
}

/** A rate in hundredths of a percent as a letter prints it: "12,40 %" in French, "12.40%" in English. */
export function letterRate(basisPoints: number, language: LetterLanguage): string {
  const digits = String(basisPoints).padStart(3, '0')
  const [percent, hundredths] = [digits.slice(0, -2), digits.slice(-2)]
  return language === 'fr' ? `${percent},${hundredths}${NO_BREAK_SPACE}%` : `${percent}.${hundredths}%`
}

/**
 * A day as a letter prints it: "05/04/2024" in French, "5 April 2024" in English, where the order of
 * day and month depends on the reader and a deadline may not be misread.
 */
export function letterDay(day: Day, language: LetterLanguage): string {
  if (language === 'fr') return formatDay(day)
  const { year, month, day: dayOfMonth } = partsOf(day)
  return [dayOfMonth, ENGLISH_MONTHS[month - 1], year].join(NO_BREAK_SPACE)
}

/** "FR14 2004 1010 …": an IBAN or a creditor reference in groups of four that stay on one line. */
export function groupedByFour(code: string): string {
  const groups = code.replace(/\s/g, '').match(/.{1,4}/gu) ?? []
  return groups.join(NO_BREAK_SPACE)
}
