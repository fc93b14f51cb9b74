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
import { BLOCK_SCOPES } from '#domain/dunning/blocks.ts'
import { ALLOCATION_ORIGINS } from '#domain/receivables/allocation.ts'
import { MAX_INSTALMENTS } from '#domain/receivables/instalment-plan.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { CREDIT_KINDS, INVOICE_KINDS } from '#domain/receivables/receivable-kinds.ts'
import { INVOICE_SORTS, INVOICE_STATES } from '#domain/receivables/receivable-lists.ts'

/** « Ventes › Factures »: the list, the record and the draft. Amounts are integer cents, days YYYY-MM-DD. */

/** Filters as query parameters; companies are comma separated, none means all of the user's. */
export const invoiceFilters = z.object({
  companies: companyCodes,
  /** Number, client's code, name or town, or an amount. */
  text: z.string().trim().max(200).optional(),
  /** "open" and "overdue" are final invoices with something left; "overdue" is part of "open". */
  state: z.enum(INVOICE_STATES).optional(),
  level: z.coerce.number().pipe(level).optional(),
  issuedFrom: day.optional(),
  issuedTo: day.optional(),
  customer: addressId.optional(),
})
export type InvoiceFilters = z.infer<typeof invoiceFilters>

const order = {
  sort: z.enum(INVOICE_SORTS).default('issuedOn'),
  direction: direction.default('desc'),
}

export const invoicePageQuery = invoiceFilters.extend({
  ...order,
  after,
  limit: pageLimit({ usual: 50, most: 200 }),
})
export const invoiceExportQuery = invoiceFilters.extend({ ...order, format: exportFormat })

const customerName = z.object({ id, code: z.string(), name: z.string() })

export const invoiceListRow = z.object({
  id,
  company: z.string(),
  customer: customerName,
  number: z.string().nullable(),
  label: z.string().nullable(),
  state: z.enum(INVOICE_STATES),
  isProvisional: z.boolean(),
  issuedOn: day.nullable(),
  /** Of what is open, the first; of what is settled, the last. */
  dueOn: day.nullable(),
  /** Of the first open instalment; 0 when nothing is late. */
  daysLate: z.number().int(),
  instalments: z.number().int(),
  currency: z.string(),
  totalCents: cents,
  openCents: cents,
  /** Highest among the open instalments; null when nothing is open. */
  level: level.nullable(),
})
export type InvoiceListRow = z.infer<typeof invoiceListRow>

export const invoiceListPage = z.object({ rows: z.array(invoiceListRow), next: z.string().nullable() })

/** Sums of all that the filters keep, by currency; drafts count for nothing but their number. */
export const invoiceTotals = z.object({
  count: z.number().int(),
  drafts: z.number().int(),
  amounts: z.array(
    z.object({ currency: z.string(), totalCents: cents, openCents: cents, overdueCents: cents }),
  ),
})
export type InvoiceTotals = z.infer<typeof invoiceTotals>

const plannedInstalment = z.object({ dueOn: day, amountCents: positiveCents })

/** A draft as it is typed. Its total is the sum of its instalments. */
export const draftInvoice = z.object({
  customerId: id,
  number: z.string().trim().max(60),
  issuedOn: day,
  currency,
  label: z.string().trim().max(200),
  instalments: z.array(plannedInstalment).min(1).max(MAX_INSTALMENTS),
})
export type DraftInvoice = z.infer<typeof draftInvoice>

/** `version` proves that nobody saved the draft meanwhile. */
export const draftChange = draftInvoice.extend({ version: z.number().int() })
export const draftVersion = z.object({ version: z.number().int() })
export const savedDraft = z.object({ id, version: z.number().int() })
export type SavedDraft = z.infer<typeof savedDraft>

