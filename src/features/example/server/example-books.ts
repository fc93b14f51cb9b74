import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type {
  AllocationRecord,
  CreditRecord,
  CustomerRecord,
  InstalmentRecord,
  InvoiceRecord,
} from '#readers/records.ts'
import type { ExampleCompany, ExampleCustomer } from './example-names.fr.ts'

/** A company's invented books, as a reader would give them. */
export interface ExampleBooks {
  readonly customers: readonly CustomerRecord[]
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly allocations: readonly AllocationRecord[]
}

/**
 * Invented books around `today`: invoices due from four months ago to next month, the older ones
 * reminded up to level 4, paid in full, in part or not at all. The same `today` gives the same books.
 */
export function exampleBooks(company: ExampleCompany, count: number, today: Day): ExampleBooks {
  const random = seeded(company.code)
  const invoices: InvoiceRecord[] = []
  const credits: CreditRecord[] = []
  const allocations: AllocationRecord[] = []
  for (let rank = 0; rank < count; rank++) {
    const customer = company.customers[(rank * 7 + (random() % 3)) % company.customers.length]
    if (!customer) continue
    const invoice = invoiceOf(company, customer, rank, count, random, today)
    invoices.push(invoice)
    for (const { key, amountCents, dueOn } of invoice.instalments) {
      if (dueOn === null) continue
      const paid = paidShare(random, daysBetween(dueOn, today))
      if (paid === 0) continue
      const payment = paymentOf(invoice, key, Math.round((amountCents * paid) / 100), dueOn, random, today)
      credits.push(payment)
      allocations.push({
        creditKey: payment.key,
        instalmentKey: key,
        amountCents: payment.amountCents,
        origin: 'lettering',
      })
    }
    if (rank % 33 === 5) credits.push(creditNoteOf(company, invoice, rank, today))
  }
  return {
    customers: company.customers.map(customerOf),
    invoices: withDispute(invoices, allocations),
    credits,
    allocations,
  }
}

// One unpaid invoice among the older ones is disputed.
function withDispute(
  invoices: readonly InvoiceRecord[],
  allocations: readonly AllocationRecord[],
): readonly InvoiceRecord[] {
  const paid = new Set(allocations.map((allocation) => allocation.instalmentKey))
  const isUnpaid = ({ instalments }: InvoiceRecord) => instalments.every(({ key }) => !paid.has(key))
  const disputed = invoices.find((invoice, rank) => rank > invoices.length / 4 && isUnpaid(invoice))
  return invoices.map((invoice) => (invoice === disputed ? { ...invoice, isDisputed: true } : invoice))
}

type Random = () => number

function invoiceOf(
  company: ExampleCompany,
  customer: ExampleCustomer,
  rank: number,
  count: number,
  random: Random,
  today: Day,
): InvoiceRecord {
  const [code] = customer
  // From 165 days ago to a few days ago, in the order of the numbers.
  const issuedOn = addDays(today, -165 + Math.floor((rank * 160) / count))
  const number = `${company.prefix}${issuedOn.slice(2, 4)}-${String(rank + 1).padStart(4, '0')}`
  const key = `example|${company.code}|${number}`
  const cents = (4 + (random() % 90)) * 2_500 + (random() % 100) * 12
  const parts = rank % 9 === 4 ? [Math.floor(cents / 2), Math.ceil(cents / 2)] : [cents]
  return {
    key,
    customerCode: code,
    number,
    kind: 'invoice',
    issuedOn,
    currency: customer[6] === 'Suisse' ? 'CHF' : 'EUR',
    isProvisional: false,
    label: null,
    line: rank + 1,
    instalments: parts.map((amountCents, part) =>
      instalmentOf(`${key}|${part}`, addDays(issuedOn, 30 * (part + 1)), amountCents, rank, random, today),
    ),
  }
}

function instalmentOf(
  key: string,
  dueOn: Day,
  amountCents: number,
  rank: number,
  random: Random,
  today: Day,
): InstalmentRecord {
  const reminded = LEVEL_AGES.find(({ days }) => addDays(dueOn, days + (random() % 12)) <= today)
  return {
    key,
    dueOn,
    amountCents,
    settledCents: 0,
    level: reminded?.level ?? 1,
    lastRemindedOn: reminded ? addDays(today, -(9 + (random() % 14))) : null,
    line: rank + 1,
  }
}

// How late an instalment is when its next letter is the one of this level.
const LEVEL_AGES: readonly { readonly level: Level; readonly days: number }[] = [
  { level: 4, days: 75 },
  { level: 3, days: 45 },
  { level: 2, days: 22 },
]

// The older, the more often paid; what is left is what reminders are for.
function paidShare(random: Random, lateDays: number): number {
  const draw = random() % 100
  if (draw >= 94) return 40
  const paid = lateDays < 0 ? 10 : lateDays < 30 ? 40 : lateDays < 60 ? 60 : 72
  return draw < paid ? 100 : 0
}

function paymentOf(
  invoice: InvoiceRecord,
  key: string,
  amountCents: number,
  dueOn: Day,
  random: Random,
  today: Day,
): CreditRecord {
  const paidOn = addDays(dueOn, (random() % 20) - 5)
  return {
    key: `${key}|payment`,
    customerCode: invoice.customerCode,
    kind: 'payment',
    number: null,
    receivedOn: paidOn < today ? paidOn : addDays(today, -1),
    currency: invoice.currency,
    amountCents,
    isProvisional: false,
    label: invoice.number,
    line: invoice.line,
  }
}

function creditNoteOf(
  company: ExampleCompany,
  invoice: InvoiceRecord,
  rank: number,
  today: Day,
): CreditRecord {
  const number = `AV-${company.prefix}${String(rank + 1).padStart(3, '0')}`
  return {
    key: `example|${company.code}|${number}`,
    customerCode: invoice.customerCode,
    kind: 'credit-note',
    number,
    receivedOn: addDays(today, -20),
    currency: invoice.currency,
    amountCents: 4_800 + rank * 25,
    isProvisional: false,
    label: invoice.number,
    line: invoice.line,
  }
}

function customerOf(
  [code, name, kind, street, postcode, town, country]: ExampleCustomer,
  rank: number,
): CustomerRecord {
  const domain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return {
    code,
    name,
    account: '411000',
    addressLines: street === '' ? [] : [street],
    postcode: postcode || null,
    town: town || null,
    country: country ?? null,
    // One customer in four has given no address to write to by e-mail.
    email: rank % 4 === 3 ? null : `compta@${domain}.example`,
    kind,
    line: rank + 1,
  }
}

// A linear congruential generator (Numerical Recipes): the same books on every machine.
function seeded(text: string): Random {
  let state = 0
  for (const letter of text) state = (state * 31 + letter.charCodeAt(0)) % 2 ** 32
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}
