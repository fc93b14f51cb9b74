import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { after, cents, companyCodes, day, id, language, level, pageLimit } from '#contract/fields.ts'
import { ALL_BLOCK_KINDS } from '#domain/dunning/blocks.ts'
import { CHANNELS, CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { inCompany } from './contract.ts'

/** What other programs read back: their records and those of others, and what changed since. */

const instant = z.iso.datetime({ offset: true })

/** One program's own identifier; null for what it has not pushed. */
const externalId = z.string().nullable()
const owner = z.object({ id, externalId, code: z.string() })
const written = {
  company: z.string(),
  /** Where it comes from: "fec", "list", "e-invoice", "manual", "statement", "api". */
  source: z.string(),
  /** The person or the key that wrote it first. */
  writtenBy: z.string(),
  updatedAt: z.string(),
}

export const customerRecord = z.object({
  externalId,
  id,
  company: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(CUSTOMER_KINDS),
  siren: z.string().nullable(),
  vatNumber: z.string().nullable(),
  addressLines: z.array(z.string()),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  country: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: language,
  channel: z.enum(CHANNELS),
  paymentTerm: z.string().nullable(),
  creditLimitCents: cents.nullable(),
  updatedAt: z.string(),
})

export const invoiceRecord = z.object({
  externalId,
  id,
  customer: owner,
  number: z.string().nullable(),
  status: z.enum(['draft', 'final', 'withdrawn']),
  issuedOn: day.nullable(),
  currency: z.string(),
  totalCents: cents,
  openCents: cents,
  label: z.string().nullable(),
  instalments: z.array(
    z.object({
      id,
      dueOn: day.nullable(),
      amountCents: cents,
      openCents: cents,
      level,
      lastRemindedOn: day.nullable(),
    }),
  ),
  ...written,
})

export const creditRecord = z.object({
  externalId,
  id,
  customer: owner,
  kind: z.enum(['credit-note', 'payment', 'adjustment']),
  number: z.string().nullable(),
  /** Day of issue of a credit note, or of receipt of a payment. */
  receivedOn: day.nullable(),
  currency: z.string(),
  amountCents: cents,
  /** Not allocated yet; 0 once it is worth nothing any more. */
  openCents: cents,
  /** Cancelled, returned or withdrawn. */
  isVoid: z.boolean(),
  label: z.string().nullable(),
  /** The invoice it corrects. */
  corrects: z.object({ id, externalId }).nullable(),
  /** In force, by instalment. */
  allocations: z.array(
    z.object({ invoiceId: id, invoice: externalId, dueOn: day.nullable(), amountCents: cents }),
  ),
  ...written,
})

export const blockRecord = z.object({
  id,
  company: z.string(),
  customer: owner,
  invoiceId: id.nullable(),
  instalmentId: id.nullable(),
  kind: z.enum(ALL_BLOCK_KINDS),
  reason: z.string(),
  endsOn: day.nullable(),
  amountCents: cents.nullable(),
  currency: z.string().nullable(),
  writtenBy: z.string(),
  createdAt: z.string(),
  liftedAt: z.string().nullable(),
  updatedAt: z.string(),
})

export const eventRecord = z.object({
  id,
  company: z.string(),
  customer: owner,
  invoiceId: id,
  invoice: externalId,
  number: z.string().nullable(),
  instalmentId: id,
  /** "letter", "manual", "undo", "import" or "merge". */
  kind: z.string(),
  levelBefore: level,
  levelAfter: level,
  remindedOnBefore: day.nullable(),
  remindedOnAfter: day.nullable(),
  reason: z.string().nullable(),
  writtenBy: z.string(),
  at: z.string(),
})

/** Oldest change first: what is read while rows change is met again, never missed. */
const query = z.object({
  companies: companyCodes,
  /** `asOf` of the time before. */
  updatedSince: instant.optional(),
  after,
  limit: pageLimit({ usual: 200, most: 1_000 }),
})

function page<Record extends z.ZodType>(record: Record) {
  return z.object({
    rows: z.array(record),
    /** `after` of the next page; null at the end. */
    next: z.string().nullable(),
    /** All that had changed by then was there to be read: `updatedSince` of the next time. */
    asOf: z.string(),
  })
}

const read = { method: 'get', capability: 'read' } as const

export const listCustomers = endpoint({
  ...read,
  path: '/api/v1/customers',
  tags: ['Clients'],
  summary: 'Customers, by when they last changed',
  query,
  answer: page(customerRecord),
})
export const listInvoices = endpoint({
  ...read,
  path: '/api/v1/invoices',
  tags: ['Factures'],
  summary: 'Invoices with what is open of them and their levels, by when they last changed',
  query,
  answer: page(invoiceRecord),
})
export const listCredits = endpoint({
  ...read,
  path: '/api/v1/credits',
  tags: ['Avoirs'],
  summary: 'Credit notes with what they settle, by when they last changed',
  query,
  answer: page(creditRecord),
})
export const listPayments = endpoint({
  ...read,
  path: '/api/v1/payments',
  tags: ['Règlements'],
  summary: 'Payments with what they settle, by when they last changed',
  query,
  answer: page(creditRecord),
})
export const listBlocks = endpoint({
  ...read,
  path: '/api/v1/blocks',
  tags: ['Blocages'],
  summary: 'What is set aside and why, lifted or not, by when it last changed',
  query,
  answer: page(blockRecord),
})
export const listHistory = endpoint({
  ...read,
  path: '/api/v1/history',
  tags: ['Historique'],
  summary: 'What moved the level of an instalment, oldest first',
  query: query.omit({ updatedSince: true }).extend({ since: instant.optional() }),
  answer: page(eventRecord),
})

const params = z.object({ externalId: z.string().max(120) })

export const readCustomer = endpoint({
  ...read,
  path: '/api/v1/customers/{externalId}',
  tags: ['Clients'],
  summary: 'One customer, by the identifier of your program; its version in ETag',
  params,
  query: inCompany,
  answer: customerRecord,
})
export const readInvoice = endpoint({
  ...read,
  path: '/api/v1/invoices/{externalId}',
  tags: ['Factures'],
  summary: 'One invoice, by the identifier of your program; its version in ETag',
  params,
  query: inCompany,
  answer: invoiceRecord,
})
export const readCredit = endpoint({
  ...read,
  path: '/api/v1/credits/{externalId}',
  tags: ['Avoirs'],
  summary: 'One credit note, by the identifier of your program; its version in ETag',
  params,
  query: inCompany,
  answer: creditRecord,
})
export const readPayment = endpoint({
  ...read,
  path: '/api/v1/payments/{externalId}',
  tags: ['Règlements'],
  summary: 'One payment, by the identifier of your program; its version in ETag',
  params,
  query: inCompany,
  answer: creditRecord,
})
