import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, sumCents } from '#domain/days-and-money/money.ts'
import {
  bareNumber,
  cutsOf,
  isWrittenSo,
  type NumberBook,
  startsOf,
} from '#domain/receivables/document-number.ts'
import { nameLikeness, nameSaidIn, nameWords } from './party-name.ts'

/** An open instalment, as a bank movement may pay it. */
export interface OpenItem {
  readonly instalmentId: number
  readonly invoiceId: number
  readonly customerId: number
  readonly currency: Currency
  /** Number of its invoice. */
  readonly number: string | null
  /** Those of the invoices merged into it: a payment of before still names them. */
  readonly otherNumbers?: readonly string[]
  readonly dueOn: Day | null
  readonly openCents: number
}

export interface BookCustomer {
  readonly customerId: number
  readonly code: string
  readonly name: string
}

/** A letter sent, or printed, as a payment may answer it: all of it, net of what it took off. */
export interface BookLetter {
  /** Body of its creditor reference; null for a letter whose reference names its invoices. */
  readonly referenceBody: string | null
  readonly customerId: number
  readonly currency: Currency
  readonly netCents: number
  /** What it demanded: more than the net where it demands what the law adds, which no item receives. */
  readonly demandedCents: number
  readonly instalmentIds: readonly number[]
}

/** What a company is owed, arranged to be asked what a bank movement may pay. */
export interface OpenBook extends NumberBook {
  /** Items of the invoices that bear this bare number and may be written so. */
  numbered(bare: string, cuts: readonly number[]): readonly OpenItem[]
  /** Items of the invoices of which these digits are the number without its letters. */
  numberedWithoutLetters(digits: string): readonly OpenItem[]
  /** The customers who owe exactly this on an item; null when they are more than `most`. */
  customersOwing(currency: Currency, cents: number, most: number): ReadonlySet<number> | null
  /** What is still open of the items of the letter whose creditor reference has this body. */
  ofLetter(referenceBody: string): readonly OpenItem[]
  /** The items of each of the customer's letters that asked for exactly this, where its net is still open. */
  ofLettersAsking(customerId: number, currency: Currency, cents: number): readonly (readonly OpenItem[])[]
  /** A customer's items, the oldest first; those without a due date last. */
  ofCustomer(customerId: number, currency: Currency): readonly OpenItem[]
  /** The customer of this code, bare; null when there is none or several. */
  customerCoded(bareCode: string): number | null
  /** The customers a name is like, with how much, 0 to 1; the most alike first. */
  customersLike(payer: string | null, text: string): readonly NamedCustomer[]
  /** The customers a user has said to pay under this name (`payerKey`). */
  customersPaying(payerKey: string): readonly number[]
  /** Takes from the book what a movement has just paid. */
  settle(instalmentId: number, cents: number): void
  /** Puts back what a returned payment leaves open, as it is open now. */
  reopen(items: readonly OpenItem[]): void
}

export interface NamedCustomer {
  readonly customerId: number
  readonly likeness: number
}

/** Mutable, so that a statement's movements can each take what they pay. */
type Entry = { -readonly [Field in keyof OpenItem]: OpenItem[Field] }

/** An item under one of its numbers, and where that number may be cut. */
interface Numbered {
  readonly entry: Entry
  readonly cuts: ReadonlySet<number>
}

/**
 * Arranges open items and their customers, each as often as it has codes or names; `payers` are the names customers
 * are known to pay under.
 * Built in time proportional to what it holds; each question then costs what its answer does.
 */
