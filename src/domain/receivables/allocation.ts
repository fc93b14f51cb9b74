import type { Day } from '#domain/days-and-money/day.ts'
import { bareNumber } from './document-number.ts'

/** Who says that a credit settles an instalment: a file, our proposal on it, a user, a bank statement. */
export const ALLOCATION_ORIGINS = [
  'lettering',
  'proposed',
  'settled-by-import',
  'manual',
  'statement',
] as const
export type AllocationOrigin = (typeof ALLOCATION_ORIGINS)[number]

/** A part of a credit that settles a part of an instalment. */
export interface Share {
  readonly instalmentId: number
  /** Positive. */
  readonly amountCents: number
}

/** An open instalment a credit may settle. */
export interface OpenInstalment {
  readonly instalmentId: number
  /** Number of its invoice. */
  readonly number: string | null
  readonly dueOn: Day | null
  /** Positive. */
  readonly openCents: number
}

/** A credit note or payment with what is left of it. */
export interface CreditToSpread {
  /** Its own number, and whatever was written with it: where an invoice's number may be found. */
  readonly number: string | null
  readonly label: string | null
  readonly openCents: number
}

/**
 * How to spread what is left of a credit: over the invoices its number or text names, then over the
 * one instalment of exactly the amount left, then over the oldest. What nothing is left to settle
 * stays unallocated. Instalments without a due date come last.
 */
export function suggestSpread(credit: CreditToSpread, open: readonly OpenInstalment[]): Share[] {
  const oldest = [...open].sort(oldestFirst)
  const named = oldest.filter((item) => isNamedBy(item, credit))
  const others = oldest.filter((item) => !named.includes(item))
  const left = credit.openCents - sumOpen(named)
  const exact = left > 0 ? others.find((item) => item.openCents === left) : undefined
  return spread(credit.openCents, exact ? [...named, exact] : [...named, ...others])
}

/** Spreads an amount over these instalments, the oldest due first, each up to what is open. */
export function spreadOldestFirst(cents: number, open: readonly Omit<OpenInstalment, 'number'>[]): Share[] {
  return spread(cents, [...open].sort(oldestFirst))
}

/** Fills the instalments in turn with `cents`, each up to what is open. */
function spread(cents: number, items: readonly Omit<OpenInstalment, 'number'>[]): Share[] {
  const shares: Share[] = []
  let left = cents
  for (const { instalmentId, openCents } of items) {
    if (left === 0) break
    const amountCents = Math.min(left, openCents)
    shares.push({ instalmentId, amountCents })
    left -= amountCents
  }
  return shares
}

// A number is looked for between the words of the text, so that FA-100 is not found in FA-1000; one
// space inside it, as in "fa 100", is let pass.
function isNamedBy({ number }: OpenInstalment, credit: CreditToSpread): boolean {
  const bare = number === null ? '' : bareNumber(number)
  if (bare === '') return false
  if (credit.number !== null && bareNumber(credit.number) === bare) return true
  const words = (credit.label ?? '').split(/\s+/)
  return words.some((word, at) =>
    [word, `${word}${words[at + 1] ?? ''}`].some((text) => isNumber(text, bare)),
  )
}

function isNumber(text: string, bare: string): boolean {
  return /\d/.test(text) && bareNumber(text) === bare
}

function sumOpen(items: readonly OpenInstalment[]): number {
  return items.reduce((sum, item) => sum + item.openCents, 0)
}

function oldestFirst(one: Omit<OpenInstalment, 'number'>, other: Omit<OpenInstalment, 'number'>): number {
  if (one.dueOn === other.dueOn) return one.instalmentId - other.instalmentId
  if (one.dueOn === null || other.dueOn === null) return one.dueOn === null ? 1 : -1
  return one.dueOn < other.dueOn ? -1 : 1
}
