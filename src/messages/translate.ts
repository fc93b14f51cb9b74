import { en } from './en/index.ts'
import { fr } from './fr/index.ts'

export type Language = 'fr' | 'en'

const CATALOGUES: Record<Language, Readonly<Record<string, string>>> = { fr, en }

/**
 * The sentence `key` in `language`, its {blanks} filled from `values`.
 * An unknown key is returned as it is: a missing sentence must never hide an error.
 */
export function translate(
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const sentence = CATALOGUES[language][key] ?? key
  return sentence.replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank))
}
