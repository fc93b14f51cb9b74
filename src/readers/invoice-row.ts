import type { Day } from '#domain/day.ts'
import { isLevel, type Level } from '#domain/levels.ts'
import type { Currency } from '#domain/money.ts'
import { normalizeLabel } from './cells.ts'
import { type ColumnFormats, centsOfCell, dayOfCell } from './column-formats.ts'
import { type Contact, contactOf, customerCodeFromName } from './customer-row.ts'
import { askDoubt, type DoubtList } from './doubts.ts'
import { isCollectiveAccount } from './fec-accounts.ts'
import type { ColumnMapping, Positions } from './invoice-columns.ts'
import { type IssueCode, issue } from './issues.ts'
import type { Field } from './labels.ts'
import { paymentStateOf } from './payment-states.ts'
import type { ReadIssue } from './records.ts'
import { type Cell, type TableRow, textAt } from './rows.ts'

/** One row of a list of invoices, understood. */
export interface InvoiceRow {
  readonly line: number
  readonly customerCode: string
  readonly customerName: string
  /** The row has no code: it was made of the name. */
  readonly isCodeDerived: boolean
  readonly account: string | null
  readonly contact: Contact
  readonly number: string | null
  readonly label: string | null
  readonly issuedOn: Day | null
  readonly dueOn: Day | null
  /** Positive: the customer owes it. Negative: a credit. */
  readonly amountCents: number
  readonly settledCents: number
  readonly kind: 'invoice' | 'credit-note' | 'payment' | null
  readonly currency: Currency
  readonly level: Level | null
  readonly lastRemindedOn: Day | null
  readonly isDisputed: boolean
  /** Numbers of the invoices that a credit is allocated to. */
  readonly settles: readonly string[]
  /** Ids of the unanswered questions the row depends on. */
  readonly doubts?: readonly string[]
}

/** What reading a row needs to know of its table. */
export interface RowContext {
  readonly mapping: ColumnMapping
  readonly positions: Positions
  readonly formats: ColumnFormats
  /** Day at which the list is read: what was settled later was still open. */
  readonly on: Day | null
  readonly currency: Currency
  readonly doubts: DoubtList
}

/**
 * Reads a row; each cell that cannot be understood is an error with its row and column. No row and no error: an
 * answer leaves it out.
 */
export function readInvoiceRow(
  context: RowContext,
  row: TableRow,
): { readonly row: InvoiceRow | null; readonly errors: readonly ReadIssue[] } {
  const cells = cellReaders(context, row)
  const { customerCode, customerName, isCodeDerived, account } = partyOf(cells)
  const amount = amountOf(cells, context)
  const [issuedOn, dueOn] = [cells.day('issuedOn'), cells.day('dueOn')]
  const lastRemindedOn = cells.day('lastRemindedOn')
  const currency = currencyOf(cells, context.currency)
  const level = levelOf(cells)
  if (customerCode === '') cells.fail('list-no-customer', 'customerCode')
  if (amount === null && cells.errors.length === 0) cells.fail('list-no-amount', 'totalCents')
  if (cells.errors.length > 0 || amount === null) return { row: null, errors: cells.errors }
  const claim = claimOf(cells, context, amount, { currency, line: row.line })
  if (claim === null) return { row: null, errors: [] }
  return {
    row: {
      line: row.line,
      customerCode,
      customerName: customerName || customerCode,
      isCodeDerived,
      account,
      contact: contactOf(cells.text),
      number: cells.text('number') || null,
      label: cells.text('label') || null,
      issuedOn,
      dueOn,
      ...claim,
      currency,
      level,
      lastRemindedOn,
      isDisputed: isYes(cells.text('disputed')),
      settles: numbersOf(cells.text('settles')),
    },
    errors: [],
  }
}

interface CellReaders {
  readonly errors: ReadIssue[]
  text(field: Field | 'amount'): string
  /** Null when there is no such column or the cell is blank or wrong. */
  day(field: Field): Day | null
  cents(field: Field | 'amount'): number | null
  has(field: Field | 'amount'): boolean
  fail(code: IssueCode, field: Field | 'amount'): null
}

function cellReaders({ mapping, positions, formats }: RowContext, row: TableRow): CellReaders {
  const errors: ReadIssue[] = []
  const at = (field: Field | 'amount') => positions[field] ?? -1
  const text = (field: Field | 'amount') => textAt(row, at(field))
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
    return parse(cell, position) ?? fail(code, field)
  }
  return {
    errors,
    text,
    fail,
    has: (field) => at(field) >= 0,
    day: (field) =>
      read(field, 'bad-date', (cell, position) => dayOfCell(cell, formats.dateOrders.get(position) ?? 'dmy')),
    cents: (field) =>
      read(field, 'bad-amount', (cell, position) =>
        centsOfCell(cell, formats.decimalMarks.get(position) ?? null),
      ),
  }
}

type RowParty = Pick<InvoiceRow, 'customerCode' | 'customerName' | 'isCodeDerived' | 'account'>

function partyOf(cells: CellReaders): RowParty {
  const account = cells.text('account') || null
  const customerName = cells.text('customerName')
  const code = cells.text('customerCode')
  // A customer's own account is its code, as in a ledger; the collective one is nobody's.
  const isOwn = account?.startsWith('411') && !isCollectiveAccount(account, '')
  const derived = code === '' && !isOwn ? customerCodeFromName(customerName) : ''
  return {
    customerCode: code || derived || account || '',
    customerName,
    isCodeDerived: derived !== '',
    account,
  }
}

