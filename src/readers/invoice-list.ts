import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import type { DecimalMark } from './amounts.ts'
import { bookCurrencyOf } from './book-currency.ts'
import { hasBrokenAccents, normalizeLabel } from './cells.ts'
import { isClientBalance } from './client-balance.ts'
import { type Ambiguity, type ColumnFormats, columnFormats, type FormatChoices } from './column-formats.ts'
import { withKnownCodes, withOneCodeEach } from './customer-codes.ts'
import type { DateOrder } from './dates.ts'
import { listDoubts, newDoubtList } from './doubts.ts'
import { readInstalmentRows } from './instalment-rows.ts'
import { allocationsOf } from './invoice-allocations.ts'
import { type ColumnMapping, positionOf, positionsOf } from './invoice-columns.ts'
import { itemsOf } from './invoice-items.ts'
import { type InvoiceRow, readInvoiceRow } from './invoice-row.ts'
import { addIssue, issue, listedIssues, newIssueList } from './issues.ts'
import { letteringAllocations, letterRows } from './lettering.ts'
import { listFactsOf } from './list-facts.ts'
import { columnRemarks } from './list-remarks.ts'
import type { CustomerRecord, ReadIssue, ReceivablesFile } from './records.ts'
import type { RowContext } from './row-cells.ts'
import type { Table } from './rows.ts'
import { withSheetPlaces } from './sheet-places.ts'
import { type Notes, newNotes, note, notedIssues, skipperOf } from './skipped-rows.ts'
import { unsureEncoding } from './text.ts'

const SIGNS: Readonly<Record<string, Currency>> = { '€': 'EUR', $: 'USD', '£': 'GBP' }
const CODES =
  'EUR USD GBP CHF CAD AUD JPY CNY SEK NOK DKK PLN CZK HUF RON BGN MAD TND DZD XOF XAF XPF MUR MGA'.split(' ')

export interface InvoiceListOptions extends FormatChoices {
  /**
   * Day at which the list is read, for lists that give a settlement date: an invoice settled on or
   * before it is paid, one settled later was still open. Without it, any settlement date means paid.
   */
  readonly on?: Day
  /** Currency of rows that name none; EUR. */
  readonly currency?: Currency
  /** What the user has answered to the questions of this file, or of one with the same header. */
  readonly answers?: DoubtAnswers
}

export interface InvoiceList extends ReceivablesFile {
  /** The mapping that was used. */
  readonly columns: ColumnMapping
  readonly detectedDateOrder: DateOrder | null
  readonly decimalMark: DecimalMark | null
  readonly ambiguous: readonly Ambiguity[]
}

/**
 * Reads a list of invoices (a balance âgée, an export of a billing or ERP software) by a mapping the
 * user has confirmed. Without a column of what is open, paid or settled, every invoice is open. The
 * file is refused whole when any of its rows cannot be understood: half an import is worse than none.
 */
export function readInvoiceList(
  table: Table,
  mapping: ColumnMapping,
  options: InvoiceListOptions = {},
): InvoiceList {
  return withSheetPlaces(readRowsOfAll(table, mapping, options), table)
}

function readRowsOfAll(table: Table, mapping: ColumnMapping, options: InvoiceListOptions): InvoiceList {
  const formats = columnFormats(table, mapping, answeredFormats(options))
  const errors = table.errors.length > 0 ? table.errors : mappingErrors(table, mapping)
  if (errors.length > 0) return listOf(mapping, formats, NO_ITEMS, [], table.warnings, errors)
  const { on = null, answers } = options
  const { mapping: used, facts, warnings: told } = listFactsOf(table, mapping, formats)
  const doubts = newDoubtList(answers)
  const positions = positionsOf(table, used)
  const named = headerCurrencyOf(used)
  const currency = options.currency ?? named ?? 'EUR'
  const headerCurrency = named ?? bookCurrencyOf(table, used, currency)
  const context = { mapping: used, positions, formats, facts, on, currency, headerCurrency, doubts }
  const { notes, issues, ...read } = readRows(table, context)
  const lettering = { isLedger: facts.isLedger, column: used.lettering ?? '', doubts }
  const known = withKnownCodes(withOneCodeEach(read.rows))
  const lettered = letterRows(known.rows, lettering)
  // The lines of a ledger are entries, which add up.
  const instalments = facts.isLedger
    ? { rows: lettered.rows, warnings: [], remarks: [] }
    : readInstalmentRows(lettered.rows, doubts, table.split)
  const { keys, ...items } = itemsOf(instalments.rows, doubts)
  const stated = letteringAllocations(lettered.groups, keys)
  const settled = allocationsOf(items.invoices, items.credits, lettered.rows, stated, doubts)
  const broken = lettered.rows.find(({ customerName }) => hasBrokenAccents(customerName))
  const warnings = [
    ...table.warnings,
    ...unsureEncoding(table.readings),
    ...told,
    ...notedIssues(notes),
    ...known.warnings,
    ...lettered.warnings,
    ...instalments.warnings,
    ...items.warnings,
    ...settled.warnings,
    ...(broken ? [issue('broken-accents', { line: broken.line })] : []),
  ]
  if (issues.length > 0) return listOf(mapping, formats, NO_ITEMS, [], warnings, issues)
  const none = lettered.rows.length === 0 ? [issue('no-rows')] : []
  const listed = {
    invoices: settled.invoices,
    credits: settled.credits,
    allocations: settled.allocations,
    doubts: listDoubts(doubts, settled),
    remarks: [...columnRemarks(table, mapping), ...instalments.remarks],
  }
  return listOf(mapping, formats, listed, customersOf(lettered.rows), warnings, none)
}

