import { type DecimalMark, decimalMarkOf } from './amounts.ts'
import { type DateOrder, dateOrderOf } from './dates.ts'
import { type ColumnMapping, positionOf } from './invoice-columns.ts'
import type { Field } from './labels.ts'
import type { Table } from './rows.ts'

/** How the dates and amounts of a table are written, decided column by column. */
export interface ColumnFormats {
  readonly dateOrders: ReadonlyMap<number, DateOrder>
  readonly decimalMarks: ReadonlyMap<number, DecimalMark | null>
  readonly ambiguous: readonly Ambiguity[]
  /** Positions of the columns of amounts that could be read either way, and that nothing has settled. */
  readonly twoReadings: ReadonlySet<number>
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
  const twoReadings = new Set<number>()
  for (const { at, column, found } of amounts) {
    if (found === 'ambiguous' && !choices.decimalMark && !mark) {
      ambiguous.push({ column, about: 'decimal-mark' })
      twoReadings.add(at)
    }
    const decided = found === 'ambiguous' ? (mark === '.' ? '.' : ',') : found
    decimalMarks.set(at, choices.decimalMark ?? decided)
  }
  return { dateOrders, decimalMarks, ambiguous, twoReadings }
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
