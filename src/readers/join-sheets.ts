import { normalizeLabel } from './cells.ts'
import { issue } from './issues.ts'
import { countKnownLabels } from './labels.ts'
import type { Table, TableRow } from './rows.ts'
import { lineOnSheet, onSheet } from './sheet-places.ts'

/**
 * Makes one table of the sheets of a workbook: those with the same columns follow each other, in any
 * order of columns (one sheet a month); the others are left aside and named. The first sheet with known
 * columns is the one the others are compared with.
 */
export function joinSheets(tables: readonly Table[]): Table | null {
  const main =
    tables.find((table) => table.errors.length === 0 && knownColumns(table) >= 3) ??
    tables.find(isSound) ??
    tables[0]
  if (!main || tables.length === 1) return main ?? null
  const joined = [main]
  const left: string[] = []
  for (const table of tables) {
    if (table === main) continue
    if (isSound(table) && hasSameColumns(main, table)) joined.push(table)
    else if (!isEmptyLike(main, table)) left.push(table.sheet ?? '')
  }
  const rows = joined.flatMap((table, rank) =>
    rank === 0 ? table.rows : table.rows.map((row) => inOrder(main, table, row, rank)),
  )
  const warnings = joined.flatMap((table, rank) => table.warnings.map((warning) => onSheet(warning, rank)))
  const names = joined.map(({ sheet }) => sheet ?? '')
  const told =
    joined.length > 1 ? [issue('sheets-joined', {}, { count: joined.length, sheets: namesOf(joined) })] : []
  const aside =
    left.length > 0 ? [issue('sheets-left-out', {}, { count: left.length, sheets: left.join(', ') })] : []
  return {
    ...main,
    ...(joined.length > 1 ? { joined: names } : {}),
    rows,
    warnings: [...warnings, ...told, ...aside],
  }
}

function isSound(table: Table): boolean {
  return table.errors.length === 0
}

// The same header and nothing below: a month without invoices.
function isEmptyLike(main: Table, table: Table): boolean {
  return table.rows.length === 0 && (table.columns.length === 0 || hasSameColumns(main, table))
}

function knownColumns({ columns }: Table): number {
  return countKnownLabels(columns)
}

function namesOf(tables: readonly Table[]): string {
  return tables.map(({ sheet, rows }) => `${sheet ?? ''} (${rows.length})`).join(', ')
}

function hasSameColumns(main: Table, other: Table): boolean {
  const names = new Set(main.columns.map(normalizeLabel))
  return (
    other.columns.length === main.columns.length &&
    other.columns.every((name) => names.has(normalizeLabel(name)))
  )
}

function inOrder(main: Table, table: Table, row: TableRow, sheetRank: number): TableRow {
  const cells = main.columns.map((column) => {
    const at = table.columns.findIndex((name) => normalizeLabel(name) === normalizeLabel(column))
    return row.cells[at] ?? ''
  })
  return { ...row, line: lineOnSheet(row.line, sheetRank), cells, sheetRank }
}
