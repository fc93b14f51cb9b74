import type { Currency } from '#domain/days-and-money/money.ts'

const SIGNS: Readonly<Record<string, Currency>> = { $: 'USD', '£': 'GBP', US$: 'USD', CA$: 'CAD' }
const WRITTEN = /^\s*(?:(US\$|CA\$|[$£]|[A-Z]{3})\s*[-(]?(?=[\d.,])|.*\d[)]?\s*(US\$|CA\$|[$£]|[A-Z]{3})\s*$)/

/** The currency other than the euro that a cell names beside its amount: « $1200.00 », « 70 CHF »; null when it has none. */
export function currencyInCell(text: string): Currency | null {
  const found = WRITTEN.exec(text)
  const written = found?.[1] ?? found?.[2]
  if (written === undefined || written === 'EUR') return null
  return SIGNS[written] ?? written
}

/** The amount of a cell without the currency it names. */
export function withoutCurrency(text: string): string {
  return currencyInCell(text) === null ? text : text.replace(/US\$|CA\$|[$£]|[A-Z]{3}/, '').trim()
}
