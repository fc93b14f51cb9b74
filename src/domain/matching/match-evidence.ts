import type { Currency } from '#domain/days-and-money/money.ts'
import { creditorReferences } from '#domain/letters/creditor-reference.ts'
import { bareNumber, numbersIn } from '#domain/receivables/document-number.ts'
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
  /** Named by what may be the beginning of a longer number, cut by the bank: counts where the amount agrees. */
  readonly cut: Set<OpenItem>
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
  gatherNumbers(movement, book, of, evidence)
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
    cut: new Set(),
    isLetterReference: false,
    isKnownPayer: false,
    isCoded: false,
    likeness: 0,
    isAmbiguous: false,
  }
}

type Naming = 'structured' | 'numbered' | 'partly' | 'cut'

function gatherNumbers(
  { amountCents, currency, text, reference }: BankMovement,
  book: OpenBook,
  of: (customerId: number) => Evidence,
  evidence: ReadonlyMap<number, Evidence>,
): void {
  const note = (items: readonly OpenItem[], kind: Naming) => {
    const invoices = new Set(items.map(({ invoiceId }) => invoiceId))
    for (const item of items) {
      if (item.currency !== currency) continue
      const found = of(item.customerId)
      found[kind].add(item)
      if (invoices.size > 1) found.isAmbiguous = true
    }
  }
  const parts = [text, reference ?? '']
  const said = parts.join(' \n ')
  for (const bodies of creditorReferences(said)) {
    // One item at a time: that a letter asks for several invoices is no doubt about which are meant.
    const asked = firstFound(bodies, book.ofLetter)
    for (const item of asked) note([item], 'structured')
    if (asked.length === 0)
      note(
        firstFound(bodies, (body) => itemsOfReference(body, book)),
        'structured',
      )
  }
  // An end-to-end reference of digits alone may well be the payer's own numbering.
  const whole = bareNumber(reference ?? '')
  for (const part of parts) {
    const numbers = numbersIn(part, book)
    for (const { bare, cuts, isPlain, isLast } of numbers) {
      const items = book.numbered(bare, cuts)
      const isCut = isLast && (isFull(part) || (numbers.length > 1 && beginsAnother(bare, items, book)))
      if (isCut) note(items, 'cut')
      else if (items.length === 0) note(book.numberedWithoutLetters(bare), 'partly')
      else if (!isPlain) note(items, 'partly')
      else note(items, bare === whole && /[A-Z]/.test(bare) ? 'structured' : 'numbered')
    }
  }
  for (const found of evidence.values()) settleCut(found, amountCents)
  noteCodes(said, book, of)
}

function firstFound<Key>(keys: readonly Key[], find: (key: Key) => readonly OpenItem[]): readonly OpenItem[] {
  return keys.map(find).find((items) => items.length > 0) ?? []
}

/** What a transfer carries of words at most (SEPA), and of an end-to-end reference. */
const LONGEST_TEXT = 140
const LONGEST_REFERENCE = 35

function isFull(part: string): boolean {
  const { length } = part.trimEnd()
  return length >= LONGEST_TEXT || length === LONGEST_REFERENCE
}

// "FA-2" after other numbers, where the same customer owes FA-25-304011.
function beginsAnother(bare: string, items: readonly OpenItem[], book: OpenBook): boolean {
  return items.some(({ customerId, currency }) =>
    book.ofCustomer(customerId, currency).some(({ number }) => isBeginning(bare, bareNumber(number ?? ''))),
  )
}

// A number that may be cut names its invoice where the amount says so too, and otherwise says little.
function settleCut({ structured, numbered, partly, cut }: Evidence, amountCents: number): void {
  if (cut.size === 0) return
  const named = structured.union(numbered).union(cut)
  const cents = [...named].reduce((total, { openCents }) => total + openCents, 0)
  const settled = cents === amountCents ? numbered : partly
  for (const item of cut) settled.add(item)
}

function isBeginning(bare: string, longer: string): boolean {
  return longer.length > bare.length && longer.startsWith(bare)
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
