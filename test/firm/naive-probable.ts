import {
  bare,
  isOf,
  type NaiveAccount,
  type NaiveBooks,
  type NaiveCredit,
  type NaiveInvoice,
  type NaivePart,
} from './naive-books.ts'

// Which payments have probably settled an invoice (rules.md §8, « Already paid? »): those of the amount of the invoices
// their text names, then of an invoice, then of an instalment; the oldest of the oldest where several would do.

export interface NaiveProbable {
  readonly payment: NaiveCredit
  readonly invoices: readonly NaiveInvoice[]
  readonly parts: readonly NaivePart[]
  /** « plusieurs possibles »: not among those that « tout affecter » takes. */
  readonly isOneOfSeveral: boolean
}

/** An invoice, or an instalment of it, with what is open. */
interface Claim {
  readonly invoice: NaiveInvoice
  readonly parts: readonly NaivePart[]
}

export function probableOf(books: NaiveBooks, account: NaiveAccount): NaiveProbable[] {
  const payments = books.credits.filter((one) => isOf(one, account) && one.kind === 'payment' && one.open > 0)
  payments.sort((one, other) =>
    one.receivedOn < other.receivedOn ? -1 : one.receivedOn > other.receivedOn ? 1 : 0,
  )
  const open: Claim[] = []
  for (const invoice of books.invoices) {
    const parts = oldestFirst(invoice.parts.filter((part) => part.open > 0))
    if (isOf(invoice, account) && parts.length > 0) open.push({ invoice, parts })
  }
  open.sort((one, other) => (firstDay(one) < firstDay(other) ? -1 : firstDay(one) > firstDay(other) ? 1 : 0))
  const found: NaiveProbable[] = []
  for (const payment of payments) {
    const named = namedBy(payment, open)
    const isTaken = named.some(({ invoice }) => isClaimed(found, invoice))
    if (named.length === 0 || isTaken || sumOf(named) !== payment.open) continue
    found.push(probable(payment, named, false))
  }
  match(found, payments, open, open)
  const single: Claim[] = []
  for (const { invoice, parts } of open)
    if (parts.length > 1) for (const part of parts) single.push({ invoice, parts: [part] })
  single.sort((one, other) =>
    firstDay(one) < firstDay(other) ? -1 : firstDay(one) > firstDay(other) ? 1 : 0,
  )
  match(found, payments, single, open)
  return found
}

function match(
  found: NaiveProbable[],
  payments: readonly NaiveCredit[],
  among: readonly Claim[],
  open: readonly Claim[],
): void {
  const claims = among.filter(({ invoice }) => !isClaimed(found, invoice))
  const left = payments.filter((payment) => !found.some((one) => one.payment === payment))
  for (const payment of left) {
    const alike = claims.filter((claim) => sumOf([claim]) === payment.open)
    const rivals = left.filter((one) => one.open === payment.open)
    const claim = alike[rivals.indexOf(payment)]
    if (!claim) continue
    const isOneOfSeveral = alike.length > 1 || rivals.length > 1 || namedBy(payment, open).length > 0
    found.push(probable(payment, [claim], isOneOfSeveral))
  }
}

function namedBy({ names }: NaiveCredit, open: readonly Claim[]): Claim[] {
  if (names === null) return []
  return open.filter(({ invoice }) => bare(invoice.number) === bare(names))
}

function probable(payment: NaiveCredit, claims: readonly Claim[], isOneOfSeveral: boolean): NaiveProbable {
  const parts: NaivePart[] = []
  for (const claim of claims) parts.push(...claim.parts)
  return { payment, invoices: claims.map(({ invoice }) => invoice), parts, isOneOfSeveral }
}

function isClaimed(found: readonly NaiveProbable[], invoice: NaiveInvoice): boolean {
  return found.some(({ invoices }) => invoices.includes(invoice))
}

function sumOf(claims: readonly Claim[]): number {
  let cents = 0
  for (const { parts } of claims) for (const part of parts) cents += part.open
  return cents
}

function firstDay({ parts }: Claim): string {
  return parts[0]?.dueOn ?? ''
}

function oldestFirst(parts: readonly NaivePart[]): NaivePart[] {
  return parts.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
}
