import {
  bare,
  isOf,
  type NaiveAccount,
  type NaiveBooks,
  type NaiveCredit,
  type NaiveInvoice,
  type NaivePart,
} from './naive-books.ts'
import { settle } from './naive-settling.ts'

// What a bank statement tells (rules.md §8, « The payment reference »): a number, a letter or all that is owed, to the
// cent, is matched without asking; the rest is for somebody to say.

/** What a payment pays of an instalment. */
export interface NaiveShare {
  readonly part: NaivePart
  readonly cents: number
}

/** Open instalments, the oldest due first. */
export function openParts({ invoices }: NaiveBooks, account: NaiveAccount): NaivePart[] {
  const open: NaivePart[] = []
  for (const invoice of invoices)
    if (isOf(invoice, account)) for (const part of invoice.parts) if (part.open > 0) open.push(part)
  return open.sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
}

/** Whether each of these numbers names one invoice that is owed, and no other, of whichever client or year. */
export function areTelling({ invoices }: NaiveBooks, named: readonly NaiveInvoice[]): boolean {
  const open = invoices.filter(({ parts }) => parts.some((part) => part.open > 0))
  return named.every(({ number }) => open.filter((one) => bare(one.number) === bare(number)).length === 1)
}

/** All that is open of these instalments. */
export function whole(parts: readonly NaivePart[]): NaiveShare[] {
  return parts.map((part) => ({ part, cents: part.open }))
}

/** That many cents, the oldest due first. */
export function firstOf(parts: readonly NaivePart[], cents: number): NaiveShare[] {
  const shares: NaiveShare[] = []
  let rest = cents
  for (const part of parts) {
    const own = Math.min(rest, part.open)
    if (own > 0) shares.push({ part, cents: own })
    rest -= own
  }
  return shares
}

export function sumOfShares(shares: readonly NaiveShare[]): number {
  let cents = 0
  for (const share of shares) cents += share.cents
  return cents
}

/** A payment that the bank tells, and what it pays. */
export function receiveFromBank(
  books: NaiveBooks,
  account: NaiveAccount,
  receivedOn: string,
  shares: readonly NaiveShare[],
): NaiveCredit {
  const { client, currency } = account
  const cents = sumOfShares(shares)
  const facts = { client, currency, kind: 'payment', source: 'bank', number: null, names: null } as const
  const credit: NaiveCredit = { ...facts, receivedOn, cents, left: cents, open: 0 }
  books.credits.push(credit)
  for (const share of shares) books.allocations.push({ credit, ...share, told: 0 })
  settle(books)
  return credit
}

/** The bank takes a payment back: what it had paid is owed again, at the level it had. */
export function sendBack(books: NaiveBooks, credit: NaiveCredit): void {
  for (const { part, told, credit: own } of books.allocations) if (own === credit) part.left += told
  books.allocations = books.allocations.filter((one) => one.credit !== credit)
  credit.left = 0
  settle(books)
}
