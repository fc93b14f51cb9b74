import { creditorReferences } from './creditor-reference.ts'
import { bareNumber, numbersIn } from './document-number.ts'
import type { Currency } from './money.ts'
import type { OpenBook, OpenItem } from './open-book.ts'
import { payerKey } from './party-name.ts'

/** A bank movement, as far as it can be recognised: a payment received is positive. */
export interface BankMovement {
  readonly amountCents: number
  readonly currency: Currency
  readonly payer: string | null
  readonly text: string
  /** Structured or end-to-end reference. */
  readonly reference: string | null
}

/** More customers owing this very amount than this, and the amount tells nothing. */
const MOST_OWING_SAME = 3

/** What speaks for one customer. */
export interface Evidence {
  readonly customerId: number
  /** Items of the invoices named, by what names them. */
  readonly structured: Set<OpenItem>
  readonly numbered: Set<OpenItem>
  readonly partly: Set<OpenItem>
  isLetterReference: boolean
  isKnownPayer: boolean
  isCoded: boolean
  likeness: number
  /** A number names two invoices: which one is meant cannot be told. */
  isAmbiguous: boolean
}

/** What a movement's words, amount and payer say, customer by customer. */
export function gatherEvidence(
  movement: BankMovement,
  book: OpenBook,
  only?: readonly number[],
): Map<number, Evidence> {
  const evidence = new Map<number, Evidence>()
  const of = (customerId: number): Evidence => {
    const found = evidence.get(customerId) ?? newEvidence(customerId)
    if (!only || only.includes(customerId)) evidence.set(customerId, found)
    return found
  }
  gatherNumbers(movement, book, of)
  const { amountCents, currency, payer, text } = movement
  const isNamed = [...evidence.values()].some(
    ({ numbered, structured }) => numbered.size + structured.size > 0,
  )
  if (payer !== null) for (const id of book.customersPaying(payerKey(payer))) of(id).isKnownPayer = true
  // An invoice named says who pays; looking for a name as well would only find namesakes.
  if (!isNamed)
    for (const { customerId, likeness } of book.customersLike(payer, text)) of(customerId).likeness = likeness
  const owing = isNamed ? null : book.customersOwing(currency, amountCents, MOST_OWING_SAME)
  for (const id of owing ?? []) of(id)
  for (const id of only ?? []) of(id)
  return evidence
}

function newEvidence(customerId: number): Evidence {
  return {
    customerId,
    structured: new Set(),
    numbered: new Set(),
    partly: new Set(),
    isLetterReference: false,
    isKnownPayer: false,
    isCoded: false,
    likeness: 0,
    isAmbiguous: false,
  }
}

function gatherNumbers(
  { currency, text, reference }: BankMovement,
  book: OpenBook,
  of: (customerId: number) => Evidence,
): void {
  const note = (items: readonly OpenItem[], kind: 'structured' | 'numbered' | 'partly') => {
    const invoices = new Set(items.map(({ invoiceId }) => invoiceId))
    for (const item of items) {
      if (item.currency !== currency) continue
      const found = of(item.customerId)
      found[kind].add(item)
      if (invoices.size > 1) found.isAmbiguous = true
    }
  }
  const said = [text, reference ?? ''].join(' \n ')
  for (const body of creditorReferences(said)) note(itemsOfReference(body, book), 'structured')
  // An end-to-end reference of digits alone may well be the payer's own numbering.
  const whole = bareNumber(reference ?? '')
  for (const { bare, cuts, isPlain } of numbersIn(said, book)) {
    const items = book.numbered(bare, cuts)
    if (items.length === 0) note(book.numberedWithoutLetters(bare), 'partly')
    else if (!isPlain) note(items, 'partly')
    else note(items, bare === whole && /[A-Z]/.test(bare) ? 'structured' : 'numbered')
  }
  noteCodes(said, book, of)
}

// The body of a reference is the number, which its zeros may lengthen.
function itemsOfReference(body: string, book: OpenBook): readonly OpenItem[] {
  const bare = bareNumber(body)
  const items = book.numbered(bare, [bare.length])
  return items.length > 0 ? items : book.numberedWithoutLetters(bare)
}

const SHORTEST_CODE = 4

// A code is a word of the text with a figure in it: a code that is a plain word may be one by chance.
function noteCodes(said: string, book: OpenBook, of: (customerId: number) => Evidence): void {
  for (const word of said.split(/\s+/)) {
    const code = word.replace(/[^A-Za-z0-9]/g, '')
    if (code.length < SHORTEST_CODE || !/\d/.test(code)) continue
    const customerId = book.customerCoded(bareNumber(code))
    if (customerId === null) continue
    const found = of(customerId)
    found.isCoded = true
    found.isLetterReference = found.numbered.size > 0
  }
}
