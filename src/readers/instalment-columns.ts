import { mustHave } from '#domain/errors.ts'
import { decimalMarkOf } from './amounts.ts'
import { centsOfCell } from './cell-values.ts'
import { parseListDay } from './dates.ts'
import { issue } from './issues.ts'
import { comparedName, type Field, INSTALMENT_NAMES, namedFields } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { type Cell, type Table, type TableRow, textAt } from './rows.ts'

/** The columns of one instalment of each row: « Échéance 2 », « Montant 2 ». */
type Instalment = ReadonlyMap<Part, number>

type Part = keyof typeof INSTALMENT_NAMES

/** Of an instalment itself: what the row says of the whole document is then left out. */
const FIGURES: readonly Part[] = ['openCents', 'paidCents', 'settledOn', 'paid', 'paymentStatus']

/**
 * An invoice on one row, with its due dates beside one another (« Échéance 1, Montant 1, Échéance 2, Montant 2 »), as
 * one row for each instalment that is filled. Columns that only look like that leave the table as it is: each due date
 * has to be a day, and each amount an amount.
 */
export function withInstalmentsAsRows(table: Table): Table {
  if (table.errors.length > 0) return table
  const instalments = instalmentsOf(table)
  if (instalments.length < 2) return table
  const parts = [...new Set(instalments.flatMap((one) => [...one.keys()]))]
  const used = new Set(instalments.flatMap((one) => [...one.values()]))
  const hasOwnFigures = parts.some((part) => FIGURES.includes(part))
  const names = new Set(parts.map((part) => comparedName(INSTALMENT_NAMES[part])))
  const kept = table.columns.flatMap((column, at) => {
    const isReplaced = used.has(at) || names.has(comparedName(column)) || (hasOwnFigures && isFigure(column))
    return isReplaced ? [] : [at]
  })
  const errors: ReadIssue[] = []
  const rows = table.rows.flatMap((row) => {
    const filled = filledOf(row, instalments)
    const isUnsaid = filled.length > 1 && filled.some((one) => textOf(row, one, 'amount') === '')
    if (isUnsaid) errors.push(issue('list-no-amount', { line: row.line, column: INSTALMENT_NAMES.amount }))
    const ofRow = filled.length === 0 ? [null] : filled
    return ofRow.map((one) => ({
      ...row,
      cells: [
        ...kept.map((at) => row.cells[at] ?? ''),
        ...parts.map((part) => (one ? cellOf(row, one, part) : '')),
      ],
    }))
  })
  const columns = [
    ...kept.map((at) => mustHave(table.columns[at], 'a column')),
    ...parts.map((part) => INSTALMENT_NAMES[part]),
  ]
  const read = [...used].sort((one, other) => one - other).map((at) => table.columns[at])
  const told = issue('list-instalment-columns', { line: table.headerLine }, { columns: read.join(', ') })
  const split = hasOwnFigures ? 'own-figures' : 'whole-figures'
  return { ...table, columns, rows, split, warnings: [...table.warnings, told], errors: errors.slice(0, 20) }
}

function isFigure(column: string): boolean {
  return namedFields(column).some(
    (field) => field === 'openCents' || field === 'paidCents' || field === 'settledOn',
  )
}

// A day, or an amount that is not zero.
function filledOf(row: TableRow, instalments: readonly Instalment[]): readonly Instalment[] {
  return instalments.filter(
    (one) => textOf(row, one, 'dueOn') !== '' || /[1-9]/.test(textOf(row, one, 'amount')),
  )
}

function cellOf(row: TableRow, instalment: Instalment, part: Part): Cell {
  return row.cells[instalment.get(part) ?? -1] ?? ''
}

function textOf(row: TableRow, instalment: Instalment, part: Part): string {
  return String(cellOf(row, instalment, part))
}

// --- Which columns they are ---

