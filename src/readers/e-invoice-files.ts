import { isZip } from './binary.ts'
import { detect } from './detect.ts'
import { readBusinessDocument } from './e-invoice.ts'
import { type BusinessDocument, E_INVOICE_LIMITS } from './e-invoice-document.ts'
import { fileTooLarge, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { bytesSource, readAll, readHead, type Source } from './source.ts'
import { type ZipLimits, zippedFiles } from './unzip.ts'

/** One file among those dropped, taken out of its archive; or why it cannot be. */
export interface EInvoiceFile {
  readonly name: string
  readonly content: Uint8Array | ReadIssue
}

const ZIP_LIMITS: ZipLimits = {
  files: 2_000,
  fileBytes: E_INVOICE_LIMITS.pdfBytes,
  totalBytes: 1_000_000_000,
}

/**
 * The files dropped, those of ZIP archives one by one, always in the same order; one at a time in
 * memory. An archive inside another is not opened.
 */
export async function* eInvoiceFiles(sources: readonly Source[]): AsyncGenerator<EInvoiceFile> {
  for (const source of sources) {
    const { name } = source
    if (!isZip(await readHead(source, 4))) {
      const isTooLarge = source.size > ZIP_LIMITS.fileBytes
      yield {
        name,
        content: isTooLarge ? fileTooLarge(source.size, ZIP_LIMITS.fileBytes) : await readAll(source),
      }
      continue
    }
    const files = await zippedFiles(source, ZIP_LIMITS)
    if ('code' in files) {
      yield { name, content: files }
      continue
    }
    for await (const file of files) {
      const isNested = !('code' in file.content) && isZip(file.content)
      yield isNested ? { name: file.name, content: issue('zip-nested') } : file
    }
  }
}

/** Reads one of them; what is neither an e-invoice nor statuses but can be imported otherwise says how. */
export async function readEInvoiceFile({ name, content }: EInvoiceFile): Promise<BusinessDocument> {
  if ('code' in content) return { kind: 'refused', reason: content }
  const source = bytesSource(name, content)
  const document = await readBusinessDocument(source)
  if (document.kind !== 'refused') return document
  const { format, reason } = await detect(source)
  if (format === 'e-invoice' || format === 'e-invoice-statuses') return document
  // Among e-invoices nobody looks for a table: a photograph is told to be none of them.
  if (reason?.code === 'not-a-table' || reason?.code === 'is-binary')
    return { kind: 'refused', reason: issue('einvoice-not-xml') }
  return { kind: 'refused', reason: reason ?? issue('einvoice-is-books') }
}

/** What a document is kept as: what carries the invoice, PDF or XML. */
export function mediaTypeOf(content: Uint8Array): 'application/pdf' | 'application/xml' {
  return Buffer.from(content.subarray(0, 4)).toString('latin1') === '%PDF'
    ? 'application/pdf'
    : 'application/xml'
}