// « 1,200 » is a thousand, once the user has said that the usual reading is not the right one.
function answeredFormats({ answers = {}, ...options }: InvoiceListOptions): FormatChoices {
  const isOther = Object.entries(answers).some(
    ([id, choice]) => id.startsWith('decimal-mark:') && choice === 'same',
  )
  return isOther && !options.decimalMark ? { ...options, decimalMark: '.' } : options
}

const AMOUNT_FIELDS = ['totalCents', 'openCents', 'amount', 'debit', 'credit', 'instalmentCents'] as const

const NO_ITEMS: Listed = { invoices: [], credits: [], allocations: [], doubts: [], remarks: [] }

type Listed = Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations' | 'doubts' | 'remarks'>

function readRows(
  table: Table,
  context: RowContext,
): {
  readonly rows: readonly InvoiceRow[]
  readonly notes: Notes
  readonly issues: readonly ReadIssue[]
} {
  const notes = newNotes()
  const errors = newIssueList()
  const rows: InvoiceRow[] = []
  const skipped = skipperOf(table, context)
  for (const row of table.rows) {
    const reason = skipped(row)
    if (reason) {
      note(notes, reason, row)
      continue
    }
    const read = readInvoiceRow(context, row)
    for (const error of read.errors) addIssue(errors, error)
    for (const told of read.notes) note(notes, told, row)
    if (read.leftOut) note(notes, read.leftOut, row)
    else if (read.row?.amountCents === 0) note(notes, 'zero', row)
    else if (read.row) rows.push(read.row)
  }
  return { rows, notes, issues: listedIssues(errors) }
}

// « Montant TTC (USD) »: one currency for all the columns of amounts that name any.
function headerCurrencyOf(mapping: ColumnMapping): Currency | null {
  const columns = AMOUNT_FIELDS.flatMap((field) => mapping[field] ?? [])
  const named = new Set(columns.flatMap((column) => currencyOfHeader(column) ?? []))
  const [only] = named
  return named.size === 1 && only ? only : null
}

function mappingErrors(table: Table, mapping: ColumnMapping): ReadIssue[] {
  const has = (field: keyof ColumnMapping) => positionOf(table, mapping, field) >= 0
  const errors: ReadIssue[] = []
  const place = { line: table.headerLine }
  if (!has('totalCents') && !has('openCents') && !has('debit') && !(has('amount') && has('sense'))) {
    errors.push(issue('list-no-amount-column', place))
  }
  if (!has('customerCode') && !has('customerName') && !has('account')) {
    errors.push(issue('list-no-customer-column', place))
  }
  if (errors.length === 0 && isProviderExport(table, mapping)) errors.push(issue('is-provider-export', place))
  if (errors.length === 0 && isClientBalance(table, mapping)) {
    errors.push(issue('is-client-balance', place, { count: table.rows.length }))
  }
  const unknown = Object.values(mapping).filter((column) => !table.columns.includes(column))
  if (unknown.length > 0) errors.push(issue('list-unknown-columns', place, { columns: unknown.join(', ') }))
  return errors
}

// What a provider pays out, less its fee: payments with no invoice, beside the balance of its own account.
function isProviderExport(table: Table, mapping: ColumnMapping): boolean {
  const has = (words: RegExp) => table.columns.some((column) => words.test(normalizeLabel(column)))
  const isInvoices = mapping.number !== undefined || mapping.dueOn !== undefined
  return (
    !isInvoices &&
    has(/^(?:commissions?|fees?|frais)(?: |$)/) &&
    has(/^(?:net|montant net|net amount)(?: |$)/)
  )
}

// The first row that gives a detail wins: later rows of the same customer only fill its blanks.
function customersOf(rows: readonly InvoiceRow[]): CustomerRecord[] {
  const customers = new Map<string, CustomerRecord>()
  for (const { customerCode, customerName, isCodeDerived, account, contact, line } of rows) {
    const known = customers.get(customerCode)
    const derived = isCodeDerived ? { isCodeDerived } : {}
    if (!known)
      customers.set(customerCode, {
        code: customerCode,
        name: customerName,
        account,
        ...contact,
        ...derived,
        line,
      })
    else if (known.name === known.code && customerName !== customerCode) {
      customers.set(customerCode, { ...known, name: customerName })
    }
  }
  return [...customers.values()]
}

function listOf(
  columns: ColumnMapping,
  formats: ColumnFormats,
  items: Listed,
  customers: readonly CustomerRecord[],
  warnings: readonly ReadIssue[],
  errors: readonly ReadIssue[],
): InvoiceList {
  return {
    customers,
    invoices: items.invoices,
    credits: items.credits,
    allocations: items.allocations,
    doubts: items.doubts,
    remarks: items.remarks,
    warnings,
    errors,
    columns,
    detectedDateOrder: [...formats.dateOrders.values()][0] ?? null,
    decimalMark: [...formats.decimalMarks.values()].find((mark) => mark !== null) ?? null,
    ambiguous: formats.ambiguous,
  }
}

/** The currency a column of amounts names, "Montant TTC (USD)" or "Total $"; null when it names none. */
function currencyOfHeader(column: string): Currency | null {
  for (const [sign, currency] of Object.entries(SIGNS)) if (column.includes(sign)) return currency
  if (/\beuros?\b/i.test(column)) return 'EUR'
  const words = column.split(/[^A-Za-z]+/)
  return CODES.find((code) => words.includes(code)) ?? null
}
