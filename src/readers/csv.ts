import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { addTo } from '#domain/days-and-money/add-to.ts'
import { cleanCell } from './cells.ts'
import { decodeBytes, type Encoding } from './encoding.ts'
import { fileTooLarge, type IssueCode, issue } from './issues.ts'
import { countKnownLabels } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { MAX_COLUMNS, MAX_TABLE_ROWS, type RawRows, type TableRow } from './rows.ts'
import { readHead, type Source } from './source.ts'
import { inspectText, looksLikeXml, MAX_LINE_CHARS, type TextFacts, textChunks } from './text.ts'

const MAX_CSV_BYTES = 100_000_000
const DELIMITERS = [';', '\t', '|', ',']

/**
 * Reads a delimited text file. The delimiter is the one under which a row shows the most known
 * column names, else the one that cuts the most lines alike; "sep=;" on top, as Excel writes it, wins.
 * `encoding` is the one the user has chosen.
 */
export async function readCsvRows(source: Source, encoding?: Encoding): Promise<RawRows> {
  if (source.size > MAX_CSV_BYTES) return refused(fileTooLarge(source.size, MAX_CSV_BYTES))
  const inspection = await inspectText(source, encoding)
  if (inspection.error) return refused(inspection.error)
  const { facts } = inspection
  const head = await readHead(source, 64_000)
  if (looksLikeXml(head, facts.encoding)) return refused(issue('is-xml'))
  const text = decodeBytes(head, facts.encoding)
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const delimiter = declared?.[1] ?? delimiterOf(text)
  const { rows, error } = await parseRows(source, facts, delimiter)
  if (error) return refused(error)
  return {
    parts: [{ sheet: null, rows: declared ? rows.slice(1) : rows }],
    sheets: [],
    readings: facts.readings,
    errors: [],
  }
}

async function parseRows(
  source: Source,
  facts: TextFacts,
  delimiter: string,
): Promise<{ readonly rows: TableRow[]; readonly error: ReadIssue | null }> {
  const rows: TableRow[] = []
  let line = 1
  let parsedLines = 0
  let error: ReadIssue | null = null
  const parser = parse({
    delimiter,
    info: true,
    // The parser runs ahead of what is taken from it: it alone knows where it has stopped.
    on_record: (record, info) => {
      parsedLines = info.lines
      return record
    },
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_LINE_CHARS,
    record_delimiter: facts.endsLinesWithCr ? '\r' : ['\r\r\n', '\r\n', '\n'],
  })
  try {
    await pipeline(Readable.from(textChunks(source, facts.encoding)), parser, async (records) => {
      for await (const { record, info } of records as AsyncIterable<ParsedRecord>) {
        error = limitIssue(record.length, rows.length, line)
        if (error) return
        rows.push({ line, cells: record.map(cleanCell) })
        line = info.lines + 1
      }
    })
  } catch (failure) {
    // Leaving the rows before their end, for a limit, closes the stream early: that is no failure.
    if (error) return { rows, error }
    if (!(failure instanceof CsvError)) throw failure
    error = issue(CSV_CODES[failure.code] ?? 'csv-malformed', { line: parsedLines + 1 })
  }
  return { rows, error }
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

const CSV_CODES: Readonly<Partial<Record<string, IssueCode>>> = {
  CSV_QUOTE_NOT_CLOSED: 'csv-unclosed-quote',
  CSV_MAX_RECORD_SIZE: 'line-too-long',
}

function limitIssue(width: number, rows: number, line: number): ReadIssue | null {
  if (width > MAX_COLUMNS) return issue('too-many-columns', { line }, { count: width, max: MAX_COLUMNS })
  return rows >= MAX_TABLE_ROWS ? issue('too-many-rows', { line }, { max: MAX_TABLE_ROWS }) : null
}

function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\r|\n/, 60).map((line) => line.slice(0, 5000).replace(/"[^"]*"/g, quoted))
  let best = ','
  let bestScore = -1
  for (const delimiter of DELIMITERS) {
    const cut = lines.map((line) => line.split(delimiter))
    const labels = Math.max(0, ...cut.map((cells) => countKnownLabels(cells.map(unquoted))))
    const score = labels * 1000 + alikeCuts(cut)
    if (score > bestScore) [best, bestScore] = [delimiter, score]
  }
  return best
}

// Inside quotes a delimiter is text: only the words are kept.
function quoted(text: string): string {
  return text.replace(/[;\t|,]/g, ' ')
}

function unquoted(cell: string): string {
  return cell.replaceAll('"', '').trim()
}

// Cuts of the most frequent width, none when that width is a single cell.
function alikeCuts(cut: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of cut) if (length > 1) addTo(counts, length, 1)
  return Math.min(999, Math.max(0, ...[...counts].map(([width, lines]) => (width - 1) * lines)))
}

function refused(error: ReadIssue): RawRows {
  return { parts: [], sheets: [], errors: [error] }
}
