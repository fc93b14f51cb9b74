import { addTo } from '#domain/days-and-money/add-to.ts'
import { centsOfCell } from './cell-values.ts'
import { type IssueCode, newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { Field } from './labels.ts'
import type { ReadIssue } from './records.ts'
import type { LeftOut, RowNote } from './row-amount.ts'
import type { RowContext } from './row-cells.ts'
import { type Table, type TableRow, textAt } from './rows.ts'
import { holdsBareTotal, isTotalRow } from './totals.ts'

/** What rows are left out for, and what is to be told of those read: each is counted. */
export type NoteKey = 'totals' | 'comments' | 'otherAccounts' | 'secondHeader' | 'zero' | LeftOut | RowNote

export type Notes = Record<NoteKey, Occurrences>

const CODES: Record<NoteKey, IssueCode> = {
  totals: 'list-totals-skipped',
  comments: 'list-comments-skipped',
  secondHeader: 'list-second-header',
  otherAccounts: 'list-other-accounts',
  zero: 'list-zero-rows',
  notFinal: 'list-not-final',
  notOwed: 'list-not-owed',
  refund: 'list-refunds',
  supplier: 'list-suppliers',
  answered: 'list-answered',
  blankOpen: 'list-blank-open',
  blankCredit: 'list-blank-credits',
  contradiction: 'list-state-contradicts',
  creditByWords: 'list-credit-by-words',
  disagreement: 'list-figures-disagree',
  aboveTotal: 'list-above-total',
  overpaid: 'list-overpaid',
  dueBeforeIssue: 'list-due-before-issue',
  dueInWords: 'list-due-in-words',
  heldBack: 'list-held-back',
  otherCurrency: 'list-header-currency',
}

export function newNotes(): Notes {
  const keys = Object.keys(CODES) as NoteKey[]
  return Object.fromEntries(keys.map((key) => [key, newOccurrences()])) as Notes
}

export function note(notes: Notes, key: NoteKey, row: TableRow): void {
  noteLine(notes[key], row.line)
}

export function notedIssues(notes: Notes): ReadIssue[] {
  const keys = Object.keys(CODES) as NoteKey[]
  return keys.flatMap((key) => occurrenceIssues(CODES[key], notes[key]))
}

type Skipped = 'totals' | 'comments' | 'otherAccounts' | 'secondHeader'

/** Tells row by row, in their order, which are no line of the list, and why; null for those that are. */
export function skipperOf(table: Table, context: RowContext): (row: TableRow) => Skipped | null {
  const at = (fields: readonly (Field | 'amount')[]) =>
    fields.map((field) => context.positions[field] ?? -1).filter((position) => position >= 0)
  const documents = at(['number', 'issuedOn', 'dueOn'])
  const numbers = at(['number'])
  const amounts = at(AMOUNTS)
  const sums = newSums(context, amounts)
  const account = context.positions.account ?? -1
  // A journal has one line per account, of which only the customer's is a receivable.
  const isJournal = account >= 0 && table.rows.some((row) => textAt(row, account).startsWith('411'))
  return (row) => {
    const isFigured = amounts.some((position) => /\d/.test(textAt(row, position)))
    const isDocument = documents.some((position) => textAt(row, position) !== '')
    // « Total » with the day it was drawn up, and no number.
    if (isFigured && numbers.every((position) => textAt(row, position) === '') && holdsBareTotal(row)) {
      if (numbers.length > 0 && sums.adds(row, true)) {
        sums.close()
        return 'totals'
      }
    }
    if (isFigured && (isTotalRow(row, documents) || (!isDocument && sums.adds(row, documents.length > 0)))) {
      sums.close()
      return 'totals'
    }
    if (row.cells.filter((cell) => cell !== '').length < 2 || !(isFigured || isDocument)) return 'comments'
    if (row === table.rows[0] && isSecondHeader(row, [...amounts, ...at(['issuedOn', 'dueOn'])]))
      return 'secondHeader'
    if (isJournal && !textAt(row, account).startsWith('411')) return 'otherAccounts'
    sums.count(row)
    return null
  }
}

const AMOUNTS = [
  'totalCents',
  'instalmentCents',
  'openCents',
  'paidCents',
  'debit',
  'credit',
  'amount',
] as const

// A technical header under the readable one ("SalesInvoice.date"): no figure where figures belong.
function isSecondHeader(row: TableRow, figures: readonly number[]): boolean {
  const cells = figures.map((position) => textAt(row, position)).filter((cell) => cell !== '')
  return cells.length >= 2 && cells.every((cell) => !/\d/.test(cell))
}

interface Sums {
  count(row: TableRow): void
  /** True when a row has the sum of those above it in each of its columns of amounts. */
  adds(row: TableRow, mayBeNamed: boolean): boolean
  close(): void
}

/** The sums of the rows above, since the last total and from the start: a total may have no words. */
function newSums({ formats }: RowContext, amounts: readonly number[]): Sums {
  const all = new Map(amounts.map((at) => [at, 0]))
  const block = new Map(all)
  let [rows, rowsOfBlock] = [0, 0]
  const centsAt = (row: TableRow, at: number) =>
    centsOfCell(row.cells[at] ?? '', formats.decimalMarks.get(at) ?? null)
  return {
    count(row) {
      rows++
      rowsOfBlock++
      for (const at of amounts) {
        // A blank cell adds nothing.
        const cents = centsAt(row, at) ?? 0
        addTo(all, at, cents)
        addTo(block, at, cents)
      }
    },
    adds(row, mayBeNamed) {
      const isBare = row.cells.every((cell, at) => cell === '' || amounts.includes(at))
      if (rows === 0 || !(isBare || mayBeNamed)) return false
      const filled = amounts.filter((at) => textAt(row, at) !== '')
      const above = rowsOfBlock > 0 ? [all, block] : [all]
      return above.some((sums) => filled.every((at) => centsAt(row, at) === sums.get(at)))
    },
    close() {
      rowsOfBlock = 0
      for (const at of amounts) block.set(at, 0)
    },
  }
}
