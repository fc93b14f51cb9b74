import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { bareNumber } from './document-number.ts'

/**
 * What a source says of a document, as far as it tells which one it is. Company, client and currency are compared by
 * the caller, and documents of two kinds are never compared.
 */
export interface DocumentFacts {
  /** What the client owes, or a credit note. */
  readonly kind: 'debt' | 'credit'
  /** As the source writes it; null when it has none. */
  readonly number: string | null
  /** See `issueDay`; null when the source does not say. */
  readonly issuedOn: Day | null
  /** Positive. */
  readonly totalCents: number
  /** Positive: what the source leaves to pay, which may be all that a list says. */
  readonly leftCents: number
  /** Those with a due date, given or estimated from the date of issue. */
  readonly instalments: readonly { readonly dueOn: Day; readonly amountCents: number }[]
}

/** `asked`: it may be the same document; only a person can tell. */
export type DocumentLikeness = 'same' | 'asked' | 'other'

/** One document may be dated by its entry in one source and by its paper in another (rules §8). */
export const SAME_DOCUMENT_DAYS = 31

/**
 * Tells whether two imports speak of one document of one client (rules §8): same bare number, and dates of issue
 * within 31 days of each other, or the same instalments. Without a date of issue on one side, a due date in common
 * tells; else it is asked, as is a prefix that one side alone writes.
 */
export function compareDocuments(one: DocumentFacts, other: DocumentFacts): DocumentLikeness {
  switch (compareNumbers(one.number, other.number)) {
    case 'same':
      return compareDates(one, other)
    case 'prefixed':
      return hasSameAmount(one, other) && compareDates(one, other) !== 'other' ? 'asked' : 'other'
    case 'none':
      return isSameUnnumbered(one, other) ? 'same' : 'other'
    case 'one-sided':
      return isSameUnnumbered(one, other) && one.issuedOn !== null ? 'asked' : 'other'
    case 'other':
      return 'other'
  }
}

/**
 * The same of documents that two imports give to two clients: under a code that has changed, the same name, date and
 * amount tell; under another name, one number and amount are asked about (rules §8).
 */
export function compareAcrossClients(
  one: DocumentFacts,
  other: DocumentFacts,
  hasSameName: boolean,
): DocumentLikeness {
  if (compareNumbers(one.number, other.number) !== 'same' || !hasSameAmount(one, other)) return 'other'
  const likeness = compareDates(one, other)
  return hasSameName || likeness === 'other' ? likeness : 'asked'
}

/** True when a document that two codes have in common, beside one name, makes them one client (rules §8). */
export function provesClient(one: DocumentFacts, other: DocumentFacts): boolean {
  if (compareNumbers(one.number, other.number) !== 'same' || compareDates(one, other) !== 'same') return false
  return hasSameAmount(one, other) || (one.issuedOn !== null && one.issuedOn === other.issuedOn)
}

/** How two numbers compare: `none` when neither side has one that identifies, `one-sided` when one has. */
export type NumberLikeness = 'same' | 'prefixed' | 'other' | 'none' | 'one-sided'

/** Compares numbers bare; `prefixed` when one side alone writes what stands before its last digits. */
export function compareNumbers(one: string | null, other: string | null): NumberLikeness {
  const [bare, otherBare] = [identifyingNumber(one), identifyingNumber(other)]
  if (bare === null || otherBare === null) return bare === otherBare ? 'none' : 'one-sided'
  if (bare === otherBare) return 'same'
  const isPrefixed = endingsOf(one ?? '').includes(otherBare) || endingsOf(other ?? '').includes(bare)
  return isPrefixed ? 'prefixed' : 'other'
}

/** A number's bare form; null when it identifies nothing: none, signs alone, or one a spreadsheet has mangled. */
export function identifyingNumber(number: string | null): string | null {
  if (number === null || isMangledNumber(number)) return null
  return bareNumber(number) || null
}

/**
 * True for a number that a spreadsheet has rounded or could not show: "2,02401E+11", "#####", "#N/A". The digits it
 * has lost may be those of any of a thousand documents.
 */
