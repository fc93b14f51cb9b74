import { mustHave } from '#domain/errors.ts'
import { totalInBooks } from './book-currency.ts'
import { centsOf, isFigured, isInRowCurrency, isSigned } from './column-amounts.ts'
import type { ColumnMapping } from './invoice-columns.ts'
import { comparedName } from './labels.ts'
import type { Table } from './rows.ts'

/**
 * Corrects the column of amounts by what stands beside it: « Montant » before tax gives way to the column that has the
 * tax in it, an amount in euros to the one in the row's own currency, and « Net à payer » says what is left of a total.
 */
export function withWholeAmounts(table: Table, suggested: ColumnMapping): ColumnMapping {
  const { totalCents: total } = suggested
  if (total === undefined) return suggested
  if (isSigned(suggested.openCents) && !isSigned(total) && suggested.currency)
    return withSignedTotal(table, suggested, total)
  const inBooks = totalInBooks(table, suggested)
  if (inBooks) return { ...suggested, totalCents: inBooks }
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

// Two currencies in one row would make a part paid of their difference: what is left stands alone where no total has its own.
function withSignedTotal(table: Table, suggested: ColumnMapping, total: string): ColumnMapping {
  const { totalCents: _, ...others } = suggested
  const name = comparedName(total)
  const signed = table.columns.find((column) => isSigned(column) && comparedName(column) === name)
  return signed === undefined ? others : { ...others, totalCents: signed }
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
