import type { Currency } from '#domain/days-and-money/money.ts'
import { type DocumentKind, documentKindOf } from './document-kinds.ts'
import { askDoubt, type DoubtKind } from './doubts.ts'
import { type PaymentState, paymentStateOf, saysLost } from './payment-states.ts'
import type { CellReaders, RowContext } from './row-cells.ts'
import { isDraftNumber, rowQuestions } from './row-questions.ts'
import { askCredit, askNegative, askSide, creditWords } from './row-side.ts'
import { paidWords, type StateOfRow, stateOf } from './row-state.ts'

/** What a row claims: positive when the customer owes it, negative when it is a credit. */
export interface RowClaim {
  readonly amountCents: number
  readonly settledCents: number
  readonly kind: 'invoice' | 'credit-note' | 'payment' | null
  /** Its cells as they stand. */
  readonly written: WrittenAmount
  /** Ids of the unanswered questions it depends on. */
  readonly doubts?: readonly string[]
  /** What is to be told of the row, counted. */
  readonly notes: readonly RowNote[]
}

/** The amount of a row as its cells write it: what is left may be above it, and be that of a whole document. */
export interface WrittenAmount {
  /** Never below zero. */
  readonly cents: number
  /** Null when no cell says what is left. */
  readonly openCents: number | null
  /** Null when no cell says what is paid, or as a percentage. */
  readonly paidCents: number | null
  /** That of the document, beside an instalment; null without one. */
  readonly totalCents: number | null
  /** In a column of instalments, beside the document's total. */
  readonly isInstalment: boolean
}

/**
 * Blank beside filled cells was read as zero; the state says otherwise than what is left to pay; words make a credit
 * note of an amount without a sign; the total less what is paid is not what is left; the due date is told in words;
 * the file says not to remind of it; the header of the amounts names another currency than the row; the due date comes before the date of issue;
 * more is left than the total, or more is paid than it.
 */
export type RowNote =
  | 'blankOpen'
  | 'blankCredit'
  | 'contradiction'
  | 'creditByWords'
  | 'disagreement'
  | 'aboveTotal'
  | 'dueBeforeIssue'
  | 'dueInWords'
  | 'heldBack'
  | 'otherCurrency'
  | 'overpaid'

/** Why a row is no claim. */
export type LeftOut = 'notFinal' | 'notOwed' | 'refund' | 'supplier' | 'answered'

/** The claim of a row, or why there is none; both null when a cell is wrong, which `cells.errors` tells. */
export function readClaim(
  cells: CellReaders,
  context: RowContext,
  item: { readonly currency: Currency; readonly line: number },
): { readonly claim: RowClaim | null; readonly leftOut: LeftOut | null } {
  const kind = context.facts.hasKinds ? documentKindOf(cells.text('kind')) : 'blank'
  const reason = LEFT_OUT[kind]
  if (reason) return { claim: null, leftOut: reason }
  if (isDraftNumber(cells.text('number'))) return { claim: null, leftOut: 'notFinal' }
  const state = stateOf(cells, context)
  if (state.state === 'not-final') return { claim: null, leftOut: 'notFinal' }
  const read = amountOf(cells, context, claimedKind(kind))
  if (read === null) return { claim: null, leftOut: null }
  const words = kind === 'blank' ? creditWords(cells, read) : null
  const amount = words === 'credit-note' ? { ...read, cents: -read.cents } : read
  const figures = settle(cells, context, { ...amount, kind: kindOfRow(amount, kind, cells) }, state)
  if (words === 'credit-note') figures.notes.push('creditByWords')
  const numbered = words === 'maybe' ? askCredit(context, figures, cells.text('number'), item) : figures
  const sided = askNegative(cells, context, askSide(cells, context, numbered, item), item)
  return ask(cells, context, sided, { kind, kindText: cells.text('kind'), state, item })
}

const LEFT_OUT: Partial<Record<DocumentKind, LeftOut>> = {
  'not-owed': 'notOwed',
  refund: 'refund',
  supplier: 'supplier',
}

function claimedKind(kind: DocumentKind): RowClaim['kind'] {
  return kind === 'invoice' || kind === 'credit-note' || kind === 'payment' ? kind : null
}

// --- Amounts ---

interface Amount {
  /** Signed. */
  readonly cents: number
  /** What is left of it, null when no cell says. */
  readonly openCents: number | null
  readonly paidCents: number | null
  readonly written: WrittenAmount
}