export function openBook(
  items: readonly OpenItem[],
  customers: readonly BookCustomer[],
  payers: readonly { readonly payerKey: string; readonly customerId: number }[] = [],
  letters: readonly BookLetter[] = [],
): OpenBook {
  const byId = new Map<number, Entry>()
  const byNumber = new Map<string, Numbered[]>()
  const byDigits = new Map<string, Entry[]>()
  // Those that owed so much when they were put there: who owes it no more is taken out when it is asked.
  const byAmount = new Map<string, Entry[]>()
  const byCustomer = new Map<string, Entry[]>()
  const starts = new Set<string>()
  const sharedCuts = cutsSharer()
  const put = (item: OpenItem) => {
    const entry: Entry = { ...item }
    byId.set(item.instalmentId, entry)
    add(byAmount, amountKey(item.currency, item.openCents), entry)
    add(byCustomer, `${item.customerId}${item.currency}`, entry)
    const { number, otherNumbers = [] } = item
    for (const written of new Set([number ?? '', ...otherNumbers])) putNumber(entry, written)
  }
  const putNumber = (entry: Entry, written: string) => {
    const bare = bareNumber(written)
    if (!/\d/.test(bare)) return
    add(byNumber, bare, { entry, cuts: sharedCuts(written) })
    for (const start of startsOf(written)) starts.add(start)
    const digits = digitsOnly(bare)
    if (digits !== null) add(byDigits, digits, entry)
  }
  const change = (entry: Entry, openCents: number) => {
    entry.openCents = openCents
    if (openCents > 0) add(byAmount, amountKey(entry.currency, openCents), entry)
  }
  for (const item of items) put(item)
  const isOpen = (entry: Entry) => entry.openCents > 0
  const names = nameIndex(customers)
  const coded = customersByCode(customers)
  const letterOf = new Map(letters.map((letter) => [letter.referenceBody, letter]))
  const askingKey = (customerId: number, currency: Currency, cents: number) =>
    `${customerId} ${amountKey(currency, cents)}`
  const asking = new Map<string, BookLetter[]>()
  for (const letter of letters)
    for (const cents of new Set([letter.netCents, letter.demandedCents]))
      add(asking, askingKey(letter.customerId, letter.currency, cents), letter)
  const openOf = (letter: BookLetter | undefined) =>
    (letter?.instalmentIds ?? [])
      .flatMap((id) => byId.get(id) ?? [])
      .filter(isOpen)
      .sort(oldestFirst)
  const paying = Map.groupBy(payers, ({ payerKey }) => payerKey)
  return {
    startsWith: (run) => starts.has(run) || byDigits.has(run),
    has: (bare, cuts) =>
      byDigits.has(bare) || (byNumber.get(bare)?.some((one) => isWrittenSo(one.cuts, cuts)) ?? false),
    numbered: (bare, cuts) => {
      const written = byNumber.get(bare)?.filter((one) => isWrittenSo(one.cuts, cuts)) ?? []
      return [...new Set(written.map(({ entry }) => entry))].filter(isOpen)
    },
    numberedWithoutLetters: (digits) => [...new Set(byDigits.get(digits))].filter(isOpen),
    customersOwing: (currency, cents, most) =>
      firstCustomers(byAmount.get(amountKey(currency, cents)) ?? [], cents, most),
    ofLetter: (referenceBody) => openOf(letterOf.get(referenceBody)),
    ofLettersAsking: (customerId, currency, cents) =>
      (asking.get(askingKey(customerId, currency, cents)) ?? []).flatMap((letter) => {
        const items = openOf(letter)
        return sumCents(items.map((item) => item.openCents)) < letter.netCents ? [] : [items]
      }),
    ofCustomer: (customerId, currency) =>
      byCustomer.get(`${customerId}${currency}`)?.filter(isOpen).toSorted(oldestFirst) ?? [],
    customerCoded: (bareCode) => coded.get(bareCode) ?? null,
    customersLike: names,
    customersPaying: (payerKey) => paying.get(payerKey)?.map(({ customerId }) => customerId) ?? [],
    settle(instalmentId, cents) {
      const entry = byId.get(instalmentId)
      if (!entry || cents > entry.openCents) throw new RangeError(`not that much open: ${instalmentId}`)
      change(entry, entry.openCents - cents)
    },
    reopen(reopened) {
      for (const item of reopened) {
        const entry = byId.get(item.instalmentId)
        if (entry) change(entry, item.openCents)
        else put(item)
      }
    },
  }
}

