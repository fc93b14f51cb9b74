import type { Day } from '#domain/days-and-money/day.ts'
import { type DraftLine, type DraftMemory, newDraftMemory } from './fec-draft.ts'
import { type EntryTracker, newEntryTracker } from './fec-entries.ts'
import { codeOf, type Fields, newFields } from './fec-fields.ts'
import type { FecLayout } from './fec-layout.ts'
import {
  addIssue,
  type IssueCode,
  type IssueList,
  issue,
  newIssueList,
  newOccurrences,
  type Occurrences,
} from './issues.ts'
import type { ReadIssue } from './records.ts'

/** What has been read so far of a FEC; only `lines` grows with the file. */
export interface FecReading {
  layout: FecLayout | null
  headerErrors: readonly ReadIssue[]
  lineNumber: number
  rows: number
  debitCents: number
  creditCents: number
  validatedRows: number
  firstOn: Day | null
  lastOn: Day | null
  /** Amounts of the line being read, made positive. */
  lineDebit: number
  lineCredit: number
  /** Every line ends with the same blank surplus; null until a line raises the question. */
  endsWithBlanks: boolean | null
  readonly fields: Fields
  readonly entries: EntryTracker
  readonly memory: DraftMemory
  readonly lines: DraftLine[]
  readonly errors: IssueList
  readonly notes: Record<'bothSides' | 'noSide' | 'rejoined' | 'parts' | 'noAccount', Occurrences>
}

export function newFecReading(): FecReading {
  return {
    layout: null,
    headerErrors: [],
    lineNumber: 0,
    rows: 0,
    debitCents: 0,
    creditCents: 0,
    validatedRows: 0,
    firstOn: null,
    lastOn: null,
    lineDebit: 0,
    lineCredit: 0,
    endsWithBlanks: null,
    fields: newFields(),
    entries: newEntryTracker(),
    memory: newDraftMemory(),
    lines: [],
    errors: newIssueList(),
    notes: {
      bothSides: newOccurrences(),
      noSide: newOccurrences(),
      rejoined: newOccurrences(),
      parts: newOccurrences(),
      noAccount: newOccurrences(),
    },
  }
}

/** Refuses a cell of the line being read. */
export function badCell(reading: FecReading, layout: FecLayout, at: number, code: IssueCode): false {
  const column = layout.columns[at] ?? ''
  const value = codeOf(reading.fields, at).slice(0, 40)
  addIssue(reading.errors, issue(code, { line: reading.lineNumber, column }, { value }))
  return false
}
