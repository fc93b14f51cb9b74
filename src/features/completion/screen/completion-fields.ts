import { isSiren } from '#domain/people/identifiers.ts'
import { CHANNELS, type Channel, CUSTOMER_KINDS, type CustomerKind } from '#domain/people/parties.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'
import type { CustomerChange } from '#features/customers/contract.ts'
import type { CompletionRow } from '../contract.ts'

/** The columns of the grid, in their order. */
export const FIELDS = [
  'line1',
  'line2',
  'postcode',
  'town',
  'email',
  'kind',
  'siren',
  'paymentTerm',
  'channel',
] as const
export type Field = (typeof FIELDS)[number]

/** Why a typed text is not taken; each has its sentence `completion.wrong.…`. */
export type Problem = 'long' | 'email' | 'siren' | 'term' | 'kind' | 'channel'

export type Reading = { readonly text: string; readonly problem: Problem | null }

/** What the choices are called on screen: a spreadsheet says « Professionnel », not "business". */
export interface ChoiceWords {
  readonly kind: Readonly<Record<CustomerKind, string>>
  readonly channel: Readonly<Record<Channel, string>>
}

const LONGEST = 100

/** What a cell holds; for a choice its code ("business"), which `wordsOf` turns into words. */
export function textOf(row: CompletionRow, field: Field): string {
  switch (field) {
    case 'line1':
      return row.addressLines[0] ?? ''
    case 'line2':
      return row.addressLines[1] ?? ''
    default:
      return row[field] ?? ''
  }
}

/** What a cell shows. A text that is no choice is shown as it was typed. */
export function wordsOf(field: Field, text: string, words: ChoiceWords): string {
  if (field !== 'kind' && field !== 'channel') return text
  return (words[field] as Readonly<Record<string, string>>)[text] ?? text
}

/** Reads what was typed or pasted in a cell. What is wrong is kept as typed, with why. */
export function readTyped(field: Field, typed: string, words: ChoiceWords): Reading {
  const text = typed.replace(/\s+/g, ' ').trim()
  if (text.length > LONGEST) return { text, problem: 'long' }
  switch (field) {
    case 'email':
      return { text, problem: text === '' || isEmailAddress(text) ? null : 'email' }
    case 'siren':
      return readSiren(text)
    case 'paymentTerm':
      return { text, problem: text === '' || parsePaymentTerm(text) ? null : 'term' }
    case 'kind':
      return readChoice(text === '' ? 'unknown' : text, CUSTOMER_KINDS, words.kind, 'kind')
    case 'channel':
      return readChoice(text === '' ? 'letter' : text, CHANNELS, words.channel, 'channel')
    default:
      return { text, problem: null }
  }
}

/** The change to send for the cells of one row that were typed and read. */
export function changeOf(
  row: CompletionRow,
  typed: Partial<Record<Field, string>>,
): Omit<CustomerChange, 'updatedAt'> {
  const { line1, line2, kind, channel, ...texts } = typed
  const hasLines = line1 !== undefined || line2 !== undefined
  const [first = '', second = '', ...rest] = row.addressLines
  return {
    ...texts,
    ...(kind === undefined ? {} : { kind: kind as CustomerKind }),
    ...(channel === undefined ? {} : { channel: channel as Channel }),
    ...(hasLines ? { addressLines: [line1 ?? first, line2 ?? second, ...rest] } : {}),
  }
}

// « 732 829 320 », or a SIRET, whose first nine digits are the SIREN.
function readSiren(typed: string): Reading {
  const digits = typed.replace(/[\s.]/g, '')
  const siren = digits.length === 14 ? digits.slice(0, 9) : digits
  if (siren === '' || isSiren(siren)) return { text: siren, problem: null }
  return { text: typed, problem: 'siren' }
}

// Its code, its words, or the beginning of the words of one choice only: « pro », « part ».
function readChoice<Choice extends string>(
  typed: string,
  choices: readonly Choice[],
  words: Readonly<Record<Choice, string>>,
  problem: Problem,
): Reading {
  const asked = folded(typed)
  const exact = choices.find((choice) => choice === typed || folded(words[choice]) === asked)
  const begun = choices.filter((choice) => folded(words[choice]).startsWith(asked))
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined)
  return found ? { text: found, problem: null } : { text: typed, problem }
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
