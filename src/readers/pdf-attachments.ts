import { EncryptedPDFError, ParseSpeeds, PDFDocument } from '@cantoo/pdf-lib'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** A file embedded in a PDF (catalog /Names/EmbeddedFiles or /AF). */
export interface PdfAttachment {
  /** Its name without any folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * All the files a PDF carries, or why it cannot be opened. A PDF cut on its way is refused even where
 * the library could mend it: what is missing may be the attachment.
 */
export async function pdfAttachments(bytes: Uint8Array): Promise<readonly PdfAttachment[] | ReadIssue> {
  if (isCut(bytes)) return issue('einvoice-pdf-truncated')
  try {
    const pdf = await PDFDocument.load(bytes, {
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fastest,
      warnOnInvalidObjects: false,
    })
    return pdf.getAttachments().map(({ name, data }) => ({ name: name.replace(/^.*[\\/]/, ''), bytes: data }))
  } catch (error) {
    // The library throws errors of many kinds, strings among them, on a damaged file.
    return issue(error instanceof EncryptedPDFError ? 'einvoice-pdf-encrypted' : 'einvoice-pdf-unreadable')
  }
}

// The mark that ends every PDF, which a few bytes may follow.
function isCut(bytes: Uint8Array): boolean {
  return !Buffer.from(bytes.subarray(-2048)).includes('%%EOF')
}
