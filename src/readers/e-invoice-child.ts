import { type EInvoiceLimits, understandDocument } from './e-invoice-document.ts'
import { limitProcess } from './process-limits.ts'

// A process of its own: `e-invoice.ts` limits its memory and its time, and keeps it for the next file.

/** What the parent asks. */
export interface EInvoiceQuestion {
  readonly bytes: Uint8Array
  readonly limits: EInvoiceLimits
}

const limit = limitProcess()
process.once('disconnect', () => process.exit())
process.on('message', async ({ bytes, limits }: EInvoiceQuestion) => {
  limit.begin()
  process.send?.(await understandDocument(bytes, limits))
})
