import { binaryCode } from './binary.ts'
import { CDAR_ROOT } from './cdar.ts'
import { type ChildLimits, keepChild } from './child.ts'
import type { EInvoiceQuestion } from './e-invoice-child.ts'
import {
  type BusinessDocument,
  E_INVOICE_LIMITS,
  type EInvoiceLimits,
  invoiceOnly,
  understandDocument,
} from './e-invoice-document.ts'
import type { EInvoice, RefusedEInvoice } from './e-invoice-record.ts'
import { fileTooLarge, issue } from './issues.ts'
import { readAll, type Source } from './source.ts'
import { decodeXml, rootNameOf } from './xml-text.ts'

/** A real PDF takes 30 ms and 100 MB; one made to be slow or to fill the memory is given up. */
const CHILD_LIMITS: ChildLimits = { heapMegabytes: 512, memoryMegabytes: 1024, seconds: 30 }

/** A status weighs five thousand bytes. At its worst, a file of this size takes a tenth of a second. */
const SMALL_BYTES = 64_000

const ask = keepChild<EInvoiceQuestion, BusinessDocument>(
  new URL('./e-invoice-child.ts', import.meta.url),
  CHILD_LIMITS,
)

/**
 * Reads an e-invoice of EN 16931, CII or UBL in XML or a PDF that carries it (Factur-X, ZUGFeRD, XRechnung), or the
 * statuses of some (CDAR), known by its content, in a process limited in memory and time. Never throws on a bad
 * file: it is refused with the reason.
 */
export async function readBusinessDocument(
  source: Source,
  limits: EInvoiceLimits = E_INVOICE_LIMITS,
): Promise<BusinessDocument> {
  const maxBytes = Math.max(limits.pdfBytes, limits.xmlBytes)
  if (source.size > maxBytes) return { kind: 'refused', reason: fileTooLarge(source.size, maxBytes) }
  const bytes = await readAll(source)
  // Statuses come by the thousand: small, they are read here, with no other process to wait for.
  if (bytes.length <= SMALL_BYTES && isCdar(bytes)) return await understandDocument(bytes, limits)
  const answer = await ask({ bytes, limits })
  return answer ?? { kind: 'refused', reason: issue('einvoice-too-heavy') }
}

/** As `readBusinessDocument`, where only an invoice will do. */
export async function readEInvoice(
  source: Source,
  limits: EInvoiceLimits = E_INVOICE_LIMITS,
): Promise<EInvoice | RefusedEInvoice> {
  return invoiceOnly(await readBusinessDocument(source, limits))
}

function isCdar(bytes: Uint8Array): boolean {
  const text = binaryCode(bytes.subarray(0, 4096)) ? null : decodeXml(bytes)
  return typeof text === 'string' && rootNameOf(text) === CDAR_ROOT
}
