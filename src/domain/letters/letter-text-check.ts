import type { Audience } from '#domain/people/parties.ts'
import type { LetterText } from './letter-text.ts'
import { isLetterVariable, type LetterVariable, lineInlines } from './letter-variables.ts'
import type { Block, Inline } from './rich-text.ts'
import { plainText } from './rich-text-plain.ts'

/** The parts of a letter's text that can name variables. */
export const TEXT_PLACES = ['title', 'body', 'closing', 'emailSubject', 'emailBody'] as const
export type TextPlace = (typeof TEXT_PLACES)[number]

/** Why a text cannot be saved, and where. */
export interface LetterTextProblem {
  readonly problem: 'empty' | 'unknown-variable' | 'misplaced-variable'
  readonly place: TextPlace
  /** The variable at fault, or '' when there is none. */
  readonly name: string
}

/** A line without its variable has a hole in it: these are known of every letter. */
const ALWAYS_KNOWN: readonly LetterVariable[] = [
  'customerName',
  'customerCode',
  'netAmount',
  'demandedAmount',
  'totalAmount',
  'invoiceCount',
  'dueSince',
  'oldestDueDate',
  'daysLate',
  'letterDate',
  'deadlineDays',
  'deadlineDate',
  'companyName',
]

/** What L441-10 and the public procurement code add to the principal: never asked of a consumer. */
const NOT_OF_CONSUMERS: readonly LetterVariable[] = [
  'amountParts',
  'penaltyRate',
  'latePenalties',
  'recoveryFees',
  'recoveryFeeEach',
  'totalWithPenalties',
]

/** Named to consumers only (C. conso. L612-1). */
const OF_CONSUMERS: readonly LetterVariable[] = ['consumerMediator']

const LINES: readonly TextPlace[] = ['title', 'closing', 'emailSubject']

/** True when a text for this audience may name the variable there. */
export function isVariableAllowed(name: LetterVariable, place: TextPlace, audience: Audience): boolean {
  if (LINES.includes(place) && !ALWAYS_KNOWN.includes(name)) return false
  return !(audience === 'consumer' ? NOT_OF_CONSUMERS : OF_CONSUMERS).includes(name)
}

/** The first reason not to save a text, or null: an unknown variable, a misplaced one, nothing to say. */
export function letterTextProblem(text: LetterText, audience: Audience): LetterTextProblem | null {
  for (const place of TEXT_PLACES) {
    for (const name of variablesOf(text, place)) {
      if (!isLetterVariable(name)) return { problem: 'unknown-variable', place, name }
      if (!isVariableAllowed(name, place, audience)) return { problem: 'misplaced-variable', place, name }
    }
  }
  const empty = TEXT_PLACES.find((place) => place !== 'closing' && isEmpty(text, place))
  return empty === undefined ? null : { problem: 'empty', place: empty, name: '' }
}

/** Names of the variables of one part of a text, each once, whether we know them or not. */
export function variablesOf<Place extends TextPlace>(
  text: Pick<LetterText, Place> & Partial<LetterText>,
  place: Place,
): string[] {
  const value: LetterText[TextPlace] = text[place]
  const inlines = typeof value === 'string' ? lineInlines(value) : value.content.flatMap(inlinesOf)
  return [...new Set(inlines.flatMap((node) => (node.type === 'variable' ? [node.attrs.name] : [])))]
}

function inlinesOf(block: Block): readonly Inline[] {
  if (block.type === 'paragraph') return block.content ?? []
  return block.content.flatMap((item) => item.content.flatMap(inlinesOf))
}

function isEmpty(text: LetterText, place: TextPlace): boolean {
  const value = text[place]
  return (typeof value === 'string' ? value : plainText(value)).trim() === ''
}
