import {
  bare,
  isOf,
  type NaiveAccount,
  type NaiveBooks,
  type NaiveCredit,
  type NaiveInvoice,
  type NaivePart,
} from './naive-books.ts'

// What is owed, what is set aside, and what credits pay of it: rules.md §3 and §8.

export interface NaiveRow {
  readonly invoices: number
  readonly level: number
  readonly gross: number
  readonly credit: number
  readonly net: number
}

/** Whether a block holds an instalment on that day. */
export function isHeld({ blocks }: NaiveBooks, part: NaivePart, on: string): boolean {
  for (const block of blocks) {
    if (block.isLifted || block.client !== part.invoice.client) continue
    if (block.endsOn !== null && block.endsOn < on) continue
    if (block.invoice === null || block.invoice === part.invoice) return true
  }
  return false
}

function partsDue({ invoices }: NaiveBooks, account: NaiveAccount, on: string): NaivePart[] {
  const due: NaivePart[] = []
  for (const invoice of invoices) {
    if (!isOf(invoice, account)) continue
    for (const part of invoice.parts) if (part.open > 0 && part.dueOn <= on) due.push(part)
  }
  return due
}

/** What the page proposes of an account at `on`: due, open, not held. */
export function proposed(books: NaiveBooks, account: NaiveAccount, on: string): NaivePart[] {
  return partsDue(books, account, on).filter((part) => !isHeld(books, part, on))
}

export interface Share {
  readonly credit: NaiveCredit
  readonly part: NaivePart
  readonly cents: number
}

/** §8, « One imputation »: what each credit names, then the oldest due that is not held, what is held last. */
export function impute(books: NaiveBooks, account: NaiveAccount, dueBy: string, countedOn: string): Share[] {
  const due = partsDue(books, account, dueBy)
  due.sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
  const order: NaivePart[] = []
  for (const part of due) if (!isHeld(books, part, dueBy)) order.push(part)
  for (const part of due) if (isHeld(books, part, dueBy)) order.push(part)
  const credits = books.credits.filter(
    (credit) => isOf(credit, account) && credit.open > 0 && credit.receivedOn <= countedOn,
  )
  credits.sort((one, other) =>
    one.receivedOn < other.receivedOn ? -1 : one.receivedOn > other.receivedOn ? 1 : 0,
  )
  const shares: Share[] = []
  const use = (credit: NaiveCredit, part: NaivePart) => {
    let left = credit.open
    let owed = part.open
    for (const share of shares) {
      if (share.credit === credit) left -= share.cents
      if (share.part === part) owed -= share.cents
    }
    const cents = Math.min(left, owed)
    if (cents > 0) shares.push({ credit, part, cents })
  }
  for (const credit of credits)
    for (const part of order)
      if (credit.names !== null && bare(credit.names) === bare(part.invoice.number)) use(credit, part)
  for (const credit of credits) for (const part of order) use(credit, part)
  return shares
}

/** What these shares pay of these instalments. */
export function sumOf(shares: readonly Share[], parts: readonly NaivePart[]): number {
  let cents = 0
  for (const share of shares) if (parts.includes(share.part)) cents += share.cents
  return cents
}

/** The row of an account on the page; null when it is not listed. */
export function rowOf(books: NaiveBooks, account: NaiveAccount, on: string, today: string): NaiveRow | null {
  const parts = proposed(books, account, on)
  let gross = 0
  let level = 0
  const invoices: NaiveInvoice[] = []
  for (const part of parts) {
    gross += part.open
    if (part.level > level) level = part.level
    if (!invoices.includes(part.invoice)) invoices.push(part.invoice)
  }
  let credit = 0
  for (const one of books.credits) if (isOf(one, account) && one.receivedOn <= today) credit += one.open
  const net = gross - sumOf(impute(books, account, on, today), parts)
  return net > 0 ? { invoices: invoices.length, level, gross, credit, net } : null
}
