import type { Day } from '#domain/days-and-money/day.ts'
import { type DecimalMark, parseCents, plainCentsOf } from './amounts.ts'
import { withoutCurrency } from './cell-currency.ts'
import { type DateOrder, isSerialDay, parseListDay, serialDay } from './dates.ts'
import type { Cell } from './rows.ts'

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
function sidedCents(written: string, mark: DecimalMark | null): number | null {
  const plain = plainCentsOf(written)
  if (plain !== null) return plain
  const text = /[$£A-Z]/.test(written) ? withoutCurrency(written) : written
  if (/^(?:€\s*)?[-–—]+(?:\s*€)?$/.test(text)) return 0
  const [, amount = text, side = ''] = /^(.*\d\s*[€)]?)\s*(d|db|c|cr)$/i.exec(text) ?? []
  // "1'200.00" in a column of commas has one reading all the same.
  const other = mark === ',' ? '.' : ','
  const isPlain = mark !== null && /^[^.,]*[.,]\d{1,2}(?!\d)[^.,\d]*$/.test(amount)
  const cents = parseCents(amount, mark, 'rounded') ?? (isPlain ? parseCents(amount, other, 'rounded') : null)
  return cents !== null && /^c/i.test(side) ? -cents || 0 : cents
}
