import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { cents, day, idParams, letterMessage, level } from '#contract/fields.ts'
import { ALLOCATION_ORIGINS } from '#domain/receivables/allocation.ts'
import { CREDIT_KINDS, INVOICE_KINDS } from '#domain/receivables/receivable-kinds.ts'

/** What « Détail de facture n° … » gets. Amounts are integer cents, days YYYY-MM-DD. */

const segment = z.object({
  from: day,
  to: day,
  days: z.number().int(),
  baseCents: cents,
  /** Hundredths of a percent. */
  rateBasisPoints: z.number().int(),
  rateRule: z.enum(['ecb-plus-ten', 'ecb-plus-eight', 'agreed', 'agreed-floor']),
  yearDays: z.union([z.literal(365), z.literal(366)]),
  interestCents: cents,
})

/** What the law adds to an invoice, as its letter would print it on the day asked for. */
const invoicePenalties = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('not-owed'),
    customerKind: z.enum(['consumer', 'non-professional', 'unknown']),
  }),
  z.object({
    kind: z.literal('owed'),
    regime: z.enum(['business', 'public']),
    lines: z
      .array(
        z.object({
          instalmentId: z.number().int(),
          segments: z.array(segment).readonly(),
          interestCents: cents,
        }),
      )
      .readonly(),
    interestCents: cents,
    invoiceCount: z.number().int(),
    /** Null in another currency than the euro. */
    feesCents: cents.nullable(),
    /** What was paid of them. */
    paidCents: cents,
    /** What credits nobody has allocated take off these instalments (domain/receivables/imputation.ts), as the letter would. */
    imputed: z
      .array(
        z.object({
          kind: z.enum(CREDIT_KINDS),
          name: z.string().nullable(),
          receivedOn: day.nullable(),
          cents,
        }),
      )
      .readonly(),
    /** Rates nobody has entered: interest stops before them. */
    missing: z.array(z.object({ startsOn: day, rate: z.enum(['ecb', 'legal']) })).readonly(),
  }),
])

/** « Détail de facture n° … » */
export const invoiceDetail = z.object({
  id: z.number().int(),
  number: z.string().nullable(),
  label: z.string().nullable(),
  kind: z.enum(INVOICE_KINDS),
  company: z.string(),
  customer: z.object({
    id: z.number().int(),
    code: z.string(),
    name: z.string(),
  }),
  issuedOn: day.nullable(),
  currency: z.string(),
  totalCents: cents,
  /** Open part of the instalments due on or before `on`. */
  toRemindCents: cents,
  isProvisional: z.boolean(),
  source: z.object({ kind: z.string(), fileName: z.string().nullable(), line: z.number().int().nullable() }),
  /** Name of the e-invoice it came in, to download from `/api/invoices/{id}/document`. */
  documentName: z.string().nullable(),
  instalments: z.array(
    z.object({
      id: z.number().int(),
      dueOn: day.nullable(),
      dueIsEstimated: z.boolean(),
      daysLate: z.number().int(),
      amountCents: cents,
      settledCents: cents,
      openCents: cents,
      level,
      lastRemindedOn: day.nullable(),
    }),
  ),
  allocations: z.array(
    z.object({
      id: z.number().int(),
      instalmentId: z.number().int(),
      amountCents: cents,
      origin: z.enum(ALLOCATION_ORIGINS),
      kind: z.enum(CREDIT_KINDS).nullable(),
      number: z.string().nullable(),
      receivedOn: day.nullable(),
      label: z.string().nullable(),
      /** « noté à la main », until an import brings it. */
      isNoted: z.boolean(),
    }),
  ),
  penalties: invoicePenalties,
  reminders: z.array(
    z.object({
      eventId: z.number().int(),
      kind: z.enum(['letter', 'manual', 'undo', 'import', 'merge', 'start']),
      instalmentId: z.number().int(),
      levelBefore: level,
      levelAfter: level,
      remindedOn: day.nullable(),
      letterId: z.number().int().nullable(),
      letterIsCancelled: z.boolean(),
      /** Its e-mail; null where it had none. */
      message: letterMessage.nullable(),
      runId: z.number().int().nullable(),
      reason: z.string().nullable(),
      actor: z.string(),
      occurredAt: z.string(),
    }),
  ),
})
export type InvoiceDetail = z.infer<typeof invoiceDetail>

export const fetchInvoice = endpoint({
  method: 'get',
  path: '/api/invoices/{id}',
  capability: 'read',
  tags: ['Relances'],
  summary: 'An invoice with its instalments, allocations and reminders',
  params: idParams,
  query: z.object({ on: day.optional() }),
  answer: invoiceDetail,
})
