import { mustHave } from '#domain/errors.ts'
import { withAgesSummed } from './age-columns.ts'
import { isZip } from './binary.ts'
import { cleanCell } from './cells.ts'
import { readCsvRows } from './csv.ts'
import type { Encoding } from './encoding.ts'
import { withInstalmentsAsRows } from './instalment-columns.ts'
import { hiddenSheetIssues, issue } from './issues.ts'
import { joinSheets } from './join-sheets.ts'
import { withoutPageLines } from './page-lines.ts'
import { carryParties } from './party-lines.ts'
import type { ReadIssue } from './records.ts'
import type { Cell, RawRows, Table, TableRow } from './rows.ts'
import { readHead, type Source } from './source.ts'
import { findHeader } from './table-header.ts'
import { refusedShape } from './table-shapes.ts'
import { readWorkbookRows, type XlsxLimits } from './xlsx.ts'

/**
 * Reads a table from a CSV file or a workbook (Excel, OpenDocument), told apart by their content. Titles may
 * stand above the header: it is the first of the 30 first rows with three known labels, else the first
 * row. Sheets with the same columns are read as one table.
 */
export async function readTable(
  source: Source,
  options: {
    readonly sheet?: string
    readonly limits?: XlsxLimits
    /** Of a text file, the one the user has chosen. */
    readonly encoding?: Encoding | undefined
  } = {},
): Promise<Table> {
  const isWorkbook = isZip(await readHead(source, 8))
  const raw = isWorkbook
    ? await readWorkbookRows(source, options.sheet, options.limits)
    : await readCsvRows(source, options.encoding)
  return tableOf(raw)
}

/** Makes a table of the rows of a file. */
export function tableOf(raw: RawRows): Table {
  const [error] = raw.errors
  if (error) return refusedTable(raw.sheets, null, error)
  const { sheets, readings = [] } = raw
  const tables = raw.parts.map(({ sheet, rows }) => sheetTable(sheets, sheet, rows))
  const table = joinSheets(tables) ?? refusedTable(sheets, null, issue('empty'))
  return { ...table, readings, warnings: [...table.warnings, ...hiddenSheetIssues(raw)] }
}

// The header is found among the rows, and each row is given its customer.
function sheetTable(sheets: readonly string[], sheet: string | null, all: readonly TableRow[]): Table {
  const rows = all.filter((row) => row.cells.some((cell) => cell !== ''))
  const header = findHeader(rows)
  if (!header) return refusedTable(sheets, sheet, issue('empty'))
  const { at, height, cells } = header
  const headers = rows.slice(at, at + height)
  const { line } = mustHave(headers[0], 'the row of the header')
  const below = withoutPageLines(rows.slice(0, at), headers, rows.slice(at + height))
  const width = below.rows.reduce(
    (widest, row) => Math.max(widest, filledWidth(row.cells)),
    filledWidth(cells),
  )
  if (width < 2) return refusedTable(sheets, sheet, issue('not-a-table', { line }))
  const { columns, repeated } = uniqueNames(cells, width)
  const names = repeated.join(', ')
  const refusal = refusedShape(rows.slice(0, at), headers, below.rows, repeated)
  if (refusal) return refusedTable(sheets, sheet, refusal)
  const table = withAgesSummed({
    sheets,
    sheet,
    headerLine: line,
    columns,
    rows: below.rows,
    readings: [],
    warnings: [
      ...(repeated.length > 0 ? [issue('repeated-columns', { line }, { columns: names })] : []),
      ...below.warnings,
    ],
    errors:
      below.rows.length === 0 ? [issue('no-rows')] : sheet === null ? extraCells(headers, below.rows) : [],
  })
  return carryParties(withInstalmentsAsRows(table))
}

// In a text file a figure beyond the last column was pushed there by a separator within a cell: all stand in wrong columns.
function extraCells(headers: readonly TableRow[], rows: readonly TableRow[]): ReadIssue[] {
  const width = Math.max(...headers.map(({ cells }) => cells.length))
  const wide = rows.filter(({ cells }) => cells.slice(width).some((cell) => /\d/.test(String(cell))))
  const [first] = wide
  if (!first) return []
  const values = { count: wide.length, cells: filledWidth(first.cells), columns: width }
  return [issue('extra-cells', { line: first.line }, values)]
}

function refusedTable(sheets: readonly string[], sheet: string | null, error: ReadIssue): Table {
  return { sheets, sheet, headerLine: 0, columns: [], rows: [], readings: [], warnings: [], errors: [error] }
}

function filledWidth(cells: readonly Cell[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1
}

function uniqueNames(
  header: readonly Cell[],
  width: number,
): { readonly columns: string[]; readonly repeated: string[] } {
  const columns: string[] = []
  const repeated = new Set<string>()
  for (let at = 0; at < width; at++) {
    const written = cleanCell(String(header[at] ?? '')) || columnLetter(at)
    let name = written
    for (let rank = 2; columns.includes(name); rank++) name = `${written} (${rank})`
    if (name !== written) repeated.add(written)
    columns.push(name)
  }
  return { columns, repeated: [...repeated] }
}

// "A" … "Z", "AA": how a spreadsheet calls a column.
function columnLetter(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnLetter(Math.floor(at / 26) - 1) + letter
}
