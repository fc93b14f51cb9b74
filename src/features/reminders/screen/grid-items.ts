import type { CustomerRow, InvoiceRow } from '../contract.ts'

/** One line of the grid: a client, one of its unfolded invoices, or the wait for them. */
export type GridItem = CustomerItem | InvoiceItem | WaitItem

export interface CustomerItem {
  readonly kind: 'customer'
  readonly key: string
  readonly row: CustomerRow
  readonly isUnfolded: boolean
}

export interface InvoiceItem {
  readonly kind: 'invoice'
  readonly key: string
  readonly row: CustomerRow
  readonly invoice: InvoiceRow
}

export interface WaitItem {
  readonly kind: 'wait' | 'failed'
  readonly key: string
  readonly row: CustomerRow
}

/** What is known of the invoices of an unfolded client. */
export type UnfoldedInvoices = readonly InvoiceRow[] | 'wait' | 'failed'

/** The lines of the grid in order; `unfolded` is keyed by the client's key. */
export function gridItems(
  rows: readonly CustomerRow[],
  unfolded: ReadonlyMap<string, UnfoldedInvoices>,
): GridItem[] {
  return rows.flatMap((row): GridItem[] => {
    const invoices = unfolded.get(row.key)
    const head: CustomerItem = { kind: 'customer', key: row.key, row, isUnfolded: invoices !== undefined }
    if (invoices === undefined) return [head]
    if (invoices === 'wait' || invoices === 'failed')
      return [head, { kind: invoices, key: `${row.key} ${invoices}`, row }]
    return [head, ...invoices.map((invoice) => invoiceItem(row, invoice))]
  })
}

function invoiceItem(row: CustomerRow, invoice: InvoiceRow): InvoiceItem {
  return { kind: 'invoice', key: `${row.key} ${invoice.id}`, row, invoice }
}
