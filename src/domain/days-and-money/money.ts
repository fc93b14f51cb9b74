/** Money is an integer number of cents beside its currency; no float ever holds an amount. */

/** ISO 4217 code in capitals, "EUR" most of the time. */
export type Currency = string

/** Sum of integer cents, exact up to 2^53; throws beyond, since a silent loss of a cent is worse. */
export function sumCents(amounts: Iterable<number>): number {
  let total = 0
  for (const cents of amounts) total += cents
  if (!Number.isSafeInteger(total)) throw new RangeError(`sum of cents out of range: ${total}`)
  return total
}

/** An amount of one currency among others: different currencies are never added up. */
export interface CurrencyAmount {
  readonly currency: Currency
  readonly cents: number
}

/** Sums by currency, euros first, then by code. */
export function sumByCurrency(amounts: Iterable<CurrencyAmount>): CurrencyAmount[] {
  const sums = new Map<Currency, number>()
  for (const { currency, cents } of amounts) sums.set(currency, sumCents([sums.get(currency) ?? 0, cents]))
  const order = (currency: Currency) => (currency === 'EUR' ? '' : currency)
  return [...sums]
    .map(([currency, cents]) => ({ currency, cents }))
    .sort((a, b) => order(a.currency).localeCompare(order(b.currency)))
}

/**
 * The figure to give where a program expects a single one: the euros, or the first of the other
 * currencies when there are none. The full list stands beside it.
 */
export function mainCents(amounts: readonly CurrencyAmount[]): number {
  return amounts.find((amount) => amount.currency === 'EUR')?.cents ?? amounts[0]?.cents ?? 0
}

const NARROW_SPACE = '\u202f'
const NO_BREAK_SPACE = '\u00a0'

/** "1 234,56 €" with U+202F between thousands and U+00A0 before the symbol (French typography). */
export function formatMoney(cents: number, currency: Currency = 'EUR'): string {
  const symbol = currency === 'EUR' ? '€' : currency
  return `${formatCents(cents)}${NO_BREAK_SPACE}${symbol}`
}

/** "1 234,56": the French figure without its currency. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)
  return `${cents < 0 ? '-' : ''}${units},${digits.slice(-2)}`
}

/** "1234.56": machine form, for QR codes and exports. */
export function decimalCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Cents of an amount typed by hand: "1 234,56", "1234.5 €"; null when it is not one. */
export function parseAmount(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f€]/g, '')
  const match = /^(\d{1,11})(?:[.,](\d{1,2}))?$/.exec(bare)
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** "1 234,56" or "1234.56": an amount as the field where it is changed shows it, in the user's language. */
export function typedAmount(cents: number, language: 'fr' | 'en'): string {
  return language === 'en' ? decimalCents(cents) : formatCents(cents)
}

/** What each sum of `gross` is more than that of its currency in `net`; the currencies of which nothing is are left out. */
export function amountsLess(
  gross: readonly CurrencyAmount[],
  net: readonly CurrencyAmount[],
): CurrencyAmount[] {
  const less = net.map(({ currency, cents }) => ({ currency, cents: -cents }))
  return sumByCurrency([...gross, ...less]).filter(({ cents }) => cents !== 0)
}
