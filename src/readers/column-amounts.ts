import { decimalMarkOf } from './amounts.ts'
import { centsOfCell } from './cell-values.ts'
import { normalizeLabel } from './cells.ts'
import type { Table } from './rows.ts'

const ROWS_COMPARED = 200

/** Odoo: « Total » is in the currency of the document, « Total signé » and « Montant dû signé » in that of the books. */
export function isSigned(column: string | undefined): boolean {
  return column !== undefined && / (?:signe|signed)$/.test(normalizeLabel(column)) && !isInRowCurrency(column)
}

/** True for a column that says that its amounts are in the row's own currency: « Montant en devise ». */
export function isInRowCurrency(column: string): boolean {
  return /^(?:montant|total|amount|solde|reste)\b.*\b(?:en devise|devise|in currency|foreign currency)(?: signed?)?$/.test(
    normalizeLabel(column),
  )
}

/** True when every cell of a column is an amount or blank, and some are amounts. */
export function isFigured(table: Table, column: string): boolean {
  const at = table.columns.indexOf(column)
  const cells = table.rows.slice(0, ROWS_COMPARED).map((row) => row.cells[at] ?? '')
  return (
    cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || centsOfCell(cell, ',') !== null)
  )
}

/** The amounts of a column; a blank or a word is zero here, where columns are only compared. */
export function centsOf(table: Table, column: string): number[] {
  const at = table.columns.indexOf(column)
  const cells = table.rows.slice(0, ROWS_COMPARED).map((row) => row.cells[at] ?? '')
  const found = decimalMarkOf(cells.filter((cell) => typeof cell === 'string'))
  const mark = found === 'ambiguous' ? ',' : found
  return cells.map((cell) => (cell === '' ? 0 : (centsOfCell(cell, mark) ?? 0)))
}
