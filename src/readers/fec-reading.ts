import type { Day } from '#domain/day.ts'
import { isBlankText } from './cells.ts'
import { parseFecDay } from './dates.ts'
import { accountFlag, isReceivable, natureOf, type ReceivableAccounts } from './fec-accounts.ts'
import { type EntryTracker, finishEntries, newEntryTracker, trackLine } from './fec-entries.ts'
import { type FecLayout, readFecHeader } from './fec-layout.ts'
import {
  cellOf,
  centsOf,
  codeOf,
  cutFields,
  cutQuotedFields,
  type FecLine,
  type Fields,
  mendFields,
  newFields,
} from './fec-line.ts'
import {
  addIssue,
  type IssueCode,
  type IssueList,
  issue,
  newIssueList,
  newOccurrences,
  noteLine,
  type Occurrences,
} from './issues.ts'
import type { ReadIssue } from './records.ts'

/** What has been read so far of a FEC; only `lines` grows with the file. */
export interface FecReading {
  readonly accounts: ReceivableAccounts
  layout: FecLayout | null
  header: string
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
  readonly fields: Fields
  readonly entries: EntryTracker
  readonly lines: DraftLine[]
  readonly errors: IssueList
  readonly notes: Record<'bothSides' | 'noSide' | 'rejoined' | 'badDates', Occurrences>
  readonly days: Map<string, Day | '' | null>
  /** One copy of each text many lines repeat: a slice would keep its whole block alive. */
  readonly texts: Map<string, string>
}

type DraftLine = { -readonly [Key in keyof FecLine]: FecLine[Key] } & { looksOpening?: boolean }

export function newFecReading(accounts: ReceivableAccounts): FecReading {
  return {
    accounts,
    layout: null,
    header: '',
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
    fields: newFields(),
    entries: newEntryTracker(),
    lines: [],
    errors: newIssueList(),
    notes: {
      bothSides: newOccurrences(),
      noSide: newOccurrences(),
      rejoined: newOccurrences(),
      badDates: newOccurrences(),
    },
    days: new Map(),
    texts: new Map(),
  }
}

/** Reads a block of whole lines, the header being the first line that is not blank. */
export function readFecBlock(reading: FecReading, block: string): void {
  let start = 0
  while (start < block.length) {
    const found = block.indexOf('\n', start)
    const next = found < 0 ? block.length : found
    let end = next
    while (end > start && block.charCodeAt(end - 1) === CR) end--
    reading.lineNumber++
    if (end > start) {
      if (reading.layout) readLine(reading, reading.layout, block, start, end)
      else readHeader(reading, block.slice(start, end))
      if (reading.headerErrors.length > 0) return
    }
    start = next + 1
  }
}

/** The kept lines with what each of them is, now that every écriture is known. */
export function finishReading(reading: FecReading): {
  readonly lines: readonly FecLine[]
  readonly entryGrouping: 'by-number' | 'by-balance'
} {
  const { flags, grouping } = finishEntries(reading.entries)
  reading.lines.forEach((line, index) => {
    const isDebit = line.debitCents > line.creditCents
    const looksOpening = line.looksOpening === true && line.entryOn === reading.firstOn
    line.nature = natureOf(flags[index] ?? 0, isDebit, looksOpening)
  })
  return { lines: reading.lines, entryGrouping: grouping }
}

const CR = 0x0d
const MAX_CACHED_DAYS = 20_000

function readHeader(reading: FecReading, line: string): void {
  if (line.trim() === '') return
  const header = readFecHeader(line)
  reading.headerErrors = header.errors
  reading.layout = header.layout
  reading.header = line.trimEnd()
}

function readLine(reading: FecReading, layout: FecLayout, block: string, start: number, end: number): void {
  // A file may come in parts put end to end, each with its header.
  if (block.startsWith(reading.header, start) || isBlank(block, start, end)) return
  const { fields } = reading
  const cut = layout.isQuoted ? cutQuotedFields : cutFields
  cut(fields, block, start, end, layout.separator.charCodeAt(0))
  if (fields.count !== layout.columns.length && !mendWidth(reading, layout)) return
  reading.rows++
  if (!readAmounts(reading, layout)) return
  const { at } = layout
  const account = codeOf(fields, at.comptenum)
  const date = codeOf(fields, at.ecrituredate)
  const isKept = isReceivable(reading.accounts, account, 0)
  const entryOn = readEntryDay(reading, layout, date, isKept)
  if (at.validdate >= 0 && dayOfCell(reading, codeOf(fields, at.validdate))) reading.validatedRows++
  const { lineDebit, lineCredit } = reading
  trackLine(
    reading.entries,
    codeOf(fields, at.journalcode),
    codeOf(fields, at.ecriturenum),
    date,
    accountFlag(account, 0),
    lineDebit - lineCredit,
    isKept && entryOn ? reading.lines.length : -1,
  )
  if (isKept && entryOn) reading.lines.push(draftLine(reading, layout, entryOn))
}

function mendWidth(reading: FecReading, layout: FecLayout): boolean {
  const width = layout.columns.length
  const { count } = reading.fields
  const mended = count > width ? mendFields(reading.fields, layout) : null
  if (mended === 'joined') noteLine(reading.notes.rejoined, reading.lineNumber)
  if (mended) return true
  const code: IssueCode = count > width ? 'too-many-fields' : 'too-few-fields'
  addIssue(reading.errors, issue(code, { line: reading.lineNumber }, { count, expected: width }))
  return false
}

