import type { Currency } from '#domain/days-and-money/money.ts'
import { columnFormats } from './column-formats.ts'
import { type ColumnMapping, positionOf, positionsOf } from './invoice-columns.ts'
import { cellReaders } from './row-cells.ts'
import { type Table, textAt } from './rows.ts'
import { isTotalRow } from './totals.ts'

/** What one client owes by a balance that lists no invoice: below zero when the company owes it. */
export interface ClientBalance {
  /** "" when the file has none. */
  readonly code: string
  readonly name: string
  readonly currency: Currency
  readonly cents: number
  readonly line: number
}

/**
 * True when a table says what each client owes, by age or not, and no invoice (an aged balance, a trial balance of
 * auxiliary accounts): it can be compared with the books, and nothing can be reminded from it.
 */
export function isClientBalance(table: Table, mapping: ColumnMapping): boolean {
  const documents = ['number', 'issuedOn', 'dueOn', 'kind', 'label', 'settles', 'lettering'] as const
  if (documents.some((field) => positionOf(table, mapping, field) >= 0)) return false
  const at = positionOf(table, mapping, mapping.customerCode ? 'customerCode' : 'customerName')
  const named = table.rows.map((row) => textAt(row, at)).filter((name) => name !== '')
  return at >= 0 && new Set(named).size === named.length
}

/**
 * Reads a balance by client: what is owed in all, or its two sides. Null for a table that is none, or of which a row
 * cannot be read.
 */
export function readClientBalances(table: Table, mapping: ColumnMapping): readonly ClientBalance[] | null {
  if (table.errors.length > 0 || !isClientBalance(table, mapping)) return null
  const context = {
    mapping,
    positions: positionsOf(table, mapping),
    formats: columnFormats(table, mapping, {}),
  }
  const balances: ClientBalance[] = []
  for (const row of table.rows) {
    if (isTotalRow(row, [])) continue
    const cells = cellReaders(context, row)
    const [code, name] = [cells.text('customerCode') || cells.text('account'), cells.text('customerName')]
    if (code === '' && name === '') continue
    const [debit, credit] = [cells.cents('debit'), cells.cents('credit')]
    const cents =
      debit !== null || credit !== null
        ? (debit ?? 0) - (credit ?? 0)
        : (cells.cents('openCents') ?? cells.cents('totalCents'))
    if (cells.errors.length > 0) return null
    if (cents === null) continue
    const currency = cells.text('currency').toUpperCase()
    balances.push({
      code,
      name: name || code,
      currency: /^[A-Z]{3}$/.test(currency) ? currency : 'EUR',
      cents,
      line: row.line,
    })
  }
  return balances
}
