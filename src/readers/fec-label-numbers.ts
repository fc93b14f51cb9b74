import { bareNumber, isMangledNumber } from '#domain/receivables/document-number.ts'
import type { Doubt, DoubtAnswers } from '#domain/receivables/doubt.ts'
import { askDoubt, type DoubtList, listDoubts, newDoubtList } from './doubts.ts'
import type { FecLine } from './fec-line.ts'
import type { LedgerParty } from './fec-parties.ts'

/** The numbers that the labels of a ledger carry, and the question of using them. */
export interface LabelNumbers {
  /** The number of a line by its label; null where it has none, or nobody has said that labels are right. */
  numberOf(line: FecLine): string | null
  readonly doubts: readonly Doubt[]
}

/** Fewer invoices show no habit. */
const LEAST = 2

/**
 * Some programs write in PieceRef the number of an entry, and that of the invoice in the label. Where the labels of
 * most invoices carry a number that PieceRef has not, which to use is asked. Until it is answered PieceRef stands and
 * nothing is set aside: the same sums are owed, only the names of the invoices differ.
 */
export function labelNumbersOf(parties: readonly LedgerParty[], answers: DoubtAnswers = {}): LabelNumbers {
  const doubts = newDoubtList(answers)
  const { others, sales, numbers } = labelsOf(parties)
  if (others.length < LEAST || others.length * 2 <= sales) return NONE
  // « Facture C0012 » on each invoice of a client names the client: a number changes from sale to sale.
  const entries = new Set(others.map(({ entryNumber, entryOn }) => `${entryNumber}|${entryOn}`))
  if (numbers.size * 10 < entries.size * 9) return NONE
  const answer = ask(doubts, others)
  return {
    numberOf: (line) => (answer === 'same' ? usable(line, numbers) : null),
    doubts: listDoubts(doubts, { invoices: [], credits: [] }),
  }
}

const NONE: LabelNumbers = { numberOf: () => null, doubts: [] }

/** The invoices whose label has another number than PieceRef, among how many, and these numbers. */
function labelsOf(parties: readonly LedgerParty[]) {
  const others: FecLine[] = []
  const numbers = new Set<string>()
  let sales = 0
  for (const { lines } of parties) {
    for (const line of lines) {
      if (line.nature !== 'invoice' || line.debitCents <= line.creditCents) continue
      sales++
      if (isWritten(line.label, line.pieceRef)) continue
      const number = numberIn(line.label)
      if (number === null || isSame(number, line.pieceRef)) continue
      others.push(line)
      numbers.add(bareNumber(number))
    }
  }
  return { others, sales, numbers }
}

function ask(doubts: DoubtList, lines: readonly FecLine[]): Doubt['answer'] {
  let answer: Doubt['answer'] = null
  for (const line of lines) {
    const { pieceRef, label, debitCents, creditCents } = line
    const values = { piece: pieceRef || '–', label: label.slice(0, 80), number: numberIn(label) ?? '' }
    const question = {
      kind: 'label-numbers',
      value: 'PieceRef',
      values,
      choices: ['same', 'different'],
    } as const
    const item = { cents: debitCents - creditCents, currency: 'EUR', line: line.line }
    answer = askDoubt(doubts, question, item).answer
  }
  return answer
}

// A payment names the invoice it pays: what else its label has (a cheque, a remittance) is no invoice's number.
function usable(line: FecLine, numbers: ReadonlySet<string>): string | null {
  const number = numberIn(line.label)
  if (number === null) return null
  const isDocument = line.nature !== 'payment' && line.nature !== 'refund' && line.nature !== 'other'
  return isDocument || numbers.has(bareNumber(number)) ? number : null
}

// --- Numbers in a label ---

const NUMBER = /[\p{L}\d][\p{L}\d/._-]*/gu
const WORD =
  /^(?:f|fa|fac|fact|facts?|factures?|ft|fv|vte|vente|inv|invoice|av|avoirs?|n|no|num|numero|ref|piece)$/
const DATE = /^\d{1,2}[-/.]\d{1,4}(?:[-/.]\d{2,4})?$|^\d{4}[-/.]\d{2}(?:[-/.]\d{2})?$/
const YEAR = /^(?:19|20)\d{2}$/

/**
 * The document number of a label, "FA-2024-001" of "Facture FA-2024-001 Dupont": letters and digits together, or
 * digits after a word for "invoice". A date, a year, an amount is none. Null where there is none.
 */
export function numberIn(label: string): string | null {
  let isNamed = false
  for (const [text] of label.matchAll(NUMBER)) {
    const token = text.replace(/[._/-]+$/, '')
    if (isNumber(token, isNamed)) return token
    isNamed = WORD.test(token.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
  }
  return null
}

function isNumber(token: string, isNamed: boolean): boolean {
  if (!/\d/.test(token) || DATE.test(token) || YEAR.test(token) || isMangledNumber(token)) return false
  if (isNamed) return /\d{2}|\p{L}\W?\d/u.test(token)
  return /^\p{L}{1,6}[-/._]?\d[\p{L}\d/._-]*\d$|^\d{4}[-/_]\d{3,}$/u.test(token)
}

function isWritten(label: string, pieceRef: string): boolean {
  const at = pieceRef === '' ? -1 : label.indexOf(pieceRef)
  return at >= 0 && !isWithin(label[at - 1]) && !isWithin(label[at + pieceRef.length])
}

function isWithin(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\d/_-]/u.test(character)
}

// One may be written without the beginning of the other: 2024-001 is FA-2024-001, and 1 is not.
function isSame(number: string, pieceRef: string): boolean {
  const [one, other] = [bareNumber(number), bareNumber(pieceRef)]
  return (
    one === other || (other.length >= 4 && one.endsWith(other)) || (one.length >= 4 && other.endsWith(one))
  )
}
