import { cleanCell, normalizeLabel } from './cells.ts'
import { numberedName } from './instalment-columns.ts'
import { countKnownLabels, isKnownLabel } from './labels.ts'
import type { Cell, TableRow } from './rows.ts'

/** The header of a table: one row, or two of which the upper one names groups of columns. */
export interface Header {
  /** Index of its first row, and how many it has. */
  readonly at: number
  readonly height: 1 | 2
  readonly cells: readonly Cell[]
}

const HEADER_WITHIN = 30

/**
 * Finds the header among the first 30 rows: the first with three known labels, else the first row. A
 * row of groups above it (« Facture » over « N° » and « Date ») or a row of details below it is part of it.
 */
export function findHeader(rows: readonly TableRow[]): Header | null {
  const known = rows.slice(0, HEADER_WITHIN).findIndex((row) => labelsOf(row) >= 3)
  const at = Math.max(known, 0)
  const row = rows[at]
  if (!row) return null
  const above = rows[at - 1]
  const below = rows[at + 1]
  if (below && isDetailRow(below) && fillsBlanks(row, below))
    return { at, height: 2, cells: joinRows(row.cells, below.cells) }
  if (above && isGroupRow(above)) {
    const cells = joinRows(above.cells, row.cells)
    if (tellsMore(cells.map(String), row.cells.map(String))) return { at: at - 1, height: 2, cells }
  }
  return { at, height: 1, cells: row.cells }
}

// Groups make names of columns that had none, or tell those of one name apart: « Date » under each due date.
function tellsMore(joined: readonly string[], alone: readonly string[]): boolean {
  const known = (names: readonly string[]) => names.filter(isKnownName).length
  if (known(joined) > known(alone)) return true
  return known(joined) === known(alone) && new Set(joined).size > new Set(alone).size
}

function isKnownName(name: string): boolean {
  return name.length <= 60 && (isKnownLabel(name) || isKnownLabel(numberedName(name).base))
}

/** True when a row repeats one of the rows of a header, as each page of a printed list does. */
export function repeatsHeader(row: TableRow, headers: readonly TableRow[]): boolean {
  const filled = row.cells.filter((cell) => cell !== '')
  if (filled.length < 2) return false
  return headers.some((header) =>
    row.cells.every((cell, at) => cell === '' || sameText(cell, header.cells[at] ?? '')),
  )
}

function sameText(one: Cell, other: Cell): boolean {
  return normalizeLabel(String(one)) === normalizeLabel(String(other))
}

function labelsOf(row: TableRow): number {
  return countKnownLabels(row.cells.map(String))
}

// Names of columns have no figures, but for an address line; those of data do.
function isWords(cell: Cell): boolean {
  return typeof cell === 'string' && !/\d{2}|\d[.,]\d/.test(cell)
}

function isDetailRow(row: TableRow): boolean {
  return row.cells.every((cell) => cell === '' || isWords(cell)) && labelsOf(row) >= 2
}

function fillsBlanks(upper: TableRow, lower: TableRow): boolean {
  return lower.cells.some((cell, at) => cell !== '' && (upper.cells[at] ?? '') === '')
}

// A title stands alone in the first column; a group stands over other columns too.
function isGroupRow(row: TableRow): boolean {
  const filled = row.cells.flatMap((cell, at) => (cell === '' ? [] : [at]))
  if (filled.length === 0 || (filled.length === 1 && filled[0] === 0)) return false
  return row.cells.every((cell) => cell === '' || isWords(cell))
}

function joinRows(upper: readonly Cell[], lower: readonly Cell[]): Cell[] {
  const width = Math.max(upper.length, lower.length)
  let group = ''
  return Array.from({ length: width }, (_, at) => {
    const over = cleanCell(String(upper[at] ?? ''))
    const under = cleanCell(String(lower[at] ?? ''))
    if (over !== '') group = over
    if (under === '') return over
    return group === '' ? under : joinedName(group, under)
  })
}

// « Échéance » over « Date » reads « Date échéance »; « Mouvements » over « Débit » adds nothing.
function joinedName(over: string, under: string): string {
  const names = [`${under} ${over}`, `${over} ${under}`, under, over]
  return names.find(isKnownName) ?? `${over} ${under}`
}
