import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import {
  after,
  ageBands,
  cents,
  companyCodes,
  currencyAmount,
  day,
  direction,
  exportFormat,
  idParams,
  language,
  level,
  pageLimit,
  positiveCents,
} from '#contract/fields.ts'
import { ALL_BLOCK_KINDS } from '#domain/dunning/blocks.ts'
import { CHANNELS, CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { AGE_BANDS } from '#domain/receivables/aged-balance.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { CREDIT_ALERTS } from '#domain/steering/credit-limit.ts'

/** « Ventes › Clients »: who they are, what they owe, and all that happened. Amounts are integer cents. */

export const customerKind = z.enum(CUSTOMER_KINDS)
const line = z.string().trim().max(100)
const email = z.union([z.email(), z.literal('')]).nullable()

const customerFilters = z.object({
  companies: companyCodes,
  /** Code, name or town, or an invoice number. */
  text: z.string().max(200).optional(),
  /** `near-limit`: open for 80 % of the credit limit or more; `owing`: something open; `overdue`: late; `credit`: we owe them. */
  state: z.enum(['all', 'owing', 'overdue', 'credit', 'blocked', 'no-address', 'near-limit']).default('all'),
  level: z.coerce.number().pipe(level).optional(),
  kind: customerKind.optional(),
})
export type CustomerFilters = z.output<typeof customerFilters>

/** What the list of clients is sorted by: every column, and the code. */
export const customerSortKeys = [
  ...['name', 'code', 'balance', 'overdue', 'age', 'level', 'average'],
  ...AGE_BANDS,
] as const
export type CustomerSortKey = (typeof customerSortKeys)[number]

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
  /** How what is open in euros stands to the credit limit; null without a limit, or in another currency. */
  creditAlert: z.enum(CREDIT_ALERTS).nullable(),
  currency: z.string(),
  /** Open less unallocated credit; negative when we owe them. */
  balanceCents: cents,
  /** Open and due before today. */
  overdueCents: cents,
  oldestDueOn: day.nullable(),
  daysLate: z.number().int(),
  /** Highest among what is overdue; null when nothing is. */
  level: level.nullable(),
  /** Open by age, before unallocated credit. */
  ageCents: ageBands,
  /** domain/receivables/payment-delay.ts, over what was due in the last 12 months and what is still open. */
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
  channel: z.enum(CHANNELS),
  paymentTerm: z.string().nullable(),
  /** Of the company, for a client without a term of its own. */
  companyTerm: z.string(),
  /** What it may owe at most, due or not, in euros; null: no limit. */
  creditLimitCents: cents.nullable(),
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
  addressLines: z.array(line).max(4).optional(),
  postcode: line.nullable().optional(),
  town: line.nullable().optional(),
  country: line.nullable().optional(),
  email: email.optional(),
  phone: line.nullable().optional(),
  kind: customerKind.optional(),
  language: language.optional(),
  name: line.min(1).optional(),
  siren: line.nullable().optional(),
  vatNumber: line.nullable().optional(),
  channel: z.enum(CHANNELS).optional(),
  paymentTerm: paymentTerm.optional(),
  creditLimitCents: positiveCents.nullable().optional(),
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
    customerListRow
      .pick({
        currency: true,
        balanceCents: true,
        overdueCents: true,
        oldestDueOn: true,
        daysLate: true,
        level: true,
        averageDaysLate: true,
        creditAlert: true,
      })
      .extend({
        /** Due or not. */
        openCents: cents,
        /** In euros; null in another currency, or without a limit. */
        creditLimitCents: cents.nullable(),
      }),
  ),
  blocks: z.array(activeBlock),
})
export type CustomerStanding = z.infer<typeof customerStanding>

export const statementQuery = z.object({
  /** First day of the movements listed; what is before makes the opening balance. */
  from: day.optional(),
  on: day.optional(),
})

export const fetchCustomerList = endpoint({
  method: 'get',
  path: '/api/customers',
  capability: 'read',
  tags: ['Clients'],
  summary: 'Clients with what they owe, a row for each currency',
  query: customerListQuery,
  answer: customerListPage,
})

export const fetchCustomerTotals = endpoint({
  method: 'get',
  path: '/api/customers/totals',
  capability: 'read',
  tags: ['Clients'],
  summary: 'How many clients answer the filters, and what they owe in all',
  query: customerTotalsQuery,
  answer: customerTotals,
})

export const fetchCustomer = endpoint({
  method: 'get',
  path: '/api/customers/{id}',
  capability: 'read',
  tags: ['Clients'],
  summary: 'One client',
  params: idParams,
  answer: customerDetail,
})

export const changeCustomer = endpoint({
  method: 'patch',
  path: '/api/customers/{id}',
  capability: 'edit-customer',
  tags: ['Clients'],
  summary: 'Corrects a client’s identity, address, contacts and terms, unless changed meanwhile',
  params: idParams,
  body: customerChange,
  answer: customerDetail,
})

export const fetchStanding = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/customers/{id}/standing',
  capability: 'read',
  tags: ['Clients'],
  summary: 'What a client owes, and what keeps reminders from it',
  params: idParams,
  answer: customerStanding,
})

export const fetchStatement = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/customers/{id}/statement',
  capability: 'read',
  tags: ['Clients'],
  summary: 'The statement of account as PDF, in the language of the client',
  params: idParams,
  query: statementQuery,
  answer: 'pdf',
})

export type CustomerListQuery = NonNullable<Sent<typeof fetchCustomerList>['query']>

export const fetchCustomerExport = endpoint({
  method: 'get',
  path: '/api/customer-exports',
  capability: 'read',
  tags: ['Clients'],
  summary: 'The clients who answer the filters, as CSV or XLSX',
  query: customerExportQuery,
  answer: 'file',
})
