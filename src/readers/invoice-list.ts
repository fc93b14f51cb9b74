import type { Day } from '#domain/day.ts'
import type { DoubtAnswers } from '#domain/doubt.ts'
import type { Currency } from '#domain/money.ts'
import type { DecimalMark } from './amounts.ts'
import { hasBrokenAccents } from './cells.ts'
import { type Ambiguity, type ColumnFormats, columnFormats, type FormatChoices } from './column-formats.ts'
import { withOneCodeEach } from './customer-codes.ts'
import type { DateOrder } from './dates.ts'
import { type DoubtList, listDoubts, newDoubtList } from './doubts.ts'
import { allocationsOf } from './invoice-allocations.ts'
import { type ColumnMapping, positionOf, positionsOf } from './invoice-columns.ts'
import { itemsOf } from './invoice-items.ts'
import { type InvoiceRow, type RowContext, readInvoiceRow } from './invoice-row.ts'
import {
  addIssue,
  type IssueCode,
  issue,
  listedIssues,
  newIssueList,
  newOccurrences,
  noteLine,
  type Occurrences,
  occurrenceIssues,
} from './issues.ts'
import { columnRemarks } from './list-remarks.ts'
import { paymentStateOf } from './payment-states.ts'
import type { CustomerRecord, ReadIssue, ReceivablesFile } from './records.ts'
import { type Table, type TableRow, textAt } from './rows.ts'
import { isBareTotalText, isTotalText } from './totals.ts'

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
  const formats = columnFormats(table, mapping, options)
  const errors = table.errors.length > 0 ? table.errors : mappingErrors(table, mapping)
  if (errors.length > 0) return listOf(mapping, formats, NO_ITEMS, [], table.warnings, errors)
  const { on = null, currency = 'EUR', answers } = options
  const doubts = newDoubtList(answers)
  const context = { mapping, positions: positionsOf(table, mapping), formats, on, currency, doubts }
  const { notes, issues, ...read } = readRows(table, context)
  const rows = withOneCodeEach(read.rows)
  const items = itemsOf(rows)
  const settled = allocationsOf(items.invoices, items.credits, rows)
  const broken = rows.find(({ customerName }) => hasBrokenAccents(customerName))
  const accents = broken ? [issue('broken-accents', { line: broken.line })] : []
  const warnings = [...table.warnings, ...skipped(notes), ...items.warnings, ...settled.warnings, ...accents]
  if (issues.length > 0) return listOf(mapping, formats, NO_ITEMS, [], warnings, issues)
  const none = rows.length === 0 ? [issue('no-rows')] : []
  return listOf(
    mapping,
    formats,
    told(table, mapping, { ...items, allocations: settled.allocations }, doubts),
    customersOf(rows),
    warnings,
    none,
  )
}

const NO_ITEMS: Listed = { invoices: [], credits: [], allocations: [], doubts: [], remarks: [] }

type Listed = Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations' | 'doubts' | 'remarks'>

function told(
  table: Table,
  mapping: ColumnMapping,
  items: Omit<Listed, 'doubts' | 'remarks'>,
  doubts: DoubtList,
): Listed {
  return { ...items, doubts: listDoubts(doubts, items), remarks: columnRemarks(table, mapping) }
}

type Notes = Record<
  'totals' | 'comments' | 'otherAccounts' | 'secondHeader' | 'zero' | 'notFinal',
  Occurrences
>

function readRows(
  table: Table,
  context: RowContext,
): {
  readonly rows: readonly InvoiceRow[]
  readonly notes: Notes
  readonly issues: readonly ReadIssue[]
} {
  const { mapping } = context
  const notes: Notes = {
    totals: newOccurrences(),
    comments: newOccurrences(),
    otherAccounts: newOccurrences(),
    secondHeader: newOccurrences(),
    zero: newOccurrences(),
    notFinal: newOccurrences(),
  }
  const errors = newIssueList()
  const rows: InvoiceRow[] = []
  const accountAt = ledgerAccountAt(table, mapping)
  for (const row of table.rows) {
    const reason = reasonToSkip(table, mapping, row, accountAt)
    if (reason) {
      noteLine(notes[reason], row.line)
      continue
    }
    const read = readInvoiceRow(context, row)
    for (const error of read.errors) addIssue(errors, error)
    if (read.row?.amountCents === 0) noteLine(notes.zero, row.line)
    else if (read.row) rows.push(read.row)
  }
  return { rows, notes, issues: listedIssues(errors) }
}

function reasonToSkip(
  table: Table,
  mapping: ColumnMapping,
  row: TableRow,
  accountAt: number,
): keyof Notes | null {
  if (isTotal(table, mapping, row)) return 'totals'
  if (row.cells.filter((cell) => cell !== '').length < 2) return 'comments'
  if (row === table.rows[0] && isSecondHeader(table, mapping, row)) return 'secondHeader'
  if (paymentStateOf(textAt(row, positionOf(table, mapping, 'status'))) === 'not-final') return 'notFinal'
  return accountAt >= 0 && !textAt(row, accountAt).startsWith('411') ? 'otherAccounts' : null
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
  const unknown = Object.values(mapping).filter((column) => !table.columns.includes(column))
  if (unknown.length > 0) errors.push(issue('list-unknown-columns', place, { columns: unknown.join(', ') }))
  return errors
}

// A journal has one line per account, of which only the customer's is a receivable.
function ledgerAccountAt(table: Table, mapping: ColumnMapping): number {
  const at = positionOf(table, mapping, 'account')
  return at >= 0 && table.rows.some((row) => textAt(row, at).startsWith('411')) ? at : -1
}

// Words of a total, wherever they stand, and no document: TOTAL ENERGIES' rows have a number and dates.
function isTotal(table: Table, mapping: ColumnMapping, row: TableRow): boolean {
  const words = row.cells.find((cell) => typeof cell === 'string' && isTotalText(cell))
  if (typeof words !== 'string') return false
  const at = (['number', 'issuedOn', 'dueOn'] as const)
    .map((field) => positionOf(table, mapping, field))
    .filter((position) => position >= 0)
  if (at.length === 0) return isBareTotalText(words)
  return at.every((position) => textAt(row, position) === '' || isTotalText(textAt(row, position)))
}

// A technical header under the readable one ("SalesInvoice.date"): no figure where figures belong.
function isSecondHeader(table: Table, mapping: ColumnMapping, row: TableRow): boolean {
  const fields = ['totalCents', 'openCents', 'amount', 'debit', 'issuedOn', 'dueOn'] as const
  const cells = fields
    .map((field) => textAt(row, positionOf(table, mapping, field)))
    .filter((cell) => cell !== '')
  return cells.length >= 2 && cells.every((cell) => !/\d/.test(cell))
}

function skipped(notes: Notes): ReadIssue[] {
  const told: readonly (readonly [IssueCode, keyof Notes])[] = [
    ['list-totals-skipped', 'totals'],
    ['list-comments-skipped', 'comments'],
    ['list-second-header', 'secondHeader'],
    ['list-other-accounts', 'otherAccounts'],
    ['list-zero-rows', 'zero'],
    ['list-not-final', 'notFinal'],
  ]
  return told.flatMap(([code, key]) => occurrenceIssues(code, notes[key]))
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
