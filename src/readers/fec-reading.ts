import type { Day } from '#domain/days-and-money/day.ts'
import { isMangledNumber } from '#domain/receivables/document-number.ts'
import { isBlankText } from './cells.ts'
import { accountFlag, familyOf, natureOf } from './fec-accounts.ts'
import { readAmounts } from './fec-amounts.ts'
import { dayOfCell, draftLine } from './fec-draft.ts'
import { finishEntries, trackLine } from './fec-entries.ts'
import { cellOf, codeOf, cutFields, cutQuotedFields, type Fields, newFields } from './fec-fields.ts'
import { type FecLayout, looksLikeFecHeader, readFecHeader } from './fec-layout.ts'
import { endsWithBlankSurplus, type Mending, mendFields, tellBlankEnd } from './fec-mend.ts'
import { badCell, type FecReading } from './fec-state.ts'
import { joinYears, type YearsJoined } from './fec-years.ts'
import { addIssue, type IssueCode, issue, noteLine } from './issues.ts'

const TOLD_BY = 500

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
export function finishReading(reading: FecReading): YearsJoined & {
  readonly entryGrouping: 'by-number' | 'by-balance'
} {
  const { flags, grouping } = finishEntries(reading.entries)
  const joined = joinYears(reading.lines, flags, reading.firstOn)
  for (const [index, line] of reading.lines.entries()) {
    const isDebit = line.debitCents > line.creditCents
    line.nature = natureOf(flags[index] ?? 0, isDebit, joined.isOpening(line))
  }
  return { ...joined, entryGrouping: grouping }
}

const CR = 0x0d
/** An account as nearly all are: nothing that a spreadsheet makes of one looks so. */
const PLAIN_ACCOUNT = /^\d[\dA-Z]*$/
const BYTE_ORDER_MARK = 0xfeff

function readHeader(reading: FecReading, line: string): void {
  if (line.trim() === '') return
  const header = readFecHeader(line)
  reading.headerErrors = header.errors.map((error) => ({ ...error, line: error.line && reading.lineNumber }))
  reading.layout = header.layout
}

function readLine(
  reading: FecReading,
  layout: FecLayout,
  block: string,
  lineStart: number,
  end: number,
): void {
  const start = block.charCodeAt(lineStart) === BYTE_ORDER_MARK ? lineStart + 1 : lineStart
  if (isBlank(block, start, end)) return
  const { fields } = reading
  cutLine(layout, fields, block, start, end)
  if (fields.count !== layout.columns.length) {
    if (readGluedHeader(reading, layout, block, start, end)) return
    if (!mendWidth(reading, layout, block)) return
    readCells(reading, layout, false)
  } else if (!readPartHeader(reading, layout, block, start, end)) readCells(reading, layout, true)
}

// A file may come in parts put end to end, each with its header: in another case, another order.
function readPartHeader(
  reading: FecReading,
  layout: FecLayout,
  block: string,
  start: number,
  end: number,
): boolean {
  if (isDigit(block.charCodeAt(reading.fields.starts[layout.at.comptenum] ?? 0))) return false
  const account = codeOf(reading.fields, layout.at.comptenum)
  if (account === '' || isDigit(account.charCodeAt(0))) return false
  const line = block.slice(start, end)
  if (!looksLikeFecHeader(line)) return false
  noteLine(reading.notes.parts, reading.lineNumber)
  reading.entries.runs++
  readHeader(reading, line)
  return true
}

// The last line of a part had no end: the next part's header stands behind it.
function readGluedHeader(
  reading: FecReading,
  layout: FecLayout,
  block: string,
  start: number,
  end: number,
): boolean {
  const line = block.slice(start, end)
  if (!/comptenum/i.test(line)) return false
  const name = layout.columns[0]?.toLowerCase() ?? ''
  const at = Math.max(line.toLowerCase().indexOf(name), 0)
  const header = line.slice(line.charAt(at - 1) === '"' ? at - 1 : at)
  if (!looksLikeFecHeader(header)) return false
  const before = line.slice(0, line.length - header.length).replace(/ *(?:\ufeff|ï»¿)? *$/, '')
  if (before !== '') readLine(reading, layout, before, 0, before.length)
  noteLine(reading.notes.parts, reading.lineNumber)
  reading.entries.runs++
  readHeader(reading, header)
  return true
}

