import { type ActCounts, countAct } from './acts.ts'
import {
  daysAfter,
  daysBetween,
  isOf,
  type NaiveAccount,
  type NaiveCredit,
  type NaiveInvoice,
  type NaivePart,
} from './naive-books.ts'

// What happens to a company, day by day, and what its accounting program knows of it: invoices, payments right and
// wrong, credit notes. Relances learns of it only by what is exported.

/** A number from 0 to below − 1. */
export type Chance = (below: number) => number

export interface BookedPart {
  dueOn: string
  readonly cents: number
  open: number
}

export interface BookedInvoice extends NaiveAccount {
  readonly number: string
  readonly issuedOn: string
  readonly parts: BookedPart[]
  /** As Relances knows it, once it was exported. */
  known: NaiveInvoice | null
  hasChanged: boolean
}

export interface BookedCredit extends Omit<NaiveCredit, 'open' | 'left' | 'number' | 'source'> {
  readonly number: string
  open: number
  known: NaiveCredit | null
  hasChanged: boolean
}

export type Transfer = NaiveAccount & Pick<NaiveCredit, 'cents' | 'receivedOn'>

/** The company as its own accounting program has it. */
export interface Business {
  readonly clients: number
  readonly invoices: BookedInvoice[]
  readonly credits: BookedCredit[]
  /** What the bank has told, which the accountant enters on the invoices themselves. */
  readonly transfers: Transfer[]
  /** The last number of each series, begun again each year. */
  readonly counts: Map<string, number>
  /** What happened, counted. */
  readonly told: ActCounts
}

export function openBusiness(clients: number, told: ActCounts): Business {
  return { clients, invoices: [], credits: [], transfers: [], counts: new Map(), told }
}

/** One day of business. */
export function liveDay(business: Business, today: string, chance: Chance): void {
  const { clients } = business
  for (let client = 0; client < clients; client++) {
    const account = { client, currency: client % 10 === 9 && chance(3) === 0 ? 'USD' : 'EUR' }
    if (chance(client % 20 === 0 ? 3 : 14) === 0)
      business.invoices.push(newInvoice(business, account, today, chance))
    if (chance(150) === 0) business.credits.push(newCreditNote(business, account, today, chance))
    if (chance(90) === 0) payWrongly(business, account, today, chance)
    if (chance(120) === 0) payUnsaid(business, account, today, chance)
  }
  for (const invoice of business.invoices) payRightly(invoice, today, chance)
  for (const credit of business.credits) if (credit.open > 0 && chance(25) === 0) allocate(business, credit)
  if (chance(4) === 0) grantDelay(business, chance)
}

const CLIENTS_OF_A_SITE = 5

/** Each site numbers its invoices from 1, and again each year: a client meets the same number twice. */
function nextNumber({ counts }: Business, client: number, kind: string, today: string): string {
  const site = Math.floor(client / CLIENTS_OF_A_SITE)
  const series = `${kind}${String.fromCharCode(65 + Math.floor(site / 26), 65 + (site % 26))}`
  const rank = (counts.get(`${series} ${today.slice(0, 4)}`) ?? 0) + 1
  counts.set(`${series} ${today.slice(0, 4)}`, rank)
  return `${series}-${rank}`
}

function newInvoice(business: Business, account: NaiveAccount, today: string, chance: Chance): BookedInvoice {
  const cents = 5_000 + chance(300_000)
  const first = daysAfter(today, 10 + chance(35))
  const times = chance(6) === 0 ? 2 + chance(2) : 1
  // Never two alike: one amount on each line of an invoice is asked about, and rightly.
  const share = Math.floor(cents / (times + 2))
  const parts: BookedPart[] = []
  for (let rank = 0; rank < times; rank++) {
    const own = rank === times - 1 ? cents - share * (times - 1) : share
    parts.push({ dueOn: daysAfter(first, 30 * rank), cents: own, open: own })
  }
  const number = nextNumber(business, account.client, 'F', today)
  if (business.invoices.some((one) => isOf(one, account) && one.number === number))
    countAct(business.told, 'number used again')
  return { ...account, number, issuedOn: today, parts, known: null, hasChanged: true }
}

function newCreditNote(
  business: Business,
  account: NaiveAccount,
  today: string,
  chance: Chance,
): BookedCredit {
  const number = nextNumber(business, account.client, `AV${today.slice(2, 4)}`, today)
  const credit = { ...account, kind: 'credit-note', number, receivedOn: today } as const
  return creditOf({ ...credit, cents: 1_000 + chance(80_000) }, null)
}

