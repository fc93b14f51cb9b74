import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import {
  addressId,
  after,
  cents,
  companyCodes,
  currency,
  currencyAmount,
  day,
  direction,
  level,
  pageLimit,
} from '#contract/fields.ts'
import { BLOCK_SCOPES, SET_ASIDE_REASONS } from '#domain/dunning/blocks.ts'
import { LATE_BANDS } from '#domain/receivables/aged-balance.ts'
import { CREDIT_KINDS } from '#domain/receivables/receivable-kinds.ts'

/** What the page « Ventes › Relances » asks and gets. Amounts are integer cents, days YYYY-MM-DD. */

/** Filters of the page; the web holds the same ones in its address. */
export const filters = z.object({
  /** Instalments due on or before this day; not after today. */
  on: day,
  /** Company codes; absent means every company of the user. */
  companies: z.array(z.string()).optional(),
  /** Highest level of the client. */
  level: level.optional(),
  /** Client code, name or town, or an invoice number. */
  text: z.string().max(200).optional(),
  minCents: cents.nonnegative().optional(),
  minDaysLate: z.number().int().nonnegative().max(100_000).optional(),
  /** Only clients not reminded in the last n days before `on`. */
  notRemindedForDays: z.number().int().positive().max(3_650).optional(),
  /** Only clients with at least one instalment that has reached its delay: the tab « À relancer ». */
  tab: z.enum(['all', 'advised']).optional(),
})
export type Filters = z.infer<typeof filters>

export const sortKeys = ['name', 'amount', 'age', 'level', ...LATE_BANDS] as const
export type SortKey = (typeof sortKeys)[number]

/** Filters as query parameters: lists are comma separated, numbers are decimal text. */
export const filtersQuery = filters.extend({
  companies: companyCodes,
  level: z.coerce.number().pipe(level).optional(),
  minCents: z.coerce.number().int().nonnegative().optional(),
  minDaysLate: z.coerce.number().int().nonnegative().max(100_000).optional(),
  notRemindedForDays: z.coerce.number().int().positive().max(3_650).optional(),
})

export const pageQuery = filtersQuery.extend({
  sort: z.enum(sortKeys).default('name'),
  direction: direction.default('asc'),
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})

/** Filters of « Écartés ». */
export const setAsideQuery = filtersQuery
  .pick({ on: true, companies: true, text: true })
  .extend({ reason: z.enum(SET_ASIDE_REASONS).optional() })
export const setAsidePageQuery = setAsideQuery.extend(pageQuery.pick({ after: true, limit: true }).shape)

/** « règlement non affecté », « avoir » or « régularisation »: what is unallocated is named for what it is. */
const kindOfCredit = z.object({ kind: z.enum(CREDIT_KINDS), cents })

/** One client in one currency. */
export const customerRow = z.object({
  /** "customerId:CUR", the key of a selection. */
  key: z.string(),
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  postcode: z.string().nullable(),
  town: z.string().nullable(),
  hasAddress: z.boolean(),
  currency: z.string(),
  /** Invoices, not instalments, with at least one proposed instalment. */
  invoiceCount: z.number().int(),
  advisedCount: z.number().int(),
  /** Days before the first advice; 0 when `advisedCount` is positive, null when none is to come. */
  daysToWait: z.number().int().nullable(),
  /** Invoices an unallocated payment has probably settled: left out of `advisedCount`. */
  probablyPaidCount: z.number().int(),
  /** Of those, the invoices whose payment is dated after today, and the first day of them; null where there is none. */
  expectedPayments: z.object({ count: z.number().int().positive(), on: day }).nullable(),
  level,
  amountCents: cents,
  /** `amountCents` by its days late at `on`; what is due on that day is in the first. */
  lateCents: z.object({ to30: cents, to60: cents, to90: cents, over90: cents }),
  /** Unallocated credit of the same company and currency received by today, shown beside, not taken off. */
  creditCents: cents,
  /** The same, each kind under its own name. */
  credits: z.array(kindOfCredit),
  /** `amountCents` less the part of the credit that is set against it. */
  netCents: cents,
  oldestDueOn: day,
  daysLate: z.number().int(),
  lastRemindedOn: day.nullable(),
  hasProvisional: z.boolean(),
  /** Number of the open draft run that holds a letter of this client. */
  draftRun: z.number().int().nullable(),
  /** Day of the last promise that was not kept and has not been paid since. */
  brokenPromiseOn: day.nullable(),
})
export type CustomerRow = z.infer<typeof customerRow>