function readCells(reading: FecReading, layout: FecLayout, isWhole: boolean): void {
  reading.rows++
  if (!readAmounts(reading, layout)) return
  const { fields, memory, entries } = reading
  const { at } = layout
  const account = codeOf(fields, at.comptenum)
  if (!PLAIN_ACCOUNT.test(account)) {
    if (isMangledNumber(account)) badCell(reading, layout, at.comptenum, 'fec-mangled-account')
    else if (!isDigit(account.charCodeAt(0))) noteLine(reading.notes.noAccount, reading.lineNumber)
  }
  const date = codeOf(fields, at.ecrituredate, entries.date)
  const family = familyOf(account, () => cellOf(fields, layout, 'comptelib'))
  const entryOn = readEntryDay(reading, layout, date, family !== null)
  if (at.validdate >= 0 && dayOfCell(memory, codeOf(fields, at.validdate, memory.lastDay.text)))
    reading.validatedRows++
  const { lineDebit: debitCents, lineCredit: creditCents } = reading
  trackLine(
    entries,
    codeOf(fields, at.journalcode, entries.journal),
    codeOf(fields, at.ecriturenum, entries.number),
    date,
    accountFlag(account, 0),
    debitCents - creditCents,
    family && entryOn ? reading.lines.length : -1,
  )
  if (!family || !entryOn) return
  const { runs: run } = entries
  const facts = { line: reading.lineNumber, run, entryOn, debitCents, creditCents, family, isWhole }
  reading.lines.push(draftLine(memory, fields, layout, facts))
}

// A date that cannot be read is an error on a customer's line; elsewhere it changes nothing here.
function readEntryDay(reading: FecReading, layout: FecLayout, date: string, isKept: boolean): Day | null {
  const day = dayOfCell(reading.memory, date)
  if (day) {
    if (reading.firstOn === null || day < reading.firstOn) reading.firstOn = day
    if (reading.lastOn === null || day > reading.lastOn) reading.lastOn = day
    return day
  }
  if (isKept) badCell(reading, layout, layout.at.ecrituredate, 'bad-date')
  else noteLine(reading.memory.badDates, reading.lineNumber)
  return null
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

// The mark of end of file of MS-DOS, and NULs, stand at the end of some files.
function isBlank(block: string, start: number, end: number): boolean {
  return block.charCodeAt(start) <= 0x20 && isBlankText(block.slice(start, end))
}

/** Cuts a line into its fields as the file does. */
function cutLine(layout: FecLayout, fields: Fields, block: string, start: number, end: number): void {
  const cut = layout.isQuoted ? cutQuotedFields : cutFields
  cut(fields, block, start, end, layout.separator.charCodeAt(0))
}

/**
 * Brings the line just cut to the width of the header, or refuses it with its number; `block` has
 * the lines around it, which tell how lines end.
 */
function mendWidth(reading: FecReading, layout: FecLayout, block: string): boolean {
  const width = layout.columns.length
  const { fields } = reading
  const { count } = fields
  const mended = count > width ? mendSurplus(reading, layout, block) : 'no-reading'
  if (mended === 'joined') noteLine(reading.notes.rejoined, reading.lineNumber)
  if (mended === 'joined' || mended === 'dropped') return true
  const wide: IssueCode = mended === 'several-readings' ? 'fec-several-readings' : 'too-many-fields'
  const code: IssueCode = count > width ? wide : 'too-few-fields'
  addIssue(reading.errors, issue(code, { line: reading.lineNumber }, { count, expected: width }))
  return false
}

function mendSurplus(reading: FecReading, layout: FecLayout, block: string): Mending {
  const { fields, memory } = reading
  const isBlankEnd = endsWithBlankSurplus(fields, layout)
  if (isBlankEnd && (fields.count === layout.writtenWidth || blankEndsOf(reading, layout, block))) {
    fields.count = layout.columns.length
    return 'dropped'
  }
  return mendFields(fields, layout, (account, title) => memory.titles.has(`${account} ${title}`))
}

// A separator at the end of every line: no line near this one has the right width, and of some the blank end is sure.
function blankEndsOf(reading: FecReading, layout: FecLayout, block: string): boolean {
  if (reading.endsWithBlanks !== null) return reading.endsWithBlanks
  const fields = newFields()
  const ends = new Set<string | null>()
  const lines = block.split('\n', TOLD_BY).filter((line) => !isBlankText(line) && !/comptenum/i.test(line))
  for (const line of lines) {
    cutLine(layout, fields, line, 0, line.endsWith('\r') ? line.length - 1 : line.length)
    ends.add(tellBlankEnd(fields, layout))
  }
  reading.endsWithBlanks = ends.has('blank') && !ends.has('none')
  return reading.endsWithBlanks
}
