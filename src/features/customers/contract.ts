import { z } from 'zod'
import {
  after,
  cents,
  companyCodes,
  currencyAmount,
  day,
  direction,
  exportFormat,
  language,
  level,
  pageLimit,
} from '#contract/fields.ts'
import { ALL_BLOCK_KINDS } from '#domain/dunning/blocks.ts'
import { CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { customerSortKeys } from '#domain/receivables/customer-sort.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { CREDIT_KINDS } from '#domain/receivables/receivable-kinds.ts'

/** « Ventes › Clients »: who they are, what they owe, and all that happened. Amounts are integer cents. */

export const customerKind = z.enum(CUSTOMER_KINDS)
const line = z.string().trim().max(100)
const email = z.union([z.email(), z.literal('')]).nullable()

const customerFilters = z.object({
  companies: companyCodes,
  /** Code, name or town, or an invoice number. */
  text: z.string().max(200).optional(),
  /** `owing`: something open; `overdue`: something late; `credit`: we owe them. */
  state: z.enum(['all', 'owing', 'overdue', 'credit', 'blocked', 'no-address']).default('all'),
  level: z.coerce.number().pipe(level).optional(),
  kind: customerKind.optional(),
})
export type CustomerFilters = z.output<typeof customerFilters>

export const customerListQuery = customerFilters.extend({
  sort: z.enum(customerSortKeys).default('name'),
  direction: direction.default('asc'),
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})
export const customerTotalsQuery = customerFilters
export const customerExportQuery = customerListQuery
  .omit({ after: true, limit: true })
  .extend({ format: exportFormat })

/** One client in one currency. */
export const customerListRow = z.object({
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  hasAddress: z.boolean(),
  isBlocked: z.boolean(),
  currency: z.string(),
  /** Open less unallocated credit; negative when we owe them. */
  balanceCents: cents,
  /** Open and due before today. */
  overdueCents: cents,
  oldestDueOn: day.nullable(),
  daysLate: z.number().int(),
  /** Highest among what is overdue; null when nothing is. */
  level: level.nullable(),
  /** domain/payment-delay.ts, over what was due in the last 12 months and what is still open. */
  averageDaysLate: z.number().int().nullable(),
})
export type CustomerListRow = z.infer<typeof customerListRow>
export const customerListPage = z.object({ rows: z.array(customerListRow), next: z.string().nullable() })
export type CustomerListPage = z.infer<typeof customerListPage>

export const customerTotals = z.object({
  customers: z.number().int(),
  balances: z.array(currencyAmount),
  overdue: z.array(currencyAmount),
})
export type CustomerTotals = z.infer<typeof customerTotals>

const contact = z.object({
  name: line.min(1),
  role: line.nullable(),
  email,
  phone: line.nullable(),
  /** The one letters and calls about reminders go to. */
  isForReminders: z.boolean(),
})
export type Contact = z.infer<typeof contact>

const contacts = z
  .array(contact)
  .max(20)
  .refine((all) => all.filter((one) => one.isForReminders).length <= 1, {
    error: 'relations.one-contact-for-reminders',
  })

export const customerDetail = z.object({
  id: z.number().int(),
  company: z.string(),
  code: z.string(),
  name: z.string(),
  addressLines: z.array(z.string()),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  country: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  kind: customerKind,
  siren: z.string().nullable(),
  vatNumber: z.string().nullable(),
  language: language,
  channel: z.enum(['letter', 'email']),
  paymentTerm: z.string().nullable(),
  /** Of the company, for a client without a term of its own. */
  companyTerm: z.string(),
  contacts: z.array(contact),
  /** Sent back with a change, to prove that nobody changed the client meanwhile. */
  updatedAt: z.string(),
})
export type CustomerDetail = z.infer<typeof customerDetail>

const paymentTerm = line
  .refine((text) => text === '' || parsePaymentTerm(text) !== null, { error: 'features.term-not-understood' })
  .nullable()

/** What is left out is left as it is. */
export const customerChange = z.object({
  updatedAt: z.string().max(40),
  addressLines: z.array(line).max(4),
  postcode: line.nullable(),
  town: line.nullable(),
  country: line.nullable(),
  email,
  phone: line.nullable(),
  kind: customerKind,
  language: language,
  name: line.min(1).optional(),
  siren: line.nullable().optional(),
  vatNumber: line.nullable().optional(),
  channel: z.enum(['letter', 'email']).optional(),
  paymentTerm: paymentTerm.optional(),
  contacts: contacts.optional(),
})
export type CustomerChange = z.infer<typeof customerChange>

/** A block in force: why reminders wait, and until when. */
const activeBlock = z.object({
  id: z.number().int(),
  kind: z.enum(ALL_BLOCK_KINDS),
  reason: z.string(),
  number: z.string().nullable(),
  endsOn: day.nullable(),
  promisedOn: day.nullable(),
  amountCents: cents.nullable(),
  currency: z.string().nullable(),
})

/** What a client owes, at the top of its page. */
export const customerStanding = z.object({
  figures: z.array(
    customerListRow.pick({
      currency: true,
      balanceCents: true,
      overdueCents: true,
      oldestDueOn: true,
      daysLate: true,
      level: true,
      averageDaysLate: true,
    }),
  ),
  blocks: z.array(activeBlock),
})
export type CustomerStanding = z.infer<typeof customerStanding>

export const timelineKinds = [
  'invoice',
  'credit-note',
  'payment',
  'adjustment',
  'return',
  'allocation',
  'allocation-cancelled',
  'letter',
  'letter-cancelled',
  'level',
  'contact',
  'block',
  'block-lifted',
] as const

export const timelineQuery = z.object({
  /** Only these families; all without it. */
  only: z.enum(['money', 'reminders', 'relation']).optional(),
  after,
  limit: pageLimit({ usual: 40, most: 200 }),
})
export type TimelineQuery = z.output<typeof timelineQuery>

export const timelineEntry = z.object({
  kind: z.enum(timelineKinds),
  id: z.number().int(),
  on: day,
  actor: z.string().nullable(),
  /** Number or label of the document, or of the invoice concerned. */
  number: z.string().nullable(),
  amountCents: cents.nullable(),
  currency: z.string().nullable(),
  /** Level of the letter, or the level after the change. */
  level: level.nullable(),
  levelBefore: level.nullable(),
  /** Kind of block, of contact or of change of level. */
  what: z.string().nullable(),
  outcome: z.string().nullable(),
  text: z.string().nullable(),
  /** Due date, end of a block, day promised or of the next action. */
  until: day.nullable(),
  promise: z.enum(['waiting', 'kept', 'broken', 'lifted']).nullable(),
  /** What an allocation joins; no credit where a file says "paid" without saying by what. */
  allocation: z
    .object({
      invoiceId: z.number().int(),
      invoiceNumber: z.string().nullable(),
      creditKind: z.enum(CREDIT_KINDS).nullable(),
      creditNumber: z.string().nullable(),
      /** Of the interest and recovery fees of the invoice, and nothing of the invoice itself. */
      paysPenalties: z.boolean(),
      /** Whose the credit is, when it is another client's: a parent company pays for its subsidiary. */
      otherCustomer: z.string().nullable(),
    })
    .nullable(),
  runId: z.number().int().nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
export const timelinePage = z.object({ rows: z.array(timelineEntry), next: z.string().nullable() })
export type TimelinePage = z.infer<typeof timelinePage>

export const statementQuery = z.object({
  /** First day of the movements listed; what is before makes the opening balance. */
  from: day.optional(),
  on: day.optional(),
})
