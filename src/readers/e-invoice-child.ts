import { type EInvoiceLimits, understandEInvoice } from './e-invoice-document.ts'

// A process of its own: `e-invoice.ts` limits its memory and its time, and keeps it for the next file.

/** What the parent asks. */
export interface EInvoiceQuestion {
  readonly bytes: Uint8Array
  readonly limits: EInvoiceLimits
}

process.once('disconnect', () => process.exit())
process.on('message', async ({ bytes, limits }: EInvoiceQuestion) => {
  process.send?.(await understandEInvoice(bytes, limits))
})
