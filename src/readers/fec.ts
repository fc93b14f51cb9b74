import type { Day } from '#domain/days-and-money/day.ts'
import { formatMoney } from '#domain/days-and-money/money.ts'
import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import { hasBrokenAccents } from './cells.ts'
import type { Encoding, EncodingReading } from './encoding.ts'
import { type AccountBalance, chooseLines } from './fec-balances.ts'
import type { DraftLine } from './fec-draft.ts'
import { findPlaceholders } from './fec-lettering.ts'
import type { FecLine } from './fec-line.ts'
import { finishReading, readFecBlock } from './fec-reading.ts'
import { type FecReading, newFecReading } from './fec-state.ts'
import { fecXmlBlocks } from './fec-xml.ts'
import { type IssueCode, issue, listedIssues, type Occurrences, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { readHead, type Source } from './source.ts'
import { inspectText, looksLikeXml, type TextFacts, textBlocks, unsureEncoding } from './text.ts'

/** A FEC as read: the controls to show, and its lines on customer accounts in the order of the file. */
export interface FecFile {
  readonly encoding: Encoding | null
  /** How its accented words can be read, when nothing tells (`TextFacts.readings`). */
  readonly readings?: readonly EncodingReading[]
  readonly form: 'flat' | 'xml'
  readonly separator: string
  /** As the file writes them. */
  readonly columns: readonly string[]
  readonly rows: number
  readonly debitCents: number
  readonly creditCents: number
  readonly firstOn: Day | null
  readonly lastOn: Day | null
  /** Rows whose ValidDate is filled: entries that can no longer change. */
  readonly validatedRows: number
  readonly entryGrouping: 'by-number' | 'by-balance'
  /** Every family of accounts the file has, read or not. */
  readonly accounts: readonly AccountBalance[]
  /** Debit less credit of the accounts that are read. */
  readonly receivableCents: number
  readonly lines: readonly FecLine[]
  readonly warnings: readonly ReadIssue[]
  /** Not empty: the file is refused as a whole. */
  readonly errors: readonly ReadIssue[]
}

export interface FecOptions {
  /** The one the user has chosen. */
  readonly encoding?: Encoding | undefined
  onProgress?(bytesRead: number): void
  /** Read beside 411; 411 alone by default. */
  readonly accounts?: readonly AccountChoice[]
}

/**
 * Reads a "fichier des écritures comptables" (art. L47 A and A47 A-1 LPF), flat or XML, in memory
 * that depends on its customer lines only. Never throws on a bad file: `errors` says why it is
 * refused, line by line.
 */
export async function readFec(source: Source, options: FecOptions = {}): Promise<FecFile> {
  const inspection = await inspectText(source, options.encoding)
  if (inspection.error) return refusedFile(inspection.error)
  const { facts } = inspection
  const reading = newFecReading()
  const isXml = looksLikeXml(await readHead(source, 512), facts.encoding)
  const failure = await readBlocks(reading, isXml ? 'xml' : 'flat', source, facts, options.onProgress)
  if (failure) return refusedFile(failure)
  const file = fileOf(reading, isXml ? 'xml' : 'flat', facts.encoding, options.accounts ?? [])
  return {
    ...file,
    readings: facts.readings,
    warnings: [...file.warnings, ...unsureEncoding(facts.readings)],
  }
}

async function readBlocks(
  reading: FecReading,
  form: 'flat' | 'xml',
  source: Source,
  facts: TextFacts,
  onProgress: FecOptions['onProgress'],
): Promise<ReadIssue | null> {
  const blocks =
    form === 'xml' ? fecXmlBlocks(source, facts, onProgress) : textBlocks(source, facts, onProgress)
  for await (const block of blocks) {
    if (block === null) return issue('line-too-long', { line: reading.lineNumber + 1 })
    if (typeof block !== 'string') return block
    const isFirst = reading.layout === null
    readFecBlock(reading, block)
    // Told line by line, an XML file has no header: its lines are numbered by their <ligne>.
    if (isFirst && form === 'xml') reading.lineNumber = 0
    if (reading.headerErrors.length > 0) break
  }
  return null
}

function fileOf(
  reading: FecReading,
  form: 'flat' | 'xml',
  encoding: Encoding,
  choice: readonly AccountChoice[],
): FecFile {
  const { lines: read, entryGrouping, yearIssues } = finishReading(reading)
  const { chosen, accounts } = chooseLines(read, choice)
  const { lines, placeholders } = withoutPlaceholders(chosen)
  let receivableCents = 0
  for (const { isRead, balanceCents } of accounts) if (isRead) receivableCents += balanceCents
  const file = {
    encoding,
    form,
    separator: reading.layout?.separator ?? '',
    columns: reading.layout?.columns ?? [],
    rows: reading.rows,
    debitCents: reading.debitCents,
    creditCents: reading.creditCents,
    firstOn: reading.firstOn,
    lastOn: reading.lastOn,
    validatedRows: reading.validatedRows,
    entryGrouping,
    accounts,
    receivableCents,
    lines,
  }
  const warnings = [
    ...warningsOf(reading, lines),
    ...placeholders,
    ...yearIssues,
    ...accounts.filter(({ isRead }) => !isRead).map(unreadAccount),
  ]
  return { ...file, warnings, errors: errorsOf(reading, lines) }
}

function unreadAccount({ account, lines, balanceCents }: AccountBalance): ReadIssue {
  return issue('fec-account-left-out', {}, { account, count: lines, balance: formatMoney(balanceCents) })
}

// What stands where nothing is lettered letters nothing.
function withoutPlaceholders(lines: readonly DraftLine[]): {
  readonly lines: readonly FecLine[]
  readonly placeholders: readonly ReadIssue[]
} {
  const found = findPlaceholders(lines)
  if (found.length === 0) return { lines, placeholders: [] }
  const codes = new Set(found.map(({ code }) => code))
  for (const line of lines) if (codes.has(line.matchingCode)) line.matchingCode = ''
  return {
    lines,
    placeholders: found.map(({ code, count }) => issue('fec-placeholder-lettering', {}, { code, count })),
  }
}

function errorsOf(reading: FecReading, lines: readonly FecLine[]): readonly ReadIssue[] {
  if (reading.headerErrors.length > 0) return reading.headerErrors
  const errors = listedIssues(reading.errors)
  if (errors.length > 0) return errors
  if (!reading.layout) return [issue('empty')]
  if (reading.rows === 0) return [issue('no-rows')]
  return lines.length === 0 ? [issue('fec-no-receivable')] : []
}

function warningsOf(reading: FecReading, lines: readonly FecLine[]): readonly ReadIssue[] {
  const warnings: ReadIssue[] = [...(reading.layout?.warnings ?? [])]
  const { notes, memory } = reading
  const noted: readonly (readonly [IssueCode, Occurrences])[] = [
    ['fec-parts', notes.parts],
    ['fec-both-sides', notes.bothSides],
    ['fec-no-side', notes.noSide],
    ['fec-rejoined', notes.rejoined],
    ['fec-no-account', notes.noAccount],
    ['fec-bad-dates', memory.badDates],
    ['fec-serial-dates', memory.serialDates],
    ['fec-mangled-codes', memory.mangledCodes],
  ]
  for (const [code, occurrences] of noted) warnings.push(...occurrenceIssues(code, occurrences))
  if (reading.debitCents !== reading.creditCents) {
    const difference = formatMoney(Math.abs(reading.debitCents - reading.creditCents))
    const [debit, credit] = [formatMoney(reading.debitCents), formatMoney(reading.creditCents)]
    warnings.push(issue('fec-unbalanced', {}, { debit, credit, difference }))
  }
  const broken = lines.find((line) => hasBrokenAccents(`${line.auxLabel}${line.accountLabel}${line.label}`))
  if (broken) warnings.push(issue('broken-accents', { line: broken.line }))
  const hasLettering = (reading.layout?.at.ecriturelet ?? -1) >= 0
  if (hasLettering && lines.length > 0 && lines.every((line) => line.matchingCode === '')) {
    warnings.push(issue('fec-no-lettering'))
  }
  return warnings
}

function refusedFile(error: ReadIssue): FecFile {
  return {
    encoding: null,
    form: 'flat',
    separator: '',
    columns: [],
    rows: 0,
    debitCents: 0,
    creditCents: 0,
    firstOn: null,
    lastOn: null,
    validatedRows: 0,
    entryGrouping: 'by-number',
    accounts: [],
    receivableCents: 0,
    lines: [],
    warnings: [],
    errors: [error],
  }
}