function instalmentsOf(table: Table): readonly Instalment[] {
  const byRank = new Map<number, Map<Part, number>>()
  for (const [at, column] of table.columns.entries()) {
    const { base, rank } = numberedName(column)
    const part = rank === null ? null : partOf(base, table, at)
    if (rank === null || part === null) continue
    const instalment = byRank.get(rank) ?? new Map<Part, number>()
    if (instalment.has(part)) return []
    byRank.set(rank, instalment.set(part, at))
  }
  withUnnumberedFirst(table, byRank)
  const whole = [...byRank].filter(([, one]) => one.has('dueOn') && one.has('amount'))
  return whole.sort(([one], [other]) => one - other).map(([, one]) => one)
}

// « Échéance, Montant, Échéance 2, Montant 2 »: the first has no number.
function withUnnumberedFirst(table: Table, byRank: Map<number, Map<Part, number>>): void {
  const second = byRank.get(2)
  if (byRank.has(1) || !second) return
  const first = new Map<Part, number>()
  for (const [part, at] of second) {
    const { base } = numberedName(mustHave(table.columns[at], 'a column'))
    const found = table.columns.findIndex((column) => comparedName(column) === base)
    if (found >= 0) first.set(part, found)
  }
  byRank.set(1, first)
}

const RANK =
  /(?:^| )(?:(?:n |no |num |numero )?([1-9]|1[0-2])(?: ?(?:ere?|er|e|eme|nde?|st|nd|rd|th))?|(premiere?|first)|(deuxieme|seconde?|second)|(troisieme|third)|(quatrieme|fourth))(?= |$)/

/** The name of a column without the number of its instalment: « Montant 1ère échéance » is « montant echeance », 1. */
export function numberedName(column: string): { readonly base: string; readonly rank: number | null } {
  const name = comparedName(column).replace(/(\p{L})(\d{1,2})$/u, '$1 $2')
  const found = RANK.exec(name)
  if (!found) return { base: name, rank: null }
  const [text, figure, ...words] = found
  const rank = figure ? Number(figure) : words.findIndex((word) => word !== undefined) + 1
  const base = `${name.slice(0, found.index)} ${name.slice(found.index + text.length)}`
  return { base: base.replace(/ +/g, ' ').trim(), rank }
}

const FIELD_PARTS: Partial<Record<Field, Part>> = {
  openCents: 'openCents',
  paidCents: 'paidCents',
  settledOn: 'settledOn',
  paymentStatus: 'paymentStatus',
  paid: 'paid',
}

const DUE = /\b(?:echeances?|ech|due|instalments?|installments?)\b/
const AMOUNT = /\b(?:montants?|mt|mnt|sommes?|amounts?|ttc|eur)\b/

function partOf(base: string, table: Table, at: number): Part | null {
  if (holdsDays(table, at)) {
    if (DUE.test(base)) return 'dueOn'
    return namedFields(base).includes('settledOn') ? 'settledOn' : null
  }
  const known = namedFields(base).flatMap((field) => FIELD_PARTS[field] ?? [])
  const areAmounts = holdsAmounts(table, at)
  const [said] = known.filter((part) => (part === 'openCents' || part === 'paidCents') === areAmounts)
  if (said) return said
  if (!areAmounts) return null
  return AMOUNT.test(base) || DUE.test(base) ? 'amount' : null
}

function filledCells(table: Table, at: number): readonly Cell[] {
  return table.rows.filter((row) => textAt(row, at) !== '').map((row) => row.cells[at] ?? '')
}

// The others are words (« à réception ») or mistakes, for the reader of rows to tell.
const MOST = 0.8

function areMostly(cells: readonly Cell[], holds: (cell: Cell) => boolean): boolean {
  return cells.length > 0 && cells.filter(holds).length >= MOST * cells.length
}

function holdsDays(table: Table, at: number): boolean {
  const isDay = (cell: Cell) => parseListDay(String(cell), 'dmy') ?? parseListDay(String(cell), 'mdy')
  return areMostly(filledCells(table, at), (cell) => isDay(cell) !== null)
}

function holdsAmounts(table: Table, at: number): boolean {
  const cells = filledCells(table, at)
  const found = decimalMarkOf(cells.filter((cell) => typeof cell === 'string'))
  const mark = found === 'ambiguous' ? ',' : found
  return areMostly(cells, (cell) => centsOfCell(cell, mark) !== null)
}
