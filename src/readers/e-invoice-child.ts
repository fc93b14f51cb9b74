import { type EInvoiceLimits, understandEInvoice } from './e-invoice-document.ts'
import { limitMemory } from './memory-limit.ts'

// A process of its own: `e-invoice.ts` limits its memory and its time, and keeps it for the next file.

/** What the parent asks. */
export interface EInvoiceQuestion {
  readonly bytes: Uint8Array
  readonly limits: EInvoiceLimits
}

limitMemory(Number(process.argv[2]))
process.once('disconnect', () => process.exit())
process.on('message', async ({ bytes, limits }: EInvoiceQuestion) => {
  process.send?.(await understandEInvoice(bytes, limits))
})
