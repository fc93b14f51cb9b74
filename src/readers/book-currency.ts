import type { Currency } from '#domain/days-and-money/money.ts'
import { centsOf, isFigured, isInRowCurrency, isSigned } from './column-amounts.ts'
import type { ColumnMapping } from './invoice-columns.ts'
import { isKnownLabel } from './labels.ts'
import { type Table, textAt } from './rows.ts'

/**
 * The currency of the books, when the amounts read are in it whatever the row's own: their columns say so, another
 * column has those in the row's own, or what is left is that of another total. Null when each row's own holds.
 * `usual`: that of a list which does not show it.
 */
export function bookCurrencyOf(table: Table, mapping: ColumnMapping, usual: Currency): Currency | null {
  const { currency, totalCents, openCents } = mapping
  if (currency === undefined) return null
  const read = [totalCents, openCents].filter((column) => column !== undefined)
  if (read.some(isInRowCurrency)) return null
  const used = new Set(Object.values(mapping))
  const hasOwn = table.columns.some(
    (column) => !used.has(column) && isInRowCurrency(column) && isFigured(table, column),
  )
  if (hasOwn || read.some(isSigned)) return usual
  // « Base Grand Total » was taken in the place of « Grand Total », whose name is the usual one.
  if (totalCents === undefined || isKnownLabel(totalCents)) return null
  const own = twinsOf(table, mapping).find(({ column, isOfTotal }) => isOfTotal && isKnownLabel(column))
  return own?.home ?? null
}

/** The total in the currency of the books, where what is left of the rows in another one is that total's; else null. */
export function totalInBooks(table: Table, mapping: ColumnMapping): string | null {
  const found = twinsOf(table, mapping).find(({ isOfTotal, isOfTwin }) => isOfTwin && !isOfTotal)
  return found?.column ?? null
}

interface Twin {
  readonly column: string
  /** The one currency of the rows where both totals are the same. */
  readonly home: Currency
  /** What is left may be of the total that is read; of this one. */
  readonly isOfTotal: boolean
  readonly isOfTwin: boolean
}

// A column that has the same amounts as the total in one currency, and others in all others: an exchange lies between.
function twinsOf(table: Table, mapping: ColumnMapping): Twin[] {
  const { currency, totalCents: total, openCents: open } = mapping
  if (currency === undefined || total === undefined || open === undefined) return []
  const at = table.columns.indexOf(currency)
  const used = new Set(Object.values(mapping))
  const [totals, opens] = [centsOf(table, total), centsOf(table, open)]
  const currencies = totals.map((_, row) => codeIn(table, row, at))
  if (new Set(currencies.filter((code) => code !== '')).size < 2) return []
  return table.columns.flatMap((column) => {
    if (used.has(column)) return []
    const others = centsOf(table, column)
    const rows = totals.flatMap((cents, row) => (cents === 0 || currencies[row] === '' ? [] : [row]))
    const homes = new Set(rows.filter((row) => totals[row] === others[row]).map((row) => currencies[row]))
    const abroad = rows.filter((row) => totals[row] !== others[row])
    const [home] = homes
    if (homes.size !== 1 || !home || abroad.length === 0) return []
    if (abroad.some((row) => currencies[row] === home || others[row] === 0)) return []
    const isOf = (sums: readonly number[], not: readonly number[]) =>
      abroad.every((row) => Math.abs(opens[row] ?? 0) <= Math.abs(sums[row] ?? 0) + 1) &&
      !abroad.some((row) => opens[row] === not[row])
    return [{ column, home, isOfTotal: isOf(totals, others), isOfTwin: isOf(others, totals) }]
  })
}

// A second header, a total have no currency.
function codeIn(table: Table, row: number, at: number): string {
  const found = table.rows[row]
  const code = found ? textAt(found, at).toUpperCase() : ''
  return /^[A-Z]{3}$/.test(code) ? code : ''
}
