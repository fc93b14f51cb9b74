import { binaryCode } from './binary.ts'
import { CDAR_ROOT, type StatusFile, statusesOf } from './cdar.ts'
import { ciiFacts, zugferd1Facts } from './e-invoice-cii.ts'
import type { EInvoiceFacts } from './e-invoice-facts.ts'
import type { EInvoice, RefusedEInvoice } from './e-invoice-record.ts'
import { invoiceOf } from './e-invoice-rules.ts'
import { ublFacts } from './e-invoice-ubl.ts'
import { fileTooLarge, issue } from './issues.ts'
import { type PdfAttachment, pdfAttachments } from './pdf-attachments.ts'
import type { ReadIssue } from './records.ts'
import { decodeXml, rootNameOf } from './xml-text.ts'
import { parseXml, type XmlDocument } from './xml-tree.ts'

/**
 * In bytes. Real invoices with files embedded in their XML reach 1.3 MB; beyond a few times that, a
 * document made to be slow (millions of empty elements) would keep a processor busy for a minute.
 */
export interface EInvoiceLimits {
  readonly pdfBytes: number
  readonly xmlBytes: number
}

export const E_INVOICE_LIMITS: EInvoiceLimits = { pdfBytes: 50_000_000, xmlBytes: 5_000_000 }

// Names of the XML in a PDF, compared without case: Factur-X, then XRechnung, then ZUGFeRD 2.0 and
// 1.0. A PDF with several is read by the first, which is the most recent.
const ATTACHMENT_NAMES = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml']

const READERS: Readonly<Record<string, (document: XmlDocument) => EInvoiceFacts>> = {
  CrossIndustryInvoice: ({ element }) => ciiFacts(element),
  CrossIndustryDocument: ({ element }) => zugferd1Facts(element),
  Invoice: ({ element }) => ublFacts(element, false),
  CreditNote: ({ element }) => ublFacts(element, true),
}

/** Roots of orders: Order-X, UBL. Told apart only to say what is wrong. */
const ORDERS = ['SCRDMCCBDACIOMessageStructure', 'CrossIndustryOrder', 'Order']

/** True for the root of an e-invoice, or of the order one could take for it. */
function isEInvoiceRoot(root: string | null): boolean {
  return root !== null && (Object.hasOwn(READERS, root) || ORDERS.includes(root))
}

/** True for the root of a document that holds an e-invoice, alone or in its business header. */
export function holdsEInvoice(root: string | null): boolean {
  return root === 'StandardBusinessDocument' || isEInvoiceRoot(root)
}

/** What a file about e-invoices can be: one of them, statuses of some, or neither, with the reason. */
export type BusinessDocument = EInvoice | StatusFile | RefusedEInvoice

/**
 * Understands an e-invoice of EN 16931: CII or UBL in XML, or a PDF that carries it (Factur-X,
 * ZUGFeRD, XRechnung), or the statuses of some (CDAR), known by its content. Never throws on a bad file: it is refused with the
 * reason. Works in the caller's process; `readBusinessDocument` does it in one that is limited.
 */
export async function understandDocument(
  bytes: Uint8Array,
  limits: EInvoiceLimits = E_INVOICE_LIMITS,
): Promise<BusinessDocument> {
  if (bytes.length === 0) return refused(issue('empty'))
  const binary = binaryCode(bytes.subarray(0, 4096))
  if (binary === 'is-pdf') return await readPdf(bytes, limits)
  return binary ? refused(issue(binary)) : readXml(bytes, limits)
}

/** As `understandDocument`, where only an invoice will do. */
export async function understandEInvoice(
  bytes: Uint8Array,
  limits: EInvoiceLimits = E_INVOICE_LIMITS,
): Promise<EInvoice | RefusedEInvoice> {
  return invoiceOnly(await understandDocument(bytes, limits))
}

/** The same, statuses being refused by their name. */
export function invoiceOnly(document: BusinessDocument): EInvoice | RefusedEInvoice {
  return document.kind === 'statuses' ? refused(issue('is-cdar')) : document
}

function readXml(bytes: Uint8Array, limits: EInvoiceLimits): BusinessDocument {
  if (bytes.length > limits.xmlBytes) return refused(fileTooLarge(bytes.length, limits.xmlBytes))
  const text = decodeXml(bytes)
  if (typeof text !== 'string') return refused(text)
  const root = rootNameOf(text)
  if (root === null) return refused(issue('einvoice-not-xml'))
  const parsed = parseXml(text)
  if ('code' in parsed) return refused(parsed)
  const document = unwrapped(parsed)
  if (document.root === CDAR_ROOT) {
    const statuses = statusesOf(document.element)
    return 'code' in statuses ? refused(statuses) : statuses
  }
  if (ORDERS.includes(document.root)) return refused(issue('einvoice-is-order'))
  const reader = Object.hasOwn(READERS, document.root) ? READERS[document.root] : undefined
  if (!reader) return refused(issue('einvoice-unknown-root', {}, { root }))
  const invoice = invoiceOf(reader(document))
  return 'code' in invoice ? refused(invoice) : invoice
}

// Peppol networks hand an invoice over inside a business header (UN/CEFACT SBDH).
function unwrapped(document: XmlDocument): XmlDocument {
  if (document.root !== 'StandardBusinessDocument') return document
  for (const [root, children] of Object.entries(document.element)) {
    const [element] = typeof children === 'object' ? children : []
    if (element && (isEInvoiceRoot(root) || root === CDAR_ROOT)) return { root, element }
  }
  return document
}

async function readPdf(bytes: Uint8Array, limits: EInvoiceLimits): Promise<BusinessDocument> {
  if (bytes.length > limits.pdfBytes) return refused(fileTooLarge(bytes.length, limits.pdfBytes))
  const attachments = await pdfAttachments(bytes)
  if ('code' in attachments) return refused(attachments)
  const attachment = invoiceAmong(attachments, limits.xmlBytes)
  if (attachment) {
    const xml = attachment.read(limits.xmlBytes)
    return 'code' in xml ? refused(xml) : readXml(xml, limits)
  }
  const hasOrder = attachments.some(({ name }) => name.toLowerCase() === 'order-x.xml')
  return refused(issue(hasOrder ? 'einvoice-is-order' : 'einvoice-pdf-plain'))
}

// By name first; else the other attachments (delivery notes, images) are asked for their root.
function invoiceAmong(attachments: readonly PdfAttachment[], maxBytes: number): PdfAttachment | undefined {
  for (const name of ATTACHMENT_NAMES) {
    const named = attachments.find((attachment) => attachment.name.toLowerCase() === name)
    if (named) return named
  }
  return attachments.find((attachment) => isEInvoiceRoot(rootOf(attachment.read(maxBytes))))
}

function rootOf(bytes: ReturnType<PdfAttachment['read']>): string | null {
  if ('code' in bytes || binaryCode(bytes.subarray(0, 4096))) return null
  const text = decodeXml(bytes)
  return typeof text === 'string' ? rootNameOf(text) : null
}

function refused(reason: ReadIssue): RefusedEInvoice {
  return { kind: 'refused', reason }
}
