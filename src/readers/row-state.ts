import { type PaymentState, paymentStateOf, yesOrNo } from './payment-states.ts'
import type { CellReaders, RowContext } from './row-cells.ts'

/** What the states of a row say of its payment. */
export interface StateOfRow {
  readonly state: PaymentState
  /** As the file writes it, for the question. */
  readonly text: string
}

/** The one thing that the columns of states say together: what speaks of the payment wins over the document's. */
export function stateOf(cells: CellReaders, { facts }: RowContext): StateOfRow {
  const texts = [cells.text('paymentStatus'), cells.text('status')]
  const states = texts.map(
    (text) => (facts.hasStateCodes ? STATE_CODES[text] : undefined) ?? paymentStateOf(text),
  )
  const flag = cells.has('paid') ? flagOf(cells.text('paid'), facts.isPaidNegated) : 'blank'
  const all = [flag, ...states]
  // What speaks of the document alone is no part of the question.
  const words = [
    flag === 'unknown' ? cells.text('paid') : '',
    ...texts.filter((_, at) => states[at] !== 'neutral'),
  ]
  const text = words.filter((one) => one !== '').join(' / ')
  if (all.includes('not-final')) return { state: 'not-final', text }
  const told = new Set<PaymentState>(all.filter((state) => state !== 'blank' && state !== 'neutral'))
  if (told.size === 0) return { state: all.includes('neutral') ? 'neutral' : 'blank', text }
  if (told.has('partly-settled') || told.has('under-way')) told.delete('open')
  if (told.size > 1 && told.has('settled')) told.delete('unknown')
  const [only] = told
  return { state: told.size === 1 && only ? only : 'unknown', text }
}

// Dolibarr's own numbers for the state of an invoice.
const STATE_CODES: Readonly<Record<string, PaymentState>> = {
  0: 'not-final',
  1: 'neutral',
  2: 'settled',
  3: 'not-final',
}

function flagOf(text: string, isNegated: boolean): PaymentState {
  const said = yesOrNo(text)
  if (said === null) return paymentStateOf(text)
  return said !== isNegated ? 'settled' : 'open'
}

/** « FA12 (payée) »: what people write behind a number; null when they write nothing there. */
export function paidWords(cells: CellReaders): string | null {
  const found =
    /(?<![\p{L}])(?:pay[ée]+e?s?|r[ée]gl[ée]+e?s?|sold[ée]+e?s?|acquitt[ée]+e?s?|paid)(?![\p{L}])/iu
  return found.exec(cells.text('number'))?.[0] ?? null
}
