import { isZip } from './binary.ts'
import { cleanCell } from './cells.ts'
import { readCsvRows } from './csv.ts'
import { issue } from './issues.ts'
import { withoutPageLines } from './page-lines.ts'
import { carryParties } from './party-lines.ts'
import type { Cell, RawRows, Table } from './rows.ts'
import { readHead, type Source } from './source.ts'
import { findHeader } from './table-header.ts'
import { readXlsxRows, type XlsxLimits } from './xlsx.ts'

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

/** Makes a table of rows: the header is found among them, and each row is given its customer. */
export function tableOf(raw: RawRows): Table {
  const rows = raw.rows.filter((row) => row.cells.some((cell) => cell !== ''))
  const header = findHeader(rows)
  if (!header) return refusedTable({ ...raw, errors: [issue('empty')] })
  const { at, height, cells } = header
  const headers = rows.slice(at, at + height)
  const line = headers[0]?.line ?? 0
  const below = withoutPageLines(rows.slice(0, at), headers, rows.slice(at + height))
  const width = below.rows.reduce(
    (widest, row) => Math.max(widest, filledWidth(row.cells)),
    filledWidth(cells),
  )
  if (width < 2) return refusedTable({ ...raw, errors: [issue('not-a-table', { line })] })
  const { columns, repeated } = uniqueNames(cells, width)
  return carryParties({
    sheets: raw.sheets,
    sheet: raw.sheet,
    headerLine: line,
    columns,
    rows: below.rows,
    warnings: [
      ...(repeated.length > 0 ? [issue('repeated-columns', { line }, { columns: repeated.join(', ') })] : []),
      ...below.warnings,
    ],
    errors: below.rows.length === 0 ? [issue('no-rows')] : [],
  })
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
