import type { z } from 'zod'
import type { CreditSort, InvoiceSort } from '#domain/receivable-lists.ts'
import type {
  AllocationOrder,
  allocationResult,
  CreditFilters,
  CreditRecord,
  CreditTotals,
  creditListPage,
  NewCredit,
  OpenInstalments,
  PenaltyDebts,
  PenaltyOrder,
} from '#features/credits/contract.ts'
import type {
  customerChoice,
  DraftInvoice,
  InvoiceFilters,
  InvoiceRecord,
  InvoiceTotals,
  invoiceListPage,
  newCustomer,
  numberUses,
  SavedDraft,
} from '#features/invoices/contract.ts'
import type {
  allocated,
  allocationAsked,
  PaymentNote,
  ProbablePaymentList,
} from '#features/probable-payments/contract.ts'
import { filePath, getJson, sendJson, withQuery } from './request.ts'

/** What the screens of invoices, credit notes and payments ask; loaded with them. */

export type CustomerChoice = z.infer<typeof customerChoice>
export type InvoicePage = z.infer<typeof invoiceListPage>
export type CreditPage = z.infer<typeof creditListPage>
export type NumberUses = z.infer<typeof numberUses>
type NewCustomer = z.input<typeof newCustomer>

interface Listing<Sort> {
  /** Codes, comma separated; none means all. */
  readonly companies?: string | undefined
  readonly sort?: Sort
  readonly direction?: 'asc' | 'desc'
}
export type InvoiceQuery = Omit<InvoiceFilters, 'companies'> & Listing<InvoiceSort>
export type CreditQuery = Omit<CreditFilters, 'companies'> & Listing<CreditSort>
type Paged = { readonly after?: string | undefined }

export const fetchInvoiceList = (query: InvoiceQuery & Paged, signal?: AbortSignal) =>
  getJson<InvoicePage>(withQuery('/api/invoices', query), signal)
export const fetchInvoiceTotals = (query: InvoiceQuery, signal?: AbortSignal) =>
  getJson<InvoiceTotals>(withQuery('/api/invoice-totals', query), signal)
export const invoiceExportPath = (query: InvoiceQuery, format: 'csv' | 'xlsx') =>
  filePath('/api/invoice-export', { ...query, format })
export const fetchInvoiceRecord = (id: number) => getJson<InvoiceRecord>(`/api/invoices/${id}/record`)

export const createDraft = (draft: DraftInvoice) => sendJson<SavedDraft>('POST', '/api/invoices', draft)
export const changeDraft = (id: number, change: DraftInvoice & { version: number }) =>
  sendJson<SavedDraft>('PUT', `/api/invoices/${id}`, change)
export const finaliseDraft = (id: number, version: number) =>
  sendJson<unknown>('POST', `/api/invoices/${id}/finalisation`, { version })
export const discardDraft = (id: number, version: number) =>
  sendJson<unknown>('POST', `/api/invoices/${id}/discarding`, { version })
export const fetchNumberUses = (query: { company: string; number: string; except?: number | undefined }) =>
  getJson<NumberUses>(withQuery('/api/invoice-numbers', query))
export const fetchCustomerChoices = (company: string, text: string, signal?: AbortSignal) =>
  getJson<{ choices: CustomerChoice[] }>(withQuery('/api/customer-choices', { company, text }), signal)
export const createCustomer = (customer: NewCustomer) =>
  sendJson<CustomerChoice>('POST', '/api/customers', customer)

export const fetchCreditList = (query: CreditQuery & Paged, signal?: AbortSignal) =>
  getJson<CreditPage>(withQuery('/api/credits', query), signal)
export const fetchCreditTotals = (query: CreditQuery, signal?: AbortSignal) =>
  getJson<CreditTotals>(withQuery('/api/credit-totals', query), signal)
export const creditExportPath = (query: CreditQuery, format: 'csv' | 'xlsx') =>
  filePath('/api/credit-export', { ...query, format })
export const fetchCreditRecord = (id: number) => getJson<CreditRecord>(`/api/credits/${id}`)
export const createCredit = (credit: NewCredit) => sendJson<{ id: number }>('POST', '/api/credits', credit)
export const cancelCredit = (id: number, reason: string) =>
  sendJson<unknown>('POST', `/api/credits/${id}/cancellation`, { reason })
export const fetchOpenInstalments = (id: number, text?: string) =>
  getJson<OpenInstalments>(withQuery(`/api/credits/${id}/open-instalments`, { text }))
export const allocateCredit = (id: number, order: AllocationOrder) =>
  sendJson<z.infer<typeof allocationResult>>('POST', `/api/credits/${id}/allocations`, order)
export const fetchPenaltiesFor = (id: number) => getJson<PenaltyDebts>(`/api/credits/${id}/penalties`)
export const payPenalties = (id: number, order: PenaltyOrder) =>
  sendJson<z.infer<typeof allocationResult>>('POST', `/api/credits/${id}/penalties`, order)
export const cancelAllocation = (id: number, reason: string) =>
  sendJson<unknown>('POST', `/api/allocations/${id}/cancellation`, { reason })
export const returnPayment = (id: number, returnedOn: string, reason: string) =>
  sendJson<unknown>('POST', `/api/credits/${id}/return`, { returnedOn, reason })
export const cancelReturn = (id: number, reason: string) =>
  sendJson<unknown>('POST', `/api/credits/${id}/return-cancellation`, { reason })

export const fetchProbablePayments = (companies?: string) =>
  getJson<ProbablePaymentList>(withQuery('/api/probable-payments', { companies }))
export const allocateProbablePayments = (asked: z.input<typeof allocationAsked>) =>
  sendJson<z.infer<typeof allocated>>('POST', '/api/probable-payments/allocations', asked)
export const takeAllocationsBack = (allocationIds: readonly number[], reason: string) =>
  sendJson<unknown>('POST', '/api/probable-payments/allocations/cancellation', { allocationIds, reason })
export const notePayment = (note: PaymentNote) =>
  sendJson<{ id: number }>('POST', '/api/noted-payments', note)
export const cancelNotedPayment = (id: number, reason: string) =>
  sendJson<unknown>('POST', `/api/noted-payments/${id}/cancellation`, { reason })
