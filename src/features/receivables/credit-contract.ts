import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import {
  addressId,
  after,
  cents,
  companyCodes,
  currency,
  day,
  direction,
  exportFormat,
  id,
  idParams,
  level,
  pageLimit,
  positiveCents,
} from '#contract/fields.ts'
import { ALLOCATION_ORIGINS } from '#domain/receivables/allocation.ts'
import { CREDIT_KINDS } from '#domain/receivables/receivable-kinds.ts'
import { CREDIT_FAMILIES, CREDIT_SORTS, CREDIT_STATES } from '#domain/receivables/receivable-lists.ts'

/**
 * « Ventes › Avoirs », « Règlements » and « Avoirs – Affectation »: credits, and what they settle.
 * Amounts are integer cents, days YYYY-MM-DD.
 */

const creditKind = z.enum(CREDIT_KINDS)

export const creditFilters = z.object({
  companies: companyCodes,
  /** Both when absent. */
  family: z.enum(CREDIT_FAMILIES).optional(),
  /** Number, client's code, name or town, or an amount. */
  text: z.string().trim().max(200).optional(),
  state: z.enum(CREDIT_STATES).optional(),
  receivedFrom: day.optional(),
  receivedTo: day.optional(),
  customer: addressId.optional(),
})
export type CreditFilters = z.infer<typeof creditFilters>

const order = {
  sort: z.enum(CREDIT_SORTS).default('receivedOn'),
  direction: direction.default('desc'),
}
export const creditPageQuery = creditFilters.extend({
  ...order,
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})
export const creditExportQuery = creditFilters.extend({ ...order, format: exportFormat })

/** Why a credit is worth nothing any more. */
const voidReason = z.enum(['returned', 'cancelled', 'withdrawn'])

const customerName = z.object({ id, code: z.string(), name: z.string() })

export const creditListRow = z.object({
  id,
  company: z.string(),
  customer: customerName,
  kind: creditKind,
  number: z.string().nullable(),
  label: z.string().nullable(),
  receivedOn: day.nullable(),
  currency: z.string(),
  amountCents: cents,
  openCents: cents,
  state: z.enum(CREDIT_STATES),
  voidReason: voidReason.nullable(),
  isProvisional: z.boolean(),
  /** « noté à la main », until an import brings it. */
  isNoted: z.boolean(),
})
export type CreditListRow = z.infer<typeof creditListRow>
export const creditListPage = z.object({ rows: z.array(creditListRow), next: z.string().nullable() })

export const creditTotals = z.object({
  count: z.number().int(),
  amounts: z.array(z.object({ currency: z.string(), totalCents: cents, openCents: cents })),
})
export type CreditTotals = z.infer<typeof creditTotals>

export const creditRecord = creditListRow.extend({
  source: z.object({ kind: z.string(), fileName: z.string().nullable(), line: z.number().int().nullable() }),
  createdBy: z.string(),
  createdAt: z.string(),
  corrects: z.object({ id, number: z.string().nullable() }).nullable(),
  cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
  /** Newest first; those taken back stay. */
  returns: z.array(
    z.object({
      id,
      returnedOn: day,
      reason: z.string(),
      by: z.string(),
      /** The books have an entry of their own for it. */
      isBooked: z.boolean(),
      takenBack: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  ),
  allocations: z.array(
    z.object({
      id,
      amountCents: cents,
      origin: z.enum(ALLOCATION_ORIGINS),
      invoice: z.object({ id, number: z.string().nullable(), customer: z.string() }),
      /** Of the interest and recovery fees of the invoice, and nothing of the invoice itself. */
      paysPenalties: z.boolean(),
      dueOn: day.nullable(),
      createdBy: z.string(),
      createdAt: z.string(),
      cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  ),
})
export type CreditRecord = z.infer<typeof creditRecord>

export const newCredit = z.object({
  customerId: id,
  kind: z.enum(['credit-note', 'payment']),
  number: z.string().trim().max(60),
  receivedOn: day,
  currency,
  amountCents: positiveCents,
  label: z.string().trim().max(200),
  /** The invoice a credit note corrects. */
  correctsInvoiceId: id.nullable(),
  /** Of a program: the same payment written a second time is another one, and not the same sent again. */
  isAnother: z.boolean().optional(),
})
export type NewCredit = z.infer<typeof newCredit>

export const creditId = z.object({ id })

export const openInstalmentsQuery = z.object({ text: z.string().trim().max(60).optional() })
export const openInstalment = z.object({
  instalmentId: id,
  invoiceId: id,
  number: z.string().nullable(),
  issuedOn: day.nullable(),
  dueOn: day.nullable(),
  daysLate: z.number().int(),
  amountCents: cents,
  openCents: cents,
  level,
  /** Part of what is left of the credit that we would put here; 0 for none. */
  suggestedCents: cents,
})
export const openInstalments = z.object({
  rows: z.array(openInstalment),
  /** More exist than are listed: narrow by a number. */
  hasMore: z.boolean(),
})
export type OpenInstalments = z.infer<typeof openInstalments>

export const allocationOrder = z.object({
  shares: z
    .array(z.object({ instalmentId: id, amountCents: positiveCents }))
    .min(1, { error: 'receivables.no-amount' })
    .max(500),
})
export const allocationResult = z.object({ allocationIds: z.array(id), leftCents: cents })

export const penaltyDebts = z.object({
  rows: z.array(
    z.object({
      invoiceId: id,
      number: z.string().nullable(),
      interestCents: cents,
      /** 0 where none may be asked. */
      feeCents: cents,
      paidCents: cents,
      leftCents: cents,
      /** Part of what is left of the payment that we would put here; 0 for none. */
      suggestedCents: cents,
    }),
  ),
})
export type PenaltyDebts = z.infer<typeof penaltyDebts>

export const penaltyOrder = z.object({
  /** Absent: all that is left of the payment, as suggested. */
  shares: z
    .array(z.object({ invoiceId: id, amountCents: positiveCents }))
    .min(1, { error: 'receivables.no-amount' })
    .max(500)
    .optional(),
})

const reason = z.string().trim().min(1, { error: 'receivables.reason-missing' }).max(500)
export const reasonGiven = z.object({ reason })
export const returnOrder = z.object({ returnedOn: day, reason })

export const fetchCreditList = endpoint({
  method: 'get',
  path: '/api/credits',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'Credit notes and payments, a page at a time',
  query: creditPageQuery,
  answer: creditListPage,
})

export const fetchCreditTotals = endpoint({
  method: 'get',
  path: '/api/credit-totals',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'Count and sums of the credits the filters keep, by currency',
  query: creditFilters,
  answer: creditTotals,
})

export const fetchCreditExport = endpoint({
  method: 'get',
  path: '/api/credit-export',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'The credits the filters keep, as a CSV or XLSX file',
  query: creditExportQuery,
  answer: 'file',
})

export const fetchCreditRecord = endpoint({
  method: 'get',
  path: '/api/credits/{id}',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'All there is to know of one credit note or payment',
  params: idParams,
  answer: creditRecord,
})

export const fetchOpenInstalments = endpoint({
  method: 'get',
  path: '/api/credits/{id}/open-instalments',
  capability: 'read',
  tags: ['Avoirs'],
  summary: 'The open instalments a credit may settle, with the spread we suggest',
  params: idParams,
  query: openInstalmentsQuery,
  answer: openInstalments,
})
