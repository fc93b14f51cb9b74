import type { Day } from '#domain/days-and-money/day.ts'
import { centsOfCell, dayOfCell } from './cell-values.ts'
import { columnFormats, type FormatChoices } from './column-formats.ts'
import { type DocumentKind, documentKindOf } from './document-kinds.ts'
import type { ColumnMapping } from './invoice-columns.ts'
import { type PaymentState, paymentStateOf, saysDisputed, saysHeldBack, yesOrNo } from './payment-states.ts'
import { type Cell, type Table, textAt } from './rows.ts'

/** The states of what is owed and asked of nobody. */
export type SetAside = 'held-back' | 'disputed'

/** What a value is taken for, once its column is said to hold something; `wrong` cannot be read so. */
export type CellReading =
  | { readonly as: 'day'; readonly day: Day }
  | { readonly as: 'amount'; readonly cents: number }
  | { readonly as: 'state'; readonly state: PaymentState | SetAside }
  | { readonly as: 'document'; readonly document: DocumentKind }
  | { readonly as: 'yes-no'; readonly isYes: boolean }
  | { readonly as: 'text' }
  | { readonly as: 'wrong' }

export interface ReadSample {
  readonly text: string
  /** Null in a column that nothing is read from. */
  readonly reading: CellReading | null
}

const SHOWN = 3
/** Samples are looked for in the first rows only. */
const LOOKED_AT = 2_000
const MAX_TEXT = 200

/** The first values of each column, each different, with what becomes of them under a mapping. */
export function columnReadings(
  table: Table,
  mapping: ColumnMapping,
  choices: FormatChoices = {},
): readonly (readonly ReadSample[])[] {
  const formats = columnFormats(table, mapping, choices)
  const fields = new Map(Object.entries(mapping).map(([field, column]) => [column, field]))
  return table.columns.map((column, at) => {
    const field = fields.get(column)
    const read = field === undefined ? null : readerOf(field, formats, at)
    return samplesOf(table, at).map((cell) => ({
      text: String(cell).slice(0, MAX_TEXT),
      reading: read === null ? null : read(cell),
    }))
  })
}

function samplesOf(table: Table, at: number): readonly Cell[] {
  const found = new Map<string, Cell>()
  for (const row of table.rows.slice(0, LOOKED_AT)) {
    const text = textAt(row, at)
    if (text !== '') found.set(text, row.cells[at] ?? text)
    if (found.size === SHOWN) break
  }
  return [...found.values()]
}

type Formats = ReturnType<typeof columnFormats>

function readerOf(
  field: string,
  { dateOrders, decimalMarks }: Formats,
  at: number,
): (cell: Cell) => CellReading {
  const order = dateOrders.get(at)
  if (order !== undefined) return (cell) => dayReading(dayOfCell(cell, order))
  const mark = decimalMarks.get(at)
  if (mark !== undefined) return (cell) => amountReading(centsOfCell(cell, mark))
  switch (field) {
    case 'paymentStatus':
    case 'status':
      return (cell) => stateReading(String(cell))
    case 'paid':
      return (cell) => paidReading(String(cell))
    case 'kind':
      return (cell) => ({ as: 'document', document: documentKindOf(String(cell)) })
    default:
      return () => ({ as: 'text' })
  }
}

function dayReading(day: Day | null): CellReading {
  return day === null ? { as: 'wrong' } : { as: 'day', day }
}

function amountReading(cents: number | null): CellReading {
  return cents === null ? { as: 'wrong' } : { as: 'amount', cents }
}

function stateReading(text: string): CellReading {
  if (saysHeldBack(text)) return { as: 'state', state: 'held-back' }
  const state = paymentStateOf(text)
  return { as: 'state', state: state === 'open' && saysDisputed(text) ? 'disputed' : state }
}

function paidReading(text: string): CellReading {
  const isYes = yesOrNo(text)
  return isYes === null ? stateReading(text) : { as: 'yes-no', isYes }
}
