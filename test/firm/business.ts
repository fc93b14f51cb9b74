import type { NaiveCredit, NaiveInvoice } from './naive-model.ts'

// What happens to a company, day by day, and what its accounting program knows of it: invoices, payments right and
// wrong, credit notes. Relances learns of it only by what is exported.

/** A number from 0 to below − 1. */
export type Chance = (below: number) => number

export interface BookedPart {
  readonly dueOn: string
  readonly cents: number
  open: number
}

export interface BookedInvoice {
  readonly client: number
  readonly number: string
  readonly issuedOn: string
  readonly parts: BookedPart[]
  /** As Relances knows it, once it was exported. */
  known: NaiveInvoice | null
  hasChanged: boolean
}

export interface BookedCredit extends Omit<NaiveCredit, 'open'> {
  open: number
  known: NaiveCredit | null
  hasChanged: boolean
}

/** The company as its own accounting program has it. */
export interface Business {
  readonly clients: number
  readonly invoices: BookedInvoice[]
  readonly credits: BookedCredit[]
  /** Numbers given this year. */
  count: { year: string; invoices: number; credits: number }
}

export function openBusiness(clients: number): Business {
  return { clients, invoices: [], credits: [], count: { year: '', invoices: 0, credits: 0 } }
}

/** The day that many days later. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** One day of business. */
export function liveDay(business: Business, today: string, chance: Chance): void {
  const { count, clients } = business
  if (count.year !== today.slice(0, 4)) business.count = { year: today.slice(0, 4), invoices: 0, credits: 0 }
  for (let client = 0; client < clients; client++) {
    if (chance(14) === 0) business.invoices.push(newInvoice(business, client, today, chance))
    if (chance(150) === 0) business.credits.push(newCreditNote(business, client, today, chance))
    if (chance(90) === 0) payWrongly(business, client, today, chance)
  }
  for (const invoice of business.invoices) payRightly(invoice, today, chance)
  for (const credit of business.credits) if (credit.open > 0 && chance(25) === 0) allocate(business, credit)
}

function newInvoice(business: Business, client: number, today: string, chance: Chance): BookedInvoice {
  const cents = 5_000 + chance(300_000)
  const first = daysAfter(today, 10 + chance(35))
  const times = chance(6) === 0 ? 2 + chance(2) : 1
  const share = Math.floor(cents / times)
  const parts: BookedPart[] = []
  for (let rank = 0; rank < times; rank++) {
    const own = rank === times - 1 ? cents - share * (times - 1) : share
    parts.push({ dueOn: daysAfter(first, 30 * rank), cents: own, open: own })
  }
  business.count.invoices += 1
  const number = `FA-${business.count.invoices}`
  return { client, number, issuedOn: today, parts, known: null, hasChanged: true }
}

function newCreditNote(business: Business, client: number, today: string, chance: Chance): BookedCredit {
  business.count.credits += 1
  const number = `AV-${business.count.credits}`
  return creditOf(
    { client, kind: 'credit-note', number, receivedOn: today, cents: 1_000 + chance(80_000) },
    null,
  )
}

/** A payment of a wrong amount that the accountant allocates to nothing for now; one in two names an invoice. */
function payWrongly(business: Business, client: number, today: string, chance: Chance): void {
  const open = business.invoices.filter(
    (one) => one.client === client && one.parts.some(({ open }) => open > 0),
  )
  const named = open[chance(open.length * 2)]
  business.count.credits += 1
  const number = `VIR-${today.slice(2, 4)}${business.count.credits}`
  const cents = 1_000 + chance(200_000)
  const credit = { client, kind: 'payment', number, receivedOn: today, cents } as const
  business.credits.push(creditOf(credit, named?.number ?? null))
}

function creditOf(credit: Omit<NaiveCredit, 'open' | 'names'>, names: string | null): BookedCredit {
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

/** The accountant says at last what a credit pays: the oldest invoices of the client. */
function allocate({ invoices }: Business, credit: BookedCredit): void {
  for (const invoice of invoices) {
    if (invoice.client !== credit.client) continue
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
