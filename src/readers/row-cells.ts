import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { centsOfCell, dayOfCell } from './cell-values.ts'
import { isBrokenCell } from './cells.ts'
import type { ColumnFormats } from './column-formats.ts'
import type { DoubtList } from './doubts.ts'
import type { ColumnMapping, Positions } from './invoice-columns.ts'
import { type IssueCode, issue } from './issues.ts'
import type { Field } from './labels.ts'
import type { ListFacts } from './list-facts.ts'
import type { ReadIssue } from './records.ts'
import { type Cell, type TableRow, textAt } from './rows.ts'

/** What reading a row needs to know of its table. */
export interface RowContext {
  readonly mapping: ColumnMapping
  readonly positions: Positions
  readonly formats: ColumnFormats
  readonly facts: ListFacts
  /** Day at which the list is read: what was settled later was still open. */
  readonly on: Day | null
  /** Of rows that name none. */
  readonly currency: Currency
  /** What the columns of amounts are in by their names; null when these name none, or several. */
  readonly headerCurrency: Currency | null
  readonly doubts: DoubtList
}

/** The cells of one row by what they hold, and what is wrong with them. */
export interface CellReaders {
  readonly errors: ReadIssue[]
  text(field: Field | 'amount'): string
  /** Null when there is no such column or the cell is blank or wrong. */
  day(field: Field): Day | null
  cents(field: Field | 'amount'): number | null
  has(field: Field | 'amount'): boolean
  /** The text at a position of the table, whatever it is mapped to. */
  at(position: number): string
  fail(code: IssueCode, field: Field | 'amount'): null
  readonly row: TableRow
}

export function cellReaders(
  { mapping, positions, formats }: Pick<RowContext, 'mapping' | 'positions' | 'formats'>,
  row: TableRow,
): CellReaders {
  const errors: ReadIssue[] = []
  const at = (field: Field | 'amount') => positions[field] ?? -1
  const text = (field: Field | 'amount') => textAt(row, at(field))
  const textOf = (position: number) => textAt(row, position)
  const fail = (code: IssueCode, field: Field | 'amount'): null => {
    const place = { line: row.line, column: mapping[field] ?? null }
    errors.push(issue(code, place, { value: text(field).slice(0, 40) }))
    return null
  }
  const read = <Value>(
    field: Field | 'amount',
    code: IssueCode,
    parse: (cell: Cell, position: number) => Value | null,
  ): Value | null => {
    const position = at(field)
    const cell = position < 0 ? '' : (row.cells[position] ?? '')
    if (cell === '') return null
    if (typeof cell === 'string' && isBrokenCell(cell)) return fail('broken-cell', field)
    return parse(cell, position) ?? fail(code, field)
  }
  return {
    errors,
    row,
    text,
    fail,
    has: (field) => at(field) >= 0,
    at: textOf,
    day: (field) =>
      read(field, 'bad-date', (cell, position) => dayOfCell(cell, formats.dateOrders.get(position) ?? 'dmy')),
    cents: (field) =>
      read(field, 'bad-amount', (cell, position) =>
        centsOfCell(cell, formats.decimalMarks.get(position) ?? null),
      ),
  }
}