export const customerPage = z.object({ rows: z.array(customerRow), next: z.string().nullable() })
export type CustomerPage = z.infer<typeof customerPage>

export const totals = z.object({
  customers: z.number().int(),
  invoices: z.number().int(),
  amounts: z.array(currencyAmount),
  /** The same once the clients’ credits are set against them. */
  netAmounts: z.array(currencyAmount),
  advisedCustomers: z.number().int(),
  /** Overdue items not proposed. */
  setAside: z.number().int(),
})
export type Totals = z.infer<typeof totals>

/** An unallocated payment that has probably settled an invoice (rules §8). */
export const probablePaymentMark = z.object({
  creditId: z.number().int(),
  receivedOn: day.nullable(),
  /** What is left of it, and what its invoices ask. */
  amountCents: cents,
  /** Invoices it would settle together: more than one where its text names them. */
  invoiceCount: z.number().int().positive(),
  /** Another invoice or payment of that amount would do as well. */
  isOneOfSeveral: z.boolean(),
})

/** An unfolded invoice: figures are those of its proposed instalments. */
export const invoiceRow = z.object({
  id: z.number().int(),
  number: z.string().nullable(),
  label: z.string().nullable(),
  issuedOn: day.nullable(),
  dueOn: day,
  dueIsEstimated: z.boolean(),
  daysLate: z.number().int(),
  level,
  openCents: cents,
  instalmentCount: z.number().int(),
  isAdvised: z.boolean(),
  /** Then it is not advised. */
  probablePayment: probablePaymentMark.nullable(),
  /** Null after a formal notice: what comes next is to be decided. */
  daysToWait: z.number().int().nullable(),
  isProvisional: z.boolean(),
  lastRemindedOn: day.nullable(),
  draftRun: z.number().int().nullable(),
})
export type InvoiceRow = z.infer<typeof invoiceRow>

export const setAsideRow = z.object({
  company: z.string(),
  customerId: z.number().int(),
  code: z.string(),
  name: z.string(),
  invoiceId: z.number().int(),
  instalmentId: z.number().int(),
  number: z.string().nullable(),
  label: z.string().nullable(),
  dueOn: day.nullable(),
  daysLate: z.number().int(),
  level,
  openCents: cents,
  currency: z.string(),
  reason: z.enum(SET_ASIDE_REASONS),
  /** What covers it, when the reason is « credit-covers »; empty otherwise. */
  coveredBy: z.array(kindOfCredit),
  /** Allocating it may settle the item, whatever keeps it aside. */
  probablePayment: probablePaymentMark.nullable(),
  /** The question that waits for an answer, of a reading to confirm. */
  doubtId: z.number().int().nullable(),
  /** The block behind the reason, to lift it; null for the rules of the procedure. */
  blockId: z.number().int().nullable(),
  note: z.string().nullable(),
  until: day.nullable(),
  /** What the block is on. */
  scope: z.enum(BLOCK_SCOPES).nullable(),
})
export type SetAsideRow = z.infer<typeof setAsideRow>
export const setAsidePage = z.object({ rows: z.array(setAsideRow), next: z.string().nullable() })
export type SetAsidePage = z.infer<typeof setAsidePage>

/** How many items each reason keeps aside, only those that keep some. */
export const setAsideReasons = z.object({
  reasons: z.array(z.object({ reason: z.enum(SET_ASIDE_REASONS), count: z.number().int() })),
})
export type SetAsideReasons = z.infer<typeof setAsideReasons>

export const fetchCustomers = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/reminders',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Clients to remind, a page at a time',
  query: pageQuery,
  answer: customerPage,
})

export const fetchTotals = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/reminders/totals',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Counts and amounts of all that is proposed',
  query: filtersQuery,
  answer: totals,
})

export const fetchSetAside = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/reminders/set-aside',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Overdue items that are not proposed, each with its reason',
  query: setAsidePageQuery,
  answer: setAsidePage,
})

export const fetchSetAsideReasons = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/reminders/set-aside-reasons',
  capability: 'read',
  tags: ['Relances'],
  summary: 'How many overdue items each reason keeps aside',
  query: setAsideQuery.omit({ reason: true }),
  answer: setAsideReasons,
})

export const fetchInvoices = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/reminders/customers/{customerId}/invoices',
  capability: 'read',
  tags: ['Relances'],
  summary: 'Proposed invoices of a client in one currency',
  params: z.object({ customerId: addressId }),
  query: z.object({ on: day, currency }),
  answer: z.object({ invoices: z.array(invoiceRow) }),
})
