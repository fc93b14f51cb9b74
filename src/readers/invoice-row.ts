import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { isLevel, type Level } from '#domain/dunning/levels.ts'
import { dueDay, parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { currencyInCell } from './cell-currency.ts'
import { isBrokenCell } from './cells.ts'
import { type Contact, contactIn, customerCodeFromName } from './customer-row.ts'
import { isCollectiveAccount } from './fec-accounts.ts'
import { letterOf } from './lettering.ts'
import { saysDisputed, saysHeldBack, yesOrNo } from './payment-states.ts'
import type { ReadIssue } from './records.ts'
import { type LeftOut, type RowNote, readClaim, type WrittenAmount } from './row-amount.ts'
import { type CellReaders, cellReaders, type RowContext } from './row-cells.ts'
import type { Cell, TableRow } from './rows.ts'

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
  readonly written: WrittenAmount
  readonly kind: 'invoice' | 'credit-note' | 'payment' | null
  readonly currency: Currency
  readonly level: Level | null
  readonly lastRemindedOn: Day | null
  readonly isDisputed: boolean
  /** The file says not to remind of it. */
  readonly isHeldBack: boolean
  /** Its cells, to know one written twice; the rank of its sheet. */
  readonly cells: readonly Cell[]
  readonly sheetRank: number
  /** The code that letters it with others of its customer, or null. */
  readonly letter: string | null
  /** A cell says what is left of it: no lettering does. */
  readonly isSettledTold: boolean
  /** Numbers of the invoices that a credit is allocated to. */
  readonly settles: readonly string[]
  /** Ids of the unanswered questions the row depends on. */
  readonly doubts?: readonly string[]
}

/**
 * Reads a row; each cell that cannot be understood is an error with its row and column. No row and no error: it is
 * no claim, and `leftOut` says why.
 */
export function readInvoiceRow(
  context: RowContext,
  row: TableRow,
): {
  readonly row: InvoiceRow | null
  readonly leftOut: LeftOut | null
  readonly notes: readonly RowNote[]
  readonly errors: readonly ReadIssue[]
} {
  const cells = cellReaders(context, row)
  const { customerCode, customerName, isCodeDerived, account } = partyOf(cells)
  const currency = currencyOf(cells, context)
  const { claim, leftOut } = readClaim(cells, context, { currency, line: row.line })
  if (leftOut) return { row: null, leftOut, notes: [], errors: [] }
  const issuedOn = cells.day('issuedOn')
  const due = dueOf(cells, issuedOn)
  const lastRemindedOn = cells.day('lastRemindedOn')
  const level = levelOf(cells)
  for (const field of WORDS) if (isBrokenCell(cells.text(field))) cells.fail('broken-cell', field)
  if (customerCode === '') cells.fail('list-no-customer', 'customerCode')
  if (claim === null && cells.errors.length === 0) cells.fail('list-no-amount', 'totalCents')
  if (cells.errors.length > 0 || claim === null)
    return { row: null, leftOut: null, notes: [], errors: cells.errors }
  const { notes: told, ...amount } = claim
  const notes = [...told]
  if (due.isInWords) notes.push('dueInWords')
  if (isInOtherCurrency(cells, context)) notes.push('otherCurrency')
  if (due.on !== null && issuedOn !== null && due.on < issuedOn && claim.amountCents > 0)
    notes.push('dueBeforeIssue')
  const isHeldBack = claim.amountCents > 0 && saysNotToRemind(cells)
  if (isHeldBack) notes.push('heldBack')
  return {
    row: {
      line: row.line,
      cells: row.cells,
      sheetRank: row.sheetRank ?? 0,
      customerCode,
      customerName: customerName || customerCode,
      isCodeDerived,
      account,
      contact: contactIn(cells),
      number: cells.text('number') || null,
      label: cells.text('label') || null,
      issuedOn,
      dueOn: due.on,
      ...amount,
      currency,
      level,
      lastRemindedOn,
      isDisputed:
        isYes(cells.text('disputed')) ||
        saysDisputed(cells.text('status')) ||
        saysDisputed(cells.text('paymentStatus')),
      isHeldBack,
      settles: numbersOf(cells.text('settles')),
      letter: letterOf(cells.text('lettering')),
      isSettledTold: cells.text('openCents') !== '',
    },
    leftOut: null,
    notes,
    errors: [],
  }
}

