import type { Currency } from '#domain/days-and-money/money.ts'

const SIGNS: Readonly<Record<string, Currency>> = { '€': 'EUR', $: 'USD', '£': 'GBP' }
const CODES =
  'EUR USD GBP CHF CAD AUD JPY CNY SEK NOK DKK PLN CZK HUF RON BGN MAD TND DZD XOF XAF XPF MUR MGA'.split(' ')

/** The currency a column of amounts names, "Montant TTC (USD)" or "Total $"; null when it names none. */
export function currencyOfHeader(column: string): Currency | null {
  for (const [sign, currency] of Object.entries(SIGNS)) if (column.includes(sign)) return currency
  if (/\beuros?\b/i.test(column)) return 'EUR'
  const words = column.split(/[^A-Za-z]+/)
  return CODES.find((code) => words.includes(code)) ?? null
}
