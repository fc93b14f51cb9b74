import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** E-invoices received: each with the invoice or the credit note it is, and its file in the archive. */
export interface EInvoiceTables {
  e_invoices: EInvoiceTable
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
