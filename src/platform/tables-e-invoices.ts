import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'

/** E-invoices received, and their statuses: each with the invoice or the credit note it is, and its file in the archive. */
export interface EInvoiceTables {
  e_invoices: EInvoiceTable
  e_invoice_status_files: StatusFileTable
  e_invoice_statuses: StatusTable
}

export interface StatusBlockColumns {
  /** The status of an e-invoice that made the block; then whether another status has ended it. */
  status_id: number | null
  is_lifted_by_status: Generated<boolean>
}

interface EInvoiceTable {
  company_id: number
  id: GeneratedAlways<number>
  document_key: string
  invoice_id: number | null
  credit_id: number | null
  type: string
  payable_cents: number
  previous_numbers: Generated<string[]>
  is_corrective: Generated<boolean>
  payment_reference: string | null
  order_number: string | null
  notes: JSONColumnType<readonly { readonly subject: string | null; readonly text: string }[]>
  file_name: string
  media_type: 'application/pdf' | 'application/xml'
  sha256: string
  bytes: number
  import_id: number
  created_at: Generated<Date>
  created_by: string
}

interface StatusFileTable {
  company_id: number
  id: GeneratedAlways<number>
  sha256: string
  file_name: string
  content: Uint8Array
  import_id: number
  created_at: Generated<Date>
  created_by: string
}

interface StatusTable {
  company_id: number
  id: GeneratedAlways<number>
  identity_key: string
  file_id: number
  import_id: number
  number: string
  bare_number: string
  issued_on: Day | null
  document_type: string | null
  status: string
  /** "2025-07-01T15:10:00", as written. */
  happened_at: string
  happened_on: Day
  reasons: JSONColumnType<readonly StoredReason[]>
  amounts: JSONColumnType<readonly StoredAmount[]>
  payable_on: Day | null
  invoice_id: number | null
  unknown_cents: number | null
  noted_cents: number | null
  credit_id: number | null
  withdrawn_at: Date | null
  created_at: Generated<Date>
  created_by: string
}

/** Why, as `readers/cdar.ts` reads it. */
export interface StoredReason {
  readonly code: string | null
  readonly text: string | null
  readonly action: string | null
}

export interface StoredAmount {
  readonly type: string
  readonly cents: number
  readonly currency: string
  readonly percent: string | null
}