function amountOf(cells: CellReaders, { facts }: RowContext, kind: RowClaim['kind']): Amount | null {
  const [debit, credit, signed] = [cells.cents('debit'), cells.cents('credit'), cells.cents('amount')]
  const openCents = cells.cents('openCents')
  const told = (cents: number, left = openCents): Amount => ({
    cents,
    openCents: left,
    paidCents: paidOf(cells, facts.paidShare, cents),
    written: { cents: Math.abs(cents), openCents, paidCents: null, totalCents: null, isInstalment: false },
  })
  if (signed !== null && cells.has('sense')) {
    const sign = senseOf(cells.text('sense'))
    return sign === null ? cells.fail('bad-side', 'sense') : told(sign * signed)
  }
  if (debit !== null || credit !== null) return told((debit ?? 0) - (credit ?? 0))
  const instalment = cells.cents('instalmentCents')
  const amount = instalment ?? cells.cents('totalCents') ?? openCents
  if (amount === null) return null
  const isCredit = amount < 0 || kind === 'credit-note' || kind === 'payment'
  // What is left has the other sign: more was paid than owed, and nothing is open; unless every row has it so.
  const isOpposite = openCents !== null && amount * openCents < 0
  const left = isOpposite ? (facts.hasOppositeRemainders ? -openCents : 0) : openCents
  // What is open above the total (interest added to it) is owed all the same.
  const size = Math.max(Math.abs(amount), Math.abs(left ?? 0))
  const read = told(isCredit ? -size : size, left)
  const paidCents = facts.paidShare === null ? read.paidCents : null
  const isInstalment = instalment !== null
  const totalCents = isInstalment ? cells.cents('totalCents') : null
  const written = { cents: Math.abs(amount), openCents: left, paidCents, totalCents, isInstalment }
  return { ...read, written }
}

// A part of the amount, where the column has percentages.
function paidOf(cells: CellReaders, share: RowContext['facts']['paidShare'], cents: number): number | null {
  if (share === null) return cells.cents('paidCents')
  const text = cells.text('paidCents').replace(/\s*%$/, '')
  if (text === '') return null
  const part = Number(text.replace(',', '.')) / (share === 'percent' ? 100 : 1)
  return part >= 0 && part <= 1 ? Math.round(Math.abs(cents) * part) : cells.fail('bad-amount', 'paidCents')
}

function senseOf(text: string): 1 | -1 | null {
  if (/^(?:d|db|d[ée]bit|d[ée]biteur|\+?1|\+)$/i.test(text)) return 1
  return /^(?:c|cr|cr[ée]dit|cr[ée]diteur|-1|-)$/i.test(text) ? -1 : null
}

// The journal or the words of a ledger's line tell a payment from a credit note.
function kindOfRow({ cents }: Amount, kind: DocumentKind, cells: CellReaders): RowClaim['kind'] {
  const known = claimedKind(kind)
  if (known !== null || cents > 0) return known
  const texts = [cells.text('journal'), cells.text('label'), cells.text('number')]
  for (const text of texts) {
    const found = documentKindOf(text)
    if (found === 'payment' || found === 'credit-note') return found
  }
  return null
}

// --- What is left of it ---

export interface Figures extends Omit<RowClaim, 'notes'> {
  readonly notes: RowNote[]
  /** Whether a figure says what is left, which no state then does. */
  readonly isTold: boolean
  readonly isBlank: boolean
}

