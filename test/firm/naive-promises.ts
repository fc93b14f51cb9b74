import { isOf, type NaiveAccount, type NaiveBooks, type NaiveInvoice, type NaivePart } from './naive-books.ts'

// Promises and what became of them: one is broken when its grace has ended and what it promised has not come, be it
// allocated or not yet (rules.md §3 and §8, « A promise covered by a payment received but not allocated is kept »).

export interface NaivePromise extends NaiveAccount {
  /** Null when it is about all that the client owes. */
  readonly invoice: NaiveInvoice | null
  readonly blockId: number
  readonly promisedOn: string
  readonly endsOn: string
  readonly cents: number
  /** What was settled of each instalment, and how many credits were known, when it was made. */
  readonly settledBefore: ReadonlyMap<NaivePart, number>
  readonly creditsBefore: number
}

/** A promise of `cents`; without a figure, of what is due by the day promised, or else of all that is open. */
export function promise(
  books: NaiveBooks,
  about: Pick<NaivePromise, 'client' | 'invoice' | 'blockId' | 'promisedOn' | 'endsOn'>,
): NaivePromise {
  const { client, invoice } = about
  const own = books.invoices.filter((one) => (invoice === null ? one.client === client : one === invoice))
  const open = own.flatMap(({ parts }) => parts).filter((part) => part.open > 0)
  // In euros as soon as anything is owed in euros.
  const currency = open.some((part) => part.invoice.currency === 'EUR') ? 'EUR' : 'USD'
  const inIt = open.filter((part) => part.invoice.currency === currency)
  const due = inIt.filter((part) => part.dueOn <= about.promisedOn)
  let cents = 0
  for (const part of due.length > 0 ? due : inIt) cents += part.open
  const settledBefore = new Map<NaivePart, number>()
  for (const { parts } of books.invoices)
    for (const part of parts) settledBefore.set(part, part.cents - part.open)
  return { ...about, currency, cents, settledBefore, creditsBefore: books.credits.length }
}

function cameSince(books: NaiveBooks, one: NaivePromise): number {
  let cents = 0
  for (const invoice of books.invoices) {
    if (!isOf(invoice, one) || (one.invoice !== null && invoice !== one.invoice)) continue
    for (const part of invoice.parts)
      cents += Math.max(0, part.cents - part.open - (one.settledBefore.get(part) ?? 0))
  }
  for (const credit of books.credits.slice(one.creditsBefore)) if (isOf(credit, one)) cents += credit.open
  return cents
}

/** What became of a promise by `on`. */
export function judge(
  books: NaiveBooks,
  one: NaivePromise,
  on: string,
): 'waiting' | 'kept' | 'broken' | 'lifted' {
  if (cameSince(books, one) >= one.cents) return 'kept'
  if (books.blocks.some(({ id, isLifted }) => id === one.blockId && isLifted)) return 'lifted'
  return one.endsOn < on ? 'broken' : 'waiting'
}

/** The day of the last promise of an account that was broken, and has not been made good since. */
export function brokenPromise(
  books: NaiveBooks,
  promises: readonly NaivePromise[],
  account: NaiveAccount,
  on: string,
): string | null {
  let last: string | null = null
  for (const one of promises) {
    if (!isOf(one, account) || judge(books, one, on) !== 'broken') continue
    if (last === null || one.promisedOn > last) last = one.promisedOn
  }
  return last
}
