import type { Day } from '#domain/days-and-money/day.ts'
import { type DecimalMark, decimalMarkOf, parseCents } from './amounts.ts'
import { type DateOrder, dateOrderOf, isSerialDay, parseListDay, serialDay } from './dates.ts'
import { type ColumnMapping, positionOf } from './invoice-columns.ts'
import type { Field } from './labels.ts'
import type { Cell, Table } from './rows.ts'

/** How the dates and amounts of a table are written, decided column by column. */
export interface ColumnFormats {
  readonly dateOrders: ReadonlyMap<number, DateOrder>
  readonly decimalMarks: ReadonlyMap<number, DecimalMark | null>
  readonly ambiguous: readonly Ambiguity[]
}

/** A column whose cells can be read two ways; the usual French one was taken. */
export interface Ambiguity {
  readonly column: string
  readonly about: 'date-order' | 'decimal-mark'
}

/** What the user has settled for the whole table, once asked. */
export interface FormatChoices {
  readonly dateOrder?: DateOrder
  readonly decimalMark?: DecimalMark
}

const DATES: readonly Field[] = ['issuedOn', 'dueOn', 'settledOn', 'lastRemindedOn']
const AMOUNTS: readonly (Field | 'amount')[] = [
  'totalCents',
  'instalmentCents',
  'openCents',
  'paidCents',
  'debit',
  'credit',
  'amount',
]

/**
 * Decides each column's date order and decimal mark by all its cells. A column that could be read
 * either way follows the other columns of its table; if none decides, day first and the comma, and
 * the column is reported as ambiguous.
 */
export function columnFormats(table: Table, mapping: ColumnMapping, choices: FormatChoices): ColumnFormats {
  const ambiguous: Ambiguity[] = []
  const dates = decide(table, mapping, DATES, dateOrderOf)
  const common = dates.find(({ found }) => found === 'dmy' || found === 'mdy')?.found
  const dateOrders = new Map<number, DateOrder>()
  for (const { at, column, found } of dates) {
    const decided = found === 'dmy' || found === 'mdy' ? found : null
    if (found === 'ambiguous' && !choices.dateOrder && !common)
      ambiguous.push({ column, about: 'date-order' })
    dateOrders.set(at, choices.dateOrder ?? decided ?? (common === 'mdy' ? 'mdy' : 'dmy'))
  }
  const amounts = decide(table, mapping, AMOUNTS, decimalMarkOf)
  const mark = amounts.find(({ found }) => found === ',' || found === '.')?.found
  const decimalMarks = new Map<number, DecimalMark | null>()
  for (const { at, column, found } of amounts) {
    if (found === 'ambiguous' && !choices.decimalMark && !mark)
      ambiguous.push({ column, about: 'decimal-mark' })
    const decided = found === 'ambiguous' ? (mark === '.' ? '.' : ',') : found
    decimalMarks.set(at, choices.decimalMark ?? decided)
  }
  return { dateOrders, decimalMarks, ambiguous }
}

/** Day of a cell in its column's order, null when it is none; a workbook's bare serial is one. */
export function dayOfCell(cell: Cell, order: DateOrder): Day | null {
  if (typeof cell === 'string') {
    const written = parseListDay(cell, order)
    return written === null && isSerialDay(cell) ? serialDay(Number(cell)) : written
  }
  return serialDay(cell) ?? parseListDay(String(cell), order)
}

/** Cents of a cell with its column's mark, null when it is no amount; rounded to the cent. */
export function centsOfCell(cell: Cell, mark: DecimalMark | null): number | null {
  if (typeof cell === 'string') return sidedCents(cell, mark)
  // A workbook keeps 147703.18 as 147703.18000000023: six decimals are enough to round on.
  const cents = Math.round(Number((Math.abs(cell) * 100).toFixed(4)))
  return cents <= 1e15 ? Math.sign(cell) * cents || 0 : null
}

// A spreadsheet's dash is its zero; "500,00 C" is a credit, "500,00 D" what is owed.
function sidedCents(text: string, mark: DecimalMark | null): number | null {
  if (/^[-–—]+$/.test(text)) return 0
  const [, amount = text, side = ''] = /^(.*\d\s*[€)]?)\s*(d|db|c|cr)$/i.exec(text) ?? []
  // "1'200.00" in a column of commas has one reading all the same.
  const other = mark === ',' ? '.' : ','
  const isPlain = mark !== null && /^[^.,]*[.,]\d{1,2}(?!\d)[^.,\d]*$/.test(amount)
  const cents = parseCents(amount, mark, 'rounded') ?? (isPlain ? parseCents(amount, other, 'rounded') : null)
  return cents !== null && /^c/i.test(side) ? -cents || 0 : cents
}

function decide<Found>(
  table: Table,
  mapping: ColumnMapping,
  fields: readonly (Field | 'amount')[],
  judge: (cells: Iterable<string>) => Found,
): { readonly at: number; readonly column: string; readonly found: Found }[] {
  return fields.flatMap((field) => {
    const at = positionOf(table, mapping, field)
    if (at < 0) return []
    const column = table.columns[at] ?? ''
    return [{ at, column, found: judge(textCells(table, at)) }]
  })
}

function* textCells(table: Table, at: number): Generator<string> {
  for (const row of table.rows) {
    const cell = row.cells[at]
    if (typeof cell === 'string' && cell !== '') yield cell
  }
}
