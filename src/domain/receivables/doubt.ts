import type { CurrencyAmount } from '#domain/days-and-money/money.ts'

/**
 * What a question of an import can be answered with, and what the answer does to items already imported under it.
 * `keep`: they count as they stand. `settle`: they are paid. `withdraw`: they are no receivables. `read-again`: only
 * another reading of the file can tell what they are.
 */
const EFFECTS = {
  open: 'keep',
  settled: 'settle',
  'leave-out': 'withdraw',
  different: 'keep',
  same: 'read-again',
  known: 'withdraw',
  credit: 'read-again',
} as const

export const DOUBT_CHOICES = Object.keys(EFFECTS) as readonly DoubtChoice[]

export type DoubtChoice = keyof typeof EFFECTS

export type DoubtEffect = (typeof EFFECTS)[DoubtChoice]

/** Answers by the id of their question. */
export type DoubtAnswers = Readonly<Record<string, DoubtChoice>>

/**
 * A question a file asks: it can be read in ways that differ in euros owed. Until it is answered, the items it is
 * about are imported set aside, reason « lecture à confirmer » (rules §8).
 */
export interface Doubt {
  /** The same question in another file with the same header has the same id. */
  readonly id: string
  /** Names its sentence in the catalogue: `doubts.<kind>`. */
  readonly kind: string
  /** What is asked about, as the file writes it: a state, a column, a number. */
  readonly value: string
  /** Other blanks of the sentence. */
  readonly values: Readonly<Record<string, string | number>>
  readonly choices: readonly DoubtChoice[]
  readonly answer: DoubtChoice | null
  /** Keys of the instalments and credits concerned; none for lines that the answer has left out, and for a question of names. */
  readonly keys: readonly string[]
  readonly count: number
  /** What the items are worth in all, credits counted below zero. */
  readonly amounts: readonly CurrencyAmount[]
  /** First line concerned, 1-based; 0 when it concerns the whole file. */
  readonly line: number
}

export function doubtEffect(choice: DoubtChoice): DoubtEffect {
  return EFFECTS[choice]
}

/** Questions of names: their readings owe the same sums. */
const NAMING_KINDS: readonly string[] = ['label-numbers']

/** True when what stands under the question is set aside until it is answered: its readings differ in euros owed. */
export function setsAside(doubt: Pick<Doubt, 'kind'>): boolean {
  return !NAMING_KINDS.includes(doubt.kind)
}

export function isUnanswered(doubt: Pick<Doubt, 'answer'>): boolean {
  return doubt.answer === null
}