export function isMangledNumber(number: string): boolean {
  return /^(?:[-+]?[0-9](?:[.,][0-9]+)?E[-+][0-9]+|#.*)$/i.test(number)
}

/** The date of issue: that of an opening entry is the day the year was opened, not the document's (rules §8). */
export function issueDay(document: {
  readonly kind: string
  readonly issuedOn: Day | null
  readonly enteredOn?: Day | null
}): Day | null {
  const isOpening = document.kind === 'opening-balance' && document.issuedOn === (document.enteredOn ?? null)
  return isOpening ? null : document.issuedOn
}

/**
 * The documents that rows of one client and number in one file are: those of different dates of issue are different
 * ones, those of one date its instalments (rules §8). Rows without a date belong to the only dated document, and are
 * one of their own beside several.
 */
export function separateDocuments<Row extends { readonly issuedOn: Day | null }>(
  rows: readonly Row[],
): readonly (readonly Row[])[] {
  const byDay = Map.groupBy(rows, ({ issuedOn }) => issuedOn)
  const days = byDay.size - (byDay.has(null) ? 1 : 0)
  return days > 1 ? [...byDay.values()] : [rows]
}

/** True when both speak of one amount, be it the whole or what one of them leaves to pay. */
export function hasSameAmount(one: DocumentFacts, other: DocumentFacts): boolean {
  const { totalCents, leftCents } = one
  return totalCents === other.totalCents || totalCents === other.leftCents || leftCents === other.totalCents
}

function compareDates(one: DocumentFacts, other: DocumentFacts): DocumentLikeness {
  if (one.issuedOn === null && other.issuedOn === null) return compareDueDates(one, other)
  if (one.issuedOn === null || other.issuedOn === null) return hasCommonDueDate(one, other) ? 'same' : 'asked'
  if (one.issuedOn === other.issuedOn || hasSameInstalments(one, other)) return 'same'
  if (Math.abs(daysBetween(one.issuedOn, other.issuedOn)) > SAME_DOCUMENT_DAYS) return 'other'
  if (one.issuedOn.slice(0, 4) === other.issuedOn.slice(0, 4)) return 'same'
  // Around New Year: one document dated twice, or a number used again at once by who starts from 1.
  if (hasCommonDueDate(one, other)) return 'same'
  const isDated = one.instalments.length > 0 && other.instalments.length > 0
  return !isDated && hasSameAmount(one, other) ? 'same' : 'asked'
}

// Two sources of which one or none has any date: a number is then all there is.
function compareDueDates(one: DocumentFacts, other: DocumentFacts): DocumentLikeness {
  if (one.instalments.length === 0 && other.instalments.length === 0) return 'same'
  return hasCommonDueDate(one, other) ? 'same' : 'asked'
}

// A credit note falls due on no day: its amount stands for its instalments.
function hasCommonDueDate(one: DocumentFacts, other: DocumentFacts): boolean {
  if (one.kind === 'credit') return hasSameAmount(one, other)
  const days = new Set(other.instalments.map(({ dueOn }) => dueOn))
  return one.instalments.some(({ dueOn }) => days.has(dueOn))
}

function hasSameInstalments(one: DocumentFacts, other: DocumentFacts): boolean {
  const written = ({ instalments }: DocumentFacts) =>
    instalments
      .map(({ dueOn, amountCents }) => `${dueOn}|${amountCents}`)
      .sort()
      .join()
  return one.instalments.length > 0 && written(one) === written(other)
}

// Without numbers, the day and the amount are all there is to know a document by.
function isSameUnnumbered(one: DocumentFacts, other: DocumentFacts): boolean {
  if (one.issuedOn !== other.issuedOn || one.totalCents !== other.totalCents) return false
  return (
    one.issuedOn !== null ||
    hasSameInstalments(one, other) ||
    one.instalments.length + other.instalments.length === 0
  )
}

// What a program that leaves the prefix out would write: 2024-77 and 77 of "FA-2024-0077".
function endingsOf(number: string): readonly string[] {
  const runs = number.match(/[A-Za-z]+|[0-9]+/g) ?? []
  return runs.flatMap((_, from) =>
    from > 0 && /^[0-9]/.test(runs[from] ?? '') ? [bareNumber(runs.slice(from).join('-'))] : [],
  )
}