const WORDS = ['customerCode', 'customerName', 'number', 'status', 'paymentStatus', 'paid'] as const

type RowParty = Pick<InvoiceRow, 'customerCode' | 'customerName' | 'isCodeDerived' | 'account'>

function partyOf(cells: CellReaders): RowParty {
  const account = cells.text('account') || null
  const customerName = cells.text('customerName')
  const code = cells.text('customerCode')
  // A customer's own account is its code, as in a ledger; the collective one is nobody's.
  const isOwn = account?.startsWith('411') && !isCollectiveAccount(account, '')
  const derived = code === '' && !isOwn ? customerCodeFromName(customerName) : ''
  return {
    customerCode: code || derived || (account && !isCollectiveAccount(account, '') ? account : ''),
    customerName,
    isCodeDerived: derived !== '',
    account,
  }
}

// What the name of a column of amounts says is so of each of its cells, whatever the document was made out in.
function currencyOf(cells: CellReaders, { currency, headerCurrency, facts }: RowContext): Currency {
  const written = writtenCurrency(cells.text('currency'))
  if (written === null) cells.fail('bad-currency', 'currency')
  const beside = facts.hasCellCurrencies ? currencyBeside(cells) : null
  return beside ?? headerCurrency ?? (written || currency)
}

// « $1200.00 » and « 70 CHF » say it themselves.
function currencyBeside(cells: CellReaders): Currency | null {
  for (const field of ['totalCents', 'openCents', 'amount', 'debit', 'credit', 'instalmentCents'] as const) {
    const found = currencyInCell(cells.text(field))
    if (found) return found
  }
  return null
}

function isInOtherCurrency(cells: CellReaders, { headerCurrency, facts }: RowContext): boolean {
  const written = writtenCurrency(cells.text('currency'))
  const beside = facts.hasCellCurrencies ? currencyBeside(cells) : null
  if (beside !== null && written !== '' && written !== beside) return true
  return headerCurrency !== null && written !== '' && written !== headerCurrency
}

/** "" for a blank cell, null for no currency. */
function writtenCurrency(text: string): Currency | null {
  const written = text.toUpperCase()
  if (/^(€|EUROS?)$/.test(written)) return 'EUR'
  return written === '' || /^[A-Z]{3}$/.test(written) ? written : null
}

/** « À réception », « 30 jours fin de mois », « moitié le 15/02 »: a term, or a day that the usual term estimates. */
function dueOf(
  cells: CellReaders,
  issuedOn: Day | null,
): { readonly on: Day | null; readonly isInWords: boolean } {
  const text = cells.text('dueOn')
  const count = cells.errors.length
  const on = cells.day('dueOn')
  if (on !== null || !/\p{L}{2}/u.test(text)) return { on, isInWords: false }
  cells.errors.length = count
  const term = parsePaymentTerm(text)
  return { on: term !== null && issuedOn !== null ? dueDay(issuedOn, term) : null, isInWords: true }
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

// « À relancer : Non », « Bloqué : X ». Of a column that stops reminders any words but a no are a reason to stop: « litige
// en cours », a date, a name.
function saysNotToRemind(cells: CellReaders): boolean {
  const toRemind = cells.text('toRemind')
  const stopped = cells.text('notReminded')
  return (
    (toRemind !== '' && yesOrNo(toRemind) === false) ||
    (stopped !== '' && yesOrNo(stopped) !== false) ||
    saysHeldBack(cells.text('status')) ||
    saysHeldBack(cells.text('paymentStatus'))
  )
}

function isYes(text: string): boolean {
  return /^(?:oui|o|yes|y|vrai|true|1|x)$/i.test(text)
}
