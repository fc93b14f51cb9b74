import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { cents, companyCodes, day, id, idParams } from '#contract/fields.ts'
import { creditId } from './credit-contract.ts'

/**
 * Payments that have probably settled an invoice, and payments noted before the books have them. Amounts are
 * integer cents, days YYYY-MM-DD.
 */

const customer = z.object({ id, code: z.string(), name: z.string() })
const invoices = z.array(z.object({ id, number: z.string().nullable(), dueOn: day.nullable() }))

export const companiesQuery = z.object({
  companies: companyCodes,
})

export const probablePaymentRow = z.object({
  creditId: id,
  company: z.string(),
  customer,
  currency: z.string(),
  /** What is left of the payment, and what its invoices ask. */
  amountCents: cents,
  receivedOn: day.nullable(),
  label: z.string().nullable(),
  invoices,
  /** « plusieurs possibles »: another invoice or payment of that amount would do as well. */
  isOneOfSeveral: z.boolean(),
})
export type ProbablePaymentRow = z.infer<typeof probablePaymentRow>

export const probablePaymentList = z.object({
  /** Of all, those told below at most 500. */
  count: z.number().int(),
  /** Those that « tout affecter » takes. */
  sureCount: z.number().int(),
  rows: z.array(probablePaymentRow),
})
export type ProbablePaymentList = z.infer<typeof probablePaymentList>

export const allocationAsked = z.object({
  companies: z.array(z.string()).optional(),
  /** Absent: all but those of which several are possible, and those dated after today. */
  creditIds: z.array(id.positive()).min(1).max(500).optional(),
})
export const allocated = z.object({
  allocated: z.array(z.object({ creditId: id, amountCents: cents, allocationIds: z.array(id).readonly() })),
})

const reason = z.string().trim().min(1, { error: 'receivables.reason-missing' }).max(500)
export const takingBack = z.object({ allocationIds: z.array(id.positive()).min(1).max(20_000), reason })
export const takenBack = z.object({ cancelled: z.number().int() })

/** « Règlement reçu le … », on the row of an invoice. */
export const paymentNote = z.object({
  invoiceId: id.positive(),
  receivedOn: day,
  /** Absent: all that the invoice still asks. */
  amountCents: cents.positive().optional(),
})
export const noteTakenBack = z.object({ reason })

export const notedPayment = z.object({
  creditId: id,
  company: z.string(),
  customer,
  currency: z.string(),
  amountCents: cents,
  receivedOn: day.nullable(),
  invoices,
  notedBy: z.string(),
  notedAt: z.string(),
})
export const notedPayments = z.object({ rows: z.array(notedPayment) })
export type NotedPayments = z.infer<typeof notedPayments>

export const fetchProbablePayments = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/probable-payments',
  capability: 'read',
  tags: ['Règlements'],
  summary: 'Unallocated payments that have probably settled an invoice',
  query: companiesQuery,
  answer: probablePaymentList,
})

export const allocateProbablePayments = endpoint({
  method: 'post',
  path: '/api/probable-payments/allocations',
  capability: 'allocate',
  tags: ['Règlements'],
  summary: 'Allocates probable payments to their invoices, those named or all the sure ones',
  body: allocationAsked,
  answer: allocated,
})

export const takeAllocationsBack = endpoint({
  method: 'post',
  path: '/api/probable-payments/allocations/cancellation',
  capability: 'allocate',
  tags: ['Règlements'],
  summary: 'Takes such allocations back, all or none',
  body: takingBack,
  answer: takenBack,
})

export const fetchNotedPayments = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/noted-payments',
  capability: 'read',
  tags: ['Règlements'],
  summary: 'Payments noted on an invoice that the books do not have yet',
  query: companiesQuery,
  answer: notedPayments,
})

export const notePayment = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/noted-payments',
  capability: 'allocate',
  tags: ['Règlements'],
  summary: 'Notes that an invoice was paid, until the books bring the payment',
  body: paymentNote,
  answer: creditId,
})

export const cancelNotedPayment = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/noted-payments/{id}/cancellation',
  capability: 'allocate',
  tags: ['Règlements'],
  summary: 'Takes back a payment noted on an invoice',
  params: idParams,
  body: noteTakenBack,
  answer: creditId,
})