type Amount = Pick<InvoiceRow, 'amountCents' | 'settledCents' | 'kind'>

function amountOf(cells: CellReaders, context: RowContext): Amount | null {
  const kind = kindOf(cells.text('kind'))
  const [debit, credit, signed] = [cells.cents('debit'), cells.cents('credit'), cells.cents('amount')]
  const [total, open, paid] = [cells.cents('totalCents'), cells.cents('openCents'), cells.cents('paidCents')]
  if (signed !== null && cells.has('sense')) {
    const sign = senseOf(cells.text('sense'))
    if (sign === null) return cells.fail('bad-side', 'sense')
    return withSettlement(sign * signed, 0, kind, cells, context)
  }
  if (debit !== null || credit !== null) {
    const net = (debit ?? 0) - (credit ?? 0)
    return withSettlement(net, open === null ? 0 : Math.abs(net) - Math.abs(open), kind, cells, context)
  }
  const amount = total ?? open
  if (amount === null) return null
  const isCredit = amount < 0 || kind === 'credit-note' || kind === 'payment'
  // What is open above the total (interest added to it) is owed all the same.
  const size = Math.max(Math.abs(amount), isOverpaid(amount, open) ? 0 : Math.abs(open ?? 0))
  const isWhole = open === null && paymentStateOf(cells.text('status')) === 'settled'
  const settled = isWhole ? size : settledOf(size, amount, open, paid)
  return withSettlement(isCredit ? -size : size, settled, kind, cells, context)
}

// A state that is not known is asked about where it alone says what is left to pay.
function claimOf(
  cells: CellReaders,
  { doubts }: RowContext,
  amount: Amount,
  item: { readonly currency: Currency; readonly line: number },
): (Amount & Pick<InvoiceRow, 'doubts'>) | null {
  const state = paymentStateOf(cells.text('status'))
  const size = Math.abs(amount.amountCents)
  const isTold =
    size === 0 ||
    cells.cents('openCents') !== null ||
    amount.settledCents > 0 ||
    cells.text('paidCents') !== ''
  if (isTold || (state !== 'unknown' && state !== 'partly-settled')) return amount
  const question = { kind: 'unknown-state', value: cells.text('status'), choices: STATE_CHOICES } as const
  const { id, answer } = askDoubt(doubts, question, { ...item, cents: amount.amountCents })
  if (answer === 'leave-out') return null
  if (answer === 'settled') return { ...amount, settledCents: size }
  return answer === null ? { ...amount, doubts: [id] } : amount
}

const STATE_CHOICES = ['settled', 'open', 'leave-out'] as const

function settledOf(size: number, amount: number, open: number | null, paid: number | null): number {
  if (open !== null) return isOverpaid(amount, open) ? size : size - Math.abs(open)
  return paid === null ? 0 : Math.abs(paid)
}

// What is left has the other sign: more was paid than owed, and nothing is open.
function isOverpaid(amount: number, open: number | null): boolean {
  return open !== null && amount * open < 0
}

// `open` is never above the amount, nor below zero: rules §1 "open = amount − allocations".
function withSettlement(
  amountCents: number,
  settledCents: number,
  kind: Amount['kind'],
  cells: CellReaders,
  context: RowContext,
): Amount {
  const settledOn = cells.day('settledOn')
  const isSettled = settledOn !== null && (context.on === null || settledOn <= context.on)
  const size = Math.abs(amountCents)
  return { amountCents, settledCents: isSettled ? size : Math.min(size, Math.max(0, settledCents)), kind }
}

function kindOf(text: string): InvoiceRow['kind'] {
  const kind = normalizeLabel(text)
  if (/^(avoirs?|av|a|note de credit|credit note|credit memo|credit|cn|refund)\b/.test(kind))
    return 'credit-note'
  if (
    /^(regl?\w*|rg?|encaissements?|paiements?|virements?|vir|cheques?|chq|prelevements?|banque|caisse|payments?|receipts?)\b/.test(
      kind,
    )
  ) {
    return 'payment'
  }
  return /^(fact\w*|fa|fc?|invoices?|inv|ventes?)\b/.test(kind) ? 'invoice' : null
}

function senseOf(text: string): 1 | -1 | null {
  if (/^(?:d|db|d[ée]bit|\+?1|\+)$/i.test(text)) return 1
  return /^(?:c|cr|cr[ée]dit|-1|-)$/i.test(text) ? -1 : null
}

function currencyOf(cells: CellReaders, usual: Currency): Currency {
  const text = cells.text('currency').toUpperCase()
  if (text === '') return usual
  if (/^(€|EUROS?)$/.test(text)) return 'EUR'
  if (/^[A-Z]{3}$/.test(text)) return text
  cells.fail('bad-currency', 'currency')
  return usual
}

function levelOf(cells: CellReaders): Level | null {
  const text = cells.text('level').replace(/^(?:niveau|n°|level)\s*/i, '')
  if (text === '' || text === '0') return null
  const level = Number(text)
  return isLevel(level) ? level : cells.fail('bad-level', 'level')
}

// "F1 ; F2", "F1 + F2": a space alone may be part of a number.
function numbersOf(text: string): readonly string[] {
  return text
    .split(/[;,+|\n]| et | and /)
    .map((number) => number.trim())
    .filter((number) => number !== '')
}

function isYes(text: string): boolean {
  return /^(?:oui|o|yes|y|vrai|true|1|x)$/i.test(text)
}
