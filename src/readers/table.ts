import { isZip } from './binary.ts'
import { cleanCell } from './cells.ts'
import { readCsvRows } from './csv.ts'
import { issue } from './issues.ts'
import { countKnownLabels } from './labels.ts'
import type { ReadIssue } from './records.ts'
import type { Cell, RawRows, TableRow } from './rows.ts'
import { readHead, type Source } from './source.ts'
import { readXlsxRows, type XlsxLimits } from './xlsx.ts'

export interface Table {
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly headerLine: number
  /** Unique names: a repeated one is numbered, "Taux (2)"; a missing one is the column's letter. */
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  readonly warnings: readonly ReadIssue[]
  readonly errors: readonly ReadIssue[]
}

const HEADER_WITHIN = 30

/**
 * Reads a table from a CSV or an XLSX file, told apart by their content. Titles may stand above the
 * header: it is the first of the 30 first rows with three known labels, else the first row.
 */
export async function readTable(
  source: Source,
  options: { readonly sheet?: string; readonly limits?: XlsxLimits } = {},
): Promise<Table> {
  const isWorkbook = isZip(await readHead(source, 8))
  const raw = isWorkbook
    ? await readXlsxRows(source, options.sheet, options.limits)
    : await readCsvRows(source)
  return raw.errors.length > 0 ? refusedTable(raw) : tableOf(raw)
}

/** Makes a table of rows, the header being found among them. */
export function tableOf(raw: RawRows): Table {
  const rows = raw.rows.filter((row) => row.cells.some((cell) => cell !== ''))
  const known = rows.slice(0, HEADER_WITHIN).findIndex((row) => countKnownLabels(row.cells.map(String)) >= 3)
  const headerAt = Math.max(known, 0)
  const header = rows[headerAt]
  if (!header) return refusedTable({ ...raw, errors: [issue('empty')] })
  const width = rows.slice(headerAt).reduce((widest, row) => Math.max(widest, filledWidth(row.cells)), 0)
  if (width < 2) return refusedTable({ ...raw, errors: [issue('not-a-table', { line: header.line })] })
  const { columns, repeated } = uniqueNames(header.cells, width)
  const data = rows.slice(headerAt + 1)
  const place = { line: header.line }
  return {
    sheets: raw.sheets,
    sheet: raw.sheet,
    headerLine: header.line,
    columns,
    rows: data,
    warnings: repeated.length > 0 ? [issue('repeated-columns', place, { columns: repeated.join(', ') })] : [],
    errors: data.length === 0 ? [issue('no-rows')] : [],
  }
}

/** The cell of a row as text, "" out of its bounds. */
export function textAt(row: TableRow, at: number): string {
  const cell = row.cells[at] ?? ''
  return typeof cell === 'number' ? String(cell) : cell
}

function refusedTable(raw: RawRows): Table {
  const { sheets, sheet, errors } = raw
  return { sheets, sheet, headerLine: 0, columns: [], rows: [], warnings: [], errors }
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