export const invoiceRecord = z.object({
  id,
  company: z.string(),
  customer: customerName.extend({ term: z.string() }),
  number: z.string().nullable(),
  label: z.string().nullable(),
  kind: z.enum(INVOICE_KINDS),
  status: z.enum(['draft', 'final', 'withdrawn']),
  state: z.enum(INVOICE_STATES),
  version: z.number().int(),
  isProvisional: z.boolean(),
  issuedOn: day.nullable(),
  currency: z.string(),
  totalCents: cents,
  openCents: cents,
  source: z.object({ kind: z.string(), fileName: z.string().nullable(), line: z.number().int().nullable() }),
  createdBy: z.string(),
  createdAt: z.string(),
  documents: z.array(z.object({ id, fileName: z.string(), mediaType: z.string() })),
  /** What platforms and the buyer said of it, the oldest first. */
  statuses: z.array(
    z.object({ id, name: z.string(), on: day, reason: z.string().nullable(), fileName: z.string() }),
  ),
  instalments: z.array(
    z.object({
      id,
      dueOn: day.nullable(),
      dueIsEstimated: z.boolean(),
      daysLate: z.number().int(),
      amountCents: cents,
      openCents: cents,
      level,
      lastRemindedOn: day.nullable(),
    }),
  ),
  /** Newest first; those cancelled stay, with who and why. */
  allocations: z.array(
    z.object({
      id,
      instalmentId: id,
      amountCents: cents,
      origin: z.enum(ALLOCATION_ORIGINS),
      credit: z
        .object({
          id,
          kind: z.enum(CREDIT_KINDS),
          number: z.string().nullable(),
          receivedOn: day.nullable(),
          label: z.string().nullable(),
          /** « noté à la main », until an import brings it. */
          isNoted: z.boolean(),
        })
        .nullable(),
      createdBy: z.string(),
      createdAt: z.string(),
      cancelled: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  ),
  reminders: z.array(
    z.object({
      letterId: id,
      runId: id,
      level,
      letterOn: day,
      isCancelled: z.boolean(),
      by: z.string().nullable(),
    }),
  ),
  blocks: z.array(
    z.object({
      id,
      kind: z.string(),
      /** Whether it holds the client, this invoice, or one instalment of it. */
      scope: z.enum(BLOCK_SCOPES),
      reason: z.string(),
      endsOn: day.nullable(),
    }),
  ),
  corrections: z.array(z.object({ id, number: z.string().nullable(), amountCents: cents })),
})
export type InvoiceRecord = z.infer<typeof invoiceRecord>

export const numberQuery = z.object({
  company: z.string(),
  number: z.string().trim().min(1).max(60),
  /** The invoice that bears it, not to be counted. */
  except: z.coerce.number().int().optional(),
})
export const numberUses = z.object({
  uses: z.array(z.object({ id, customer: z.string(), issuedOn: day.nullable(), isDraft: z.boolean() })),
})

export const choicesQuery = z.object({ company: z.string(), text: z.string().trim().max(200).default('') })
export const customerChoice = customerName.extend({
  town: z.string().nullable(),
  /** The client's own payment term, else the company's. */
  term: z.string(),
})
export type CustomerChoice = z.infer<typeof customerChoice>
export const customerChoices = z.object({ choices: z.array(customerChoice) })

export const newCustomer = z.object({
  company: z.string(),
  code: z.string().trim().min(1).max(60),
  name: z.string().trim().min(1).max(200),
  addressLine: z.string().trim().max(200).default(''),
  postcode: z.string().trim().max(20).default(''),
  town: z.string().trim().max(100).default(''),
  paymentTerm: z
    .string()
    .trim()
    .max(100)
    .refine((text) => text === '' || parsePaymentTerm(text) !== null, {
      error: 'features.term-not-understood',
    })
    .default(''),
})

export const fetchInvoiceList = endpoint({
  method: 'get',
  path: '/api/invoices',
  capability: 'read',
  tags: ['Factures'],
  summary: 'Invoices, a page at a time',
  query: invoicePageQuery,
  answer: invoiceListPage,
})

export const fetchInvoiceTotals = endpoint({
  method: 'get',
  path: '/api/invoice-totals',
  capability: 'read',
  tags: ['Factures'],
  summary: 'Counts and sums of the invoices the filters keep, by currency',
  query: invoiceFilters,
  answer: invoiceTotals,
})

export const fetchInvoiceExport = endpoint({
  method: 'get',
  path: '/api/invoice-export',
  capability: 'read',
  tags: ['Factures'],
  summary: 'The invoices the filters keep, as a CSV or XLSX file',
  query: invoiceExportQuery,
  answer: 'file',
})

export const fetchInvoiceRecord = endpoint({
  method: 'get',
  path: '/api/invoices/{id}/record',
  capability: 'read',
  tags: ['Factures'],
  summary: 'All there is to know of one invoice',
  params: idParams,
  answer: invoiceRecord,
})