/** Null for a code of several. */
function customersByCode(customers: readonly BookCustomer[]): ReadonlyMap<string, number | null> {
  const coded = new Map<string, number | null>()
  for (const { code, customerId } of customers) {
    const bare = bareNumber(code)
    const known = coded.get(bare)
    coded.set(bare, known === undefined || known === customerId ? customerId : null)
  }
  return coded
}

const SHORTEST_DIGITS = 4

// "2024001" for FA-2024001: what a payer writes who takes the letters for a title.
function digitsOnly(bare: string): string | null {
  const digits = /^[A-Z]+(\d+)$/.exec(bare)?.[1]
  return digits !== undefined && digits.length >= SHORTEST_DIGITS ? digits : null
}

function amountKey(currency: Currency, cents: number): string {
  return `${currency}${cents}`
}

// Numbers of a series are written alike: a hundred thousand of them share a handful of breaks.
function cutsSharer(): (number: string) => ReadonlySet<number> {
  const known = new Map<string, ReadonlySet<number>>()
  return (number) => {
    const cuts = cutsOf(number)
    const key = [...cuts].join()
    const shared = known.get(key)
    if (!shared) known.set(key, cuts)
    return shared ?? cuts
  }
}

/** Items of one amount that are worth looking at: more of them, and the amount is a price, not a sign. */
const MOST_OF_AN_AMOUNT = 100

// Stops as soon as there are too many: thousands of items may be of one amount. Those paid are met once.
function firstCustomers(owed: Entry[], cents: number, most: number): ReadonlySet<number> | null {
  const customers = new Set<number>()
  let items = 0
  for (let at = owed.length - 1; at >= 0; at--) {
    const entry = owed[at]
    if (entry?.openCents === cents) {
      customers.add(entry.customerId)
      items += 1
      if (customers.size > most || items > MOST_OF_AN_AMOUNT) return null
    } else {
      const last = owed.pop()
      if (last && at < owed.length) owed[at] = last
    }
  }
  return customers
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}

function oldestFirst(one: OpenItem, other: OpenItem): number {
  if (one.dueOn === other.dueOn) return one.instalmentId - other.instalmentId
  if (one.dueOn === null || other.dueOn === null) return one.dueOn === null ? 1 : -1
  return one.dueOn < other.dueOn ? -1 : 1
}

const LEAST_LIKENESS = 0.6
const MOST_LOOKED_AT = 40
const MOST_NAMED = 5
const INDEXED_LETTERS = 4

// Words are indexed by their first letters, so that a name slightly wrong or cut short is found; the
// rarest words of a name first, since "garage" tells less than "tilleuls".
function nameIndex(customers: readonly BookCustomer[]): OpenBook['customersLike'] {
  const named = customers.map(({ customerId, name }) => ({ customerId, words: nameWords(name) }))
  const byHead = new Map<string, typeof named>()
  for (const customer of named) {
    for (const word of customer.words) add(byHead, word.slice(0, INDEXED_LETTERS), customer)
  }
  const lookedAt = (words: readonly string[]) => {
    const found = words.map((word) => byHead.get(word.slice(0, INDEXED_LETTERS)) ?? [])
    const rarest = found.filter((some) => some.length > 0).sort((a, b) => a.length - b.length)
    return new Set(rarest.flatMap((some) => some.slice(0, MOST_LOOKED_AT)).slice(0, MOST_LOOKED_AT))
  }
  return (payer, text) => {
    const words = nameWords(payer ?? text)
    const likeness = payer === null ? nameSaidIn : nameLikeness
    const liked = [...lookedAt(words)]
      .map((customer) => ({ customerId: customer.customerId, likeness: likeness(words, customer.words) }))
      .filter((customer) => customer.likeness >= LEAST_LIKENESS)
    // By the name it is most like, of those it has.
    const best = new Map<number, number>()
    for (const { customerId, likeness } of liked)
      best.set(customerId, Math.max(likeness, best.get(customerId) ?? likeness))
    return [...best]
      .map(([customerId, likeness]) => ({ customerId, likeness }))
      .sort((one, other) => other.likeness - one.likeness || one.customerId - other.customerId)
      .slice(0, MOST_NAMED)
  }
}
