import { en } from './en/index.ts'
import { fr } from './fr/index.ts'

export type Language = 'fr' | 'en'

const CATALOGUES: Record<Language, Readonly<Record<string, string>>> = { fr, en }

/**
 * The sentence `key` in `language`, its {blanks} filled from `values`, amounts as the language writes them.
 * An unknown key is returned as it is: a missing sentence must never hide an error.
 */
export function translate(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const sentence = CATALOGUES[language][key] ?? key
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) =>
    amountIn(language, String(values[name] ?? blank)),
  )
}

// As `formatMoney` writes it, with its no-break spaces: a cell of a file has none, and stays as it is written.
const FRENCH_AMOUNT = /^(-?)(\d{1,3}(?:\u202f\d{3})*),(\d{2})\u00a0(€|[A-Z]{3})$/

/** An amount of the domain, "1 234,56 €", as the language writes it: "€1,234.56". Any other text as it is. */
export function amountIn(language: Language, text: string): string {
  const found = language === 'en' ? FRENCH_AMOUNT.exec(text) : null
  if (!found) return text
  const [, sign = '', units = '', cents = '', symbol = ''] = found
  const currency = symbol === '€' ? symbol : `${symbol}\u00a0`
  return `${sign}${currency}${units.replaceAll('\u202f', ',')}.${cents}`
}