// Leaves both amounts in `lineDebit` and `lineCredit`, positive: a negative debit is a credit.
function readAmounts(reading: FecReading, layout: FecLayout): boolean {
  const { fields } = reading
  const { at } = layout
  let debit = 0
  let credit = 0
  if (at.montant >= 0) {
    debit = centsOf(fields, at.montant)
    if (Number.isNaN(debit)) return badCell(reading, layout, at.montant, 'bad-amount')
    const side = sideOf(codeOf(fields, at.sens))
    if (side === null) return badCell(reading, layout, at.sens, 'bad-side')
    if (side === 'credit') [debit, credit] = [0, debit]
  } else {
    debit = centsOf(fields, at.debit)
    if (Number.isNaN(debit)) return badCell(reading, layout, at.debit, 'bad-amount')
    credit = centsOf(fields, at.credit)
    if (Number.isNaN(credit)) return badCell(reading, layout, at.credit, 'bad-amount')
  }
  reading.lineDebit = Math.max(debit, 0) + Math.max(-credit, 0)
  reading.lineCredit = Math.max(credit, 0) + Math.max(-debit, 0)
  // Totals add up the columns as written, to be compared with those the accounting software prints.
  reading.debitCents += debit
  reading.creditCents += credit
  if (debit !== 0 && credit !== 0) noteLine(reading.notes.bothSides, reading.lineNumber)
  if (debit === 0 && credit === 0) noteLine(reading.notes.noSide, reading.lineNumber)
  return true
}

// "D"/"C", or "+1" for debit and "-1" for credit (art. A47 A-1 LPF, VII).
function sideOf(sense: string): 'debit' | 'credit' | null {
  if (/^(?:d|db|d[ée]bit|\+?1|\+)$/i.test(sense)) return 'debit'
  return /^(?:c|cr|cr[ée]dit|-1|-)$/i.test(sense) ? 'credit' : null
}

function badCell(reading: FecReading, layout: FecLayout, at: number, code: IssueCode): false {
  const column = layout.columns[at] ?? ''
  const value = codeOf(reading.fields, at).slice(0, 40)
  addIssue(reading.errors, issue(code, { line: reading.lineNumber, column }, { value }))
  return false
}

// A date that cannot be read is an error on a customer's line; elsewhere it changes nothing here.
function readEntryDay(reading: FecReading, layout: FecLayout, date: string, isKept: boolean): Day | null {
  const day = dayOfCell(reading, date)
  if (day) {
    if (reading.firstOn === null || day < reading.firstOn) reading.firstOn = day
    if (reading.lastOn === null || day > reading.lastOn) reading.lastOn = day
    return day
  }
  if (isKept) badCell(reading, layout, layout.at.ecrituredate, 'bad-date')
  else noteLine(reading.notes.badDates, reading.lineNumber)
  return null
}

function dayOfCell(reading: FecReading, text: string): Day | '' | null {
  if (text === '') return ''
  const { days } = reading
  const known = days.get(text)
  if (known !== undefined) return known
  if (days.size >= MAX_CACHED_DAYS) days.clear()
  const day = parseFecDay(text)
  days.set(text, day)
  return day
}

function draftLine(reading: FecReading, layout: FecLayout, entryOn: Day): DraftLine {
  const { fields } = reading
  const shared = (text: string) => sharedText(reading, text)
  const pieceOn = dayOfCell(reading, cellOf(fields, layout, 'piecedate'))
  if (pieceOn === null) noteLine(reading.notes.badDates, reading.lineNumber)
  const journalCode = cellOf(fields, layout, 'journalcode')
  return {
    line: reading.lineNumber,
    journalCode: shared(journalCode),
    entryNumber: ownText(cellOf(fields, layout, 'ecriturenum')),
    entryOn,
    account: shared(cellOf(fields, layout, 'comptenum')),
    accountLabel: shared(cellOf(fields, layout, 'comptelib')),
    auxCode: shared(cellOf(fields, layout, 'compauxnum')),
    auxLabel: shared(cellOf(fields, layout, 'compauxlib')),
    pieceRef: ownText(cellOf(fields, layout, 'pieceref')),
    pieceOn: pieceOn || null,
    label: ownText(cellOf(fields, layout, 'ecriturelib')),
    debitCents: reading.lineDebit,
    creditCents: reading.lineCredit,
    matchingCode: ownText(cellOf(fields, layout, 'ecriturelet')),
    isValidated: Boolean(dayOfCell(reading, cellOf(fields, layout, 'validdate'))),
    dueOn: dayOfCell(reading, cellOf(fields, layout, 'duedate')) || null,
    nature: 'other',
    looksOpening: isOpeningJournal(journalCode, cellOf(fields, layout, 'journallib')),
  }
}

// "À nouveaux": the code or the name of the journal says so.
function isOpeningJournal(code: string, label: string): boolean {
  return (
    /^(?:AN|ANO|RAN|OUV|AD)$/i.test(code) || /nouveau|ouverture|bilan|balance initiale|report/i.test(label)
  )
}

function sharedText(reading: FecReading, text: string): string {
  if (text === '') return ''
  const known = reading.texts.get(text)
  if (known !== undefined) return known
  const own = ownText(text)
  reading.texts.set(own, own)
  return own
}

// A copy of its own: V8 makes `slice` a window on the block, which would then never be freed.
function ownText(text: string): string {
  return text === '' ? '' : Buffer.from(text).toString()
}

// The mark of end of file of MS-DOS, and NULs, stand at the end of some files.
function isBlank(block: string, start: number, end: number): boolean {
  return block.charCodeAt(start) <= 0x20 && isBlankText(block.slice(start, end))
}