/** A payment of a wrong amount that the accountant allocates to nothing for now; one in two names an invoice. */
function payWrongly(business: Business, account: NaiveAccount, today: string, chance: Chance): void {
  const open = business.invoices.filter((one) => isOf(one, account) && one.parts.some(({ open }) => open > 0))
  const named = open[chance(open.length * 2)]
  const number = nextNumber(business, account.client, `VIR${today.slice(2, 4)}`, today)
  const credit = { ...account, kind: 'payment', number, receivedOn: today } as const
  business.credits.push(creditOf({ ...credit, cents: 1_000 + chance(200_000) }, named?.number ?? null))
}

/** A payment of exactly what an invoice asks, which the accountant has not allocated yet; one in two names it. */
function payUnsaid(business: Business, account: NaiveAccount, today: string, chance: Chance): void {
  const open = business.invoices.filter((one) => isOf(one, account) && one.parts.some(({ open }) => open > 0))
  const invoice = open[chance(Math.max(1, open.length))]
  if (!invoice) return
  let cents = 0
  for (const part of invoice.parts) cents += part.open
  if (hasAlike(business.transfers, { ...account, cents, receivedOn: today })) return
  const number = nextNumber(business, account.client, `VIR${today.slice(2, 4)}`, today)
  const credit = { ...account, kind: 'payment', number, receivedOn: today } as const
  business.credits.push(creditOf({ ...credit, cents }, chance(2) === 0 ? invoice.number : null))
}

const ALIKE_DAYS = 15

/** Whether one of these is of the same client and amount, days away: bank and books then tell of one payment, not two. */
export function hasAlike(among: readonly Transfer[], { cents, receivedOn, ...account }: Transfer): boolean {
  return among.some(
    (one) =>
      isOf(one, account) && one.cents === cents && daysBetween(one.receivedOn, receivedOn) <= ALIKE_DAYS,
  )
}

/** A payment that the books will have, of that amount. */
export function receive(
  business: Business,
  account: NaiveAccount,
  { receivedOn, cents }: Pick<NaiveCredit, 'receivedOn' | 'cents'>,
): void {
  const number = nextNumber(business, account.client, `VIR${receivedOn.slice(2, 4)}`, receivedOn)
  business.credits.push(creditOf({ ...account, kind: 'payment', number, receivedOn, cents }, null))
}

function creditOf(
  credit: Omit<BookedCredit, 'open' | 'names' | 'known' | 'hasChanged'>,
  names: string | null,
): BookedCredit {
  return { ...credit, names, open: credit.cents, known: null, hasChanged: true }
}

/** Paid when it is due, or long after, wholly or in part. */
function payRightly(invoice: BookedInvoice, today: string, chance: Chance): void {
  for (const part of invoice.parts) {
    if (part.open === 0 || daysAfter(today, 5) < part.dueOn || chance(45) > 0) continue
    part.open = chance(4) === 0 ? Math.floor(part.open / 2) : 0
    invoice.hasChanged = true
  }
}

/** The accountant enters what the bank told of an instalment: paid, or, below zero, sent back. */
export function enter(business: Business, part: NaivePart, cents: number): void {
  const invoice = business.invoices.find(({ known }) => known === part.invoice)
  const booked = invoice?.parts[part.invoice.parts.indexOf(part)]
  if (!invoice || !booked) throw new Error(`the books have no ${part.invoice.number}`)
  booked.open = Math.min(booked.cents, Math.max(0, booked.open - cents))
  invoice.hasChanged = true
}

/** The accountant says at last what a credit pays: the oldest invoices of the client. */
function allocate({ invoices }: Business, credit: BookedCredit): void {
  for (const invoice of invoices) {
    if (!isOf(invoice, credit)) continue
    for (const part of invoice.parts) {
      const cents = Math.min(part.open, credit.open)
      if (cents === 0) continue
      part.open -= cents
      credit.open -= cents
      invoice.hasChanged = true
      credit.hasChanged = true
    }
  }
}

/** A client is given a later due date, of an invoice to be paid at once. */
function grantDelay({ invoices, told }: Business, chance: Chance): void {
  const open = invoices.filter(({ parts }) => parts.length === 1 && parts[0] && parts[0].open > 0)
  const invoice = open[chance(Math.max(1, open.length))]
  const [part] = invoice?.parts ?? []
  if (!invoice || !part) return
  part.dueOn = daysAfter(part.dueOn, 10 + chance(40))
  countAct(told, 'due date granted')
  invoice.hasChanged = true
}
