// What the program must hold, by rules.md §1–4 and §8, in plain arrays and loops: nothing of `src/domain` is used in
// these files named naive, so that a fault of the product cannot be a fault of both.

export interface NaiveState {
  readonly level: number
  readonly remindedOn: string | null
}

/** An event of the history, as it is expected in the database. */
export interface NaiveEvent extends NaiveState {
  readonly part: NaivePart
  readonly kind: 'letter' | 'undo' | 'manual'
  readonly before: NaiveState
}

export interface NaivePart {
  readonly invoice: NaiveInvoice
  dueOn: string
  readonly cents: number
  /** What the last list leaves of it, then what is open once allocations by hand are taken off. */
  left: number
  open: number
  level: number
  remindedOn: string | null
  /** Events that stand, the latest last: what was undone is out. */
  readonly standing: NaiveEvent[]
}

/** What a client owes in one currency: it has a row and letters of its own. */
export interface NaiveAccount {
  readonly client: number
  readonly currency: string
}

export interface NaiveInvoice extends NaiveAccount {
  /** As the books wrote it last. */
  number: string
  readonly issuedOn: string
  readonly parts: NaivePart[]
}

export interface NaiveCredit extends NaiveAccount {
  readonly kind: 'payment' | 'credit-note'
  /** Who told of it: a list, somebody who noted it until a list has it, or the bank. */
  source: 'list' | 'noted' | 'bank'
  /** Null for one that no list has. */
  number: string | null
  receivedOn: string
  cents: number
  /** What the last list leaves of it, or all of one noted by hand; then less what is allocated by hand. */
  left: number
  open: number
  /** Number of the invoices its text names: it goes there first. */
  names: string | null
}

/** A part of a credit that somebody, or the bank, has allocated in the program. */
export interface NaiveAllocation {
  readonly credit: NaiveCredit
  readonly part: NaivePart
  /** What the list does not count in what it leaves. */
  cents: number
  /** What it counts since: of a payment that the bank told. */
  told: number
}

export interface NaiveBlock {
  readonly id: number
  readonly client: number
  readonly invoice: NaiveInvoice | null
  readonly endsOn: string | null
  isLifted: boolean
}

/** All that the program has been told. */
export interface NaiveBooks {
  readonly invoices: NaiveInvoice[]
  readonly credits: NaiveCredit[]
  readonly blocks: NaiveBlock[]
  /** The oldest first. */
  allocations: NaiveAllocation[]
  hasLetterPerLevel: boolean
}

export function openBooks(): NaiveBooks {
  return { invoices: [], credits: [], blocks: [], allocations: [], hasLetterPerLevel: false }
}

/** The accounts of all that was ever owed. */
export function accountsOf({ invoices }: NaiveBooks): NaiveAccount[] {
  const accounts = new Map<string, NaiveAccount>()
  for (const { client, currency } of invoices) accounts.set(`${client} ${currency}`, { client, currency })
  return [...accounts.values()]
}

export function isOf(one: NaiveAccount, { client, currency }: NaiveAccount): boolean {
  return one.client === client && one.currency === currency
}

export function later(one: string, other: string): string {
  return one > other ? one : other
}

/** The day that many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function daysBetween(one: string, other: string): number {
  return Math.abs(Date.parse(`${one}T00:00:00Z`) - Date.parse(`${other}T00:00:00Z`)) / 86_400_000
}

/** rules.md §8: `FA-77` = `fa 77` = `FA77`, `00077` = `77`. */
export function bare(number: string): string {
  let signs = ''
  for (const sign of number.toUpperCase()) {
    const isZeroBeforeDigits = /(^|[A-Z])0$/.test(signs) && /[0-9]/.test(sign)
    if (isZeroBeforeDigits) signs = signs.slice(0, -1)
    if (/[A-Z0-9]/.test(sign)) signs += sign
  }
  return signs
}
