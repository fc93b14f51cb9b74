import { mustHave } from '#domain/errors.ts'
import { decimalMarkOf } from './amounts.ts'
import { centsOfCell } from './cell-values.ts'
import { normalizeLabel } from './cells.ts'
import type { ColumnMapping } from './invoice-columns.ts'
import { comparedName } from './labels.ts'
import type { Table } from './rows.ts'

const ROWS_COMPARED = 200

/**
 * Corrects the column of amounts by what stands beside it: « Montant » before tax gives way to the column that has the
 * tax in it, an amount in euros to the one in the row's own currency, and « Net à payer » says what is left of a total.
 */
export function withWholeAmounts(table: Table, suggested: ColumnMapping): ColumnMapping {
  const { totalCents: total } = suggested
  if (total === undefined) return suggested
  if (isSigned(suggested.openCents) && !isSigned(total) && suggested.currency)
    return withSignedTotal(table, suggested, total)
  const free = table.columns.filter((column) => !Object.values(suggested).includes(column))
  const withTax = taxIncluded(table, total, free)
  if (withTax) return { ...suggested, totalCents: withTax }
  const foreign = suggested.currency && !suggested.openCents ? free.find(isInRowCurrency) : undefined
  if (foreign && !NAMES_CURRENCY.test(total) && !isInRowCurrency(total))
    return { ...suggested, totalCents: foreign }
  const net = free.find((column) => /^net a payer(?: ttc)?$/.test(comparedName(column)))
  return net && !saysWhatIsPaid(suggested) && isWithin(table, net, total)
    ? { ...suggested, openCents: net }
    : suggested
}

// Odoo: « Total » is in the currency of the document, « Total signé » and « Montant dû signé » in that of the books.
function isSigned(column: string | undefined): boolean {
  return column !== undefined && / (?:signe|signed)$/.test(normalizeLabel(column)) && !isInRowCurrency(column)
}

// Two currencies in one row would make a part paid of their difference: what is left stands alone where no total has its own.
function withSignedTotal(table: Table, suggested: ColumnMapping, total: string): ColumnMapping {
  const { totalCents: _, ...others } = suggested
  const name = comparedName(total)
  const signed = table.columns.find((column) => isSigned(column) && comparedName(column) === name)
  return signed === undefined ? others : { ...others, totalCents: signed }
}

/**
 * True when the amounts are in the currency of the books, whatever the row's own: they say so, or another column has
 * those in the row's own.
 */
export function isInBookCurrency(
  table: Table,
  { currency, totalCents, openCents, ...others }: ColumnMapping,
): boolean {
  if (currency === undefined) return false
  const read = [totalCents, openCents].filter((column) => column !== undefined)
  if (read.some(isInRowCurrency)) return false
  const used = new Set(Object.values({ ...others, currency, totalCents, openCents }))
  return (
    read.some(isSigned) ||
    table.columns.some((column) => !used.has(column) && isInRowCurrency(column) && isFigured(table, column))
  )
}

const NAMES_CURRENCY = /[€$£]|\b(?:euros?|EUR|USD|GBP|CHF)\b/i

/** The column of a tax beside amounts whose name does not say whether it is in them; null when they say it. */
export function taxColumn(table: Table, total: string | undefined): string | null {
  if (total === undefined || !BARE.test(comparedName(total))) return null
  const names = table.columns.map(comparedName)
  if (names.some((name) => /\b(?:ht|hors taxes?|net of tax|ttc|excl|incl)\b/.test(name))) return null
  return table.columns.find((column) => TAX.test(comparedName(column)) && isFigured(table, column)) ?? null
}

const BARE =
  /^(?:montant|total|amount|montant (?:total|facture|de la facture|initial)|total facture|invoice amount|total amount)$/
const TAX = /^(?:(?:montant|total) )?(?:de )?(?:la )?(?:tva|vat|taxes?)(?: amount)?$/

function taxIncluded(table: Table, total: string, free: readonly string[]): string | null {
  const tax = taxColumn(table, total)
  if (tax === null) return null
  const [net, added] = [centsOf(table, total), centsOf(table, tax)]
  const sums = (column: string) => {
    const cents = centsOf(table, column)
    return (
      cents.every((one, at) => one === mustHave(net[at], 'an amount') + mustHave(added[at], 'a tax')) &&
      cents.some((one) => one !== 0)
    )
  }
  return free.find((column) => column !== tax && isFigured(table, column) && sums(column)) ?? null
}

function isInRowCurrency(column: string): boolean {
  return /^(?:montant|total|amount|solde|reste)\b.*\b(?:en devise|devise|in currency|foreign currency)(?: signed?)?$/.test(
    normalizeLabel(column),
  )
}

function saysWhatIsPaid(mapping: ColumnMapping): boolean {
  const { openCents, paidCents, paid, status, paymentStatus, settledOn, lettering } = mapping
  return [openCents, paidCents, paid, status, paymentStatus, settledOn, lettering].some(Boolean)
}

function isWithin(table: Table, net: string, total: string): boolean {
  const [nets, totals] = [centsOf(table, net), centsOf(table, total)]
  return (
    isFigured(table, net) &&
    nets.every((cents, at) => Math.abs(cents) <= Math.abs(mustHave(totals[at], 'a total')))
  )
}

function isFigured(table: Table, column: string): boolean {
  const at = table.columns.indexOf(column)
  const cells = table.rows.slice(0, ROWS_COMPARED).map((row) => row.cells[at] ?? '')
  return (
    cells.some((cell) => cell !== '') && cells.every((cell) => cell === '' || centsOfCell(cell, ',') !== null)
  )
}

// A blank or a word is zero here: columns are only compared.
function centsOf(table: Table, column: string): number[] {
  const at = table.columns.indexOf(column)
  const cells = table.rows.slice(0, ROWS_COMPARED).map((row) => row.cells[at] ?? '')
  const found = decimalMarkOf(cells.filter((cell) => typeof cell === 'string'))
  const mark = found === 'ambiguous' ? ',' : found
  return cells.map((cell) => (cell === '' ? 0 : (centsOfCell(cell, mark) ?? 0)))
}