function settle(
  cells: CellReaders,
  { on, facts }: RowContext,
  { cents, openCents, paidCents, written, kind }: Amount & Pick<RowClaim, 'kind'>,
  { state }: StateOfRow,
): Figures {
  const size = Math.abs(cents)
  const notes: RowNote[] = []
  const isUnfilled = openCents === null && facts.blankIsZero
  // A payment has nothing left to pay: without a word of what is left of it, all of it is.
  const isBlank = isUnfilled && (cents > 0 || facts.blankCreditIsZero)
  if (isUnfilled && !isBlank) notes.push('blankCredit')
  const left = isBlank ? 0 : openCents
  // « Non réglée » in a column of days says that there is none.
  const settledOn = paymentStateOf(cells.text('settledOn')) === 'open' ? null : cells.day('settledOn')
  const isDated = settledOn !== null && (on === null || settledOn <= on)
  const isTold = left !== null || isDated || (paidCents ?? 0) !== 0
  if (isBlank) notes.push('blankOpen')
  if (left !== null && !isBlank && size > 0) {
    if ((state === 'settled' && left !== 0) || (state === 'open' && left === 0)) notes.push('contradiction')
  }
  const total = cells.cents('totalCents')
  if (disagree(total, paidCents, left) && !isBlank) notes.push('disagreement')
  const sized = total === null ? 0 : Math.abs(total)
  if (sized > 0 && cents > 0 && left !== null && Math.abs(left) > sized + 1) notes.push('aboveTotal')
  if (sized > 0 && cents > 0 && left === null && Math.abs(paidCents ?? 0) > sized + 1) notes.push('overpaid')
  const paid = left !== null ? size - Math.abs(left) : Math.abs(paidCents ?? 0)
  // The day of a part: a figure says what is left of the rest.
  const isPart =
    (left !== null && left !== 0) || (left === null && paidCents !== null && paid > 0 && paid < size)
  if (isDated && left !== null && Math.abs(left) >= size && size > 0) notes.push('contradiction')
  const whole = (isDated && !isPart) || (!isTold && state === 'settled')
  // `open` is never above the amount, nor below zero: rules §1 "open = amount − allocations".
  const settledCents = whole ? size : Math.min(size, Math.max(0, paid))
  const known = isBlank ? { ...written, openCents: 0 } : written
  return { amountCents: cents, settledCents, kind, written: known, notes, isTold, isBlank }
}

// A column that counts what is paid beside one that says what is left: their sum is the total.
function disagree(total: number | null, paid: number | null, left: number | null): boolean {
  if (total === null || paid === null || left === null) return false
  return Math.abs(Math.abs(total) - Math.abs(paid) - Math.abs(left)) > 1
}

// --- What nothing tells ---

interface Asked {
  readonly kind: DocumentKind
  readonly kindText: string
  readonly state: StateOfRow
  readonly item: { readonly currency: Currency; readonly line: number }
}

const CHOICES = ['settled', 'open', 'leave-out'] as const

function ask(
  cells: CellReaders,
  context: RowContext,
  { isTold, isBlank, ...figures }: Figures,
  { kind, kindText, state, item }: Asked,
): { readonly claim: RowClaim | null; readonly leftOut: LeftOut | null } {
  const questions = rowQuestions(cells, context, figures)
  if (kind === 'unknown' && figures.amountCents > 0) questions.push({ kind: 'unknown-kind', value: kindText })
  const stateKind = isBlank
    ? BLANK_QUESTIONS[state.state]
    : isTold && state.state !== 'under-way' && !saysLost(state.text)
      ? undefined
      : QUESTIONS[state.state]
  if (stateKind) questions.push({ kind: stateKind, value: state.text })
  const words = isTold || context.facts.isLedger || state.text !== '' ? null : paidWords(cells)
  if (words) questions.push({ kind: 'unknown-state', value: words })
  let claim: RowClaim = figures
  // Of what is paid as a whole every answer owes nothing; a part that is paid stays so whatever is answered.
  const isPaid = !isBlank && figures.settledCents >= Math.abs(figures.amountCents)
  for (const question of isPaid ? [] : questions) {
    const { id, answer } = askDoubt(
      context.doubts,
      { choices: CHOICES, ...question },
      { ...item, cents: figures.amountCents },
    )
    if (answer === 'leave-out') return { claim: null, leftOut: 'answered' }
    if (answer === 'settled') claim = { ...claim, settledCents: Math.abs(figures.amountCents) }
    if (answer === 'open' && isBlank) claim = { ...claim, settledCents: 0 }
    if (answer === null) {
      const settledCents = isBlank ? 0 : claim.settledCents
      claim = { ...claim, settledCents, doubts: [...(claim.doubts ?? []), id] }
    }
  }
  return { claim, leftOut: null }
}

const QUESTIONS: Partial<Record<PaymentState, DoubtKind>> = {
  unknown: 'unknown-state',
  'partly-settled': 'unknown-state',
  'under-way': 'payment-under-way',
}

// A blank remainder is zero, but where the state says that it is owed.
const BLANK_QUESTIONS: Partial<Record<PaymentState, DoubtKind>> = {
  open: 'blank-remainder',
  'partly-settled': 'blank-remainder',
}
