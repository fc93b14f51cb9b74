import { createHash } from 'node:crypto'
import type { EInvoiceDocument } from '#ledger/import-e-invoices.ts'
import { eInvoiceFiles, mediaTypeOf, readEInvoiceFile } from '#readers/e-invoice-files.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { Source } from '#readers/source.ts'

/** A file among those dropped, and the e-invoice it is or why it is none. */
export interface ReadFile {
  readonly name: string
  readonly sha256: string
  readonly document: ReadDocument | null
  readonly refusal: ReadIssue | null
}

export interface ReadDocument extends EInvoiceDocument {
  /** Place of the file among those dropped, archives opened. */
  readonly position: number
}

/** Reads every file dropped, those of archives too, one after the other. */
export async function readDocuments(
  sources: readonly Source[],
  onProgress: (share: number) => void,
): Promise<readonly ReadFile[]> {
  const total = Math.max(
    1,
    sources.reduce((sum, { size }) => sum + size, 0),
  )
  const files: ReadFile[] = []
  let done = 0
  for await (const file of eInvoiceFiles(sources)) {
    const { name, content } = file
    const read = await readEInvoiceFile(file)
    const bytes = 'code' in content ? new Uint8Array() : content
    const mediaType = mediaTypeOf(bytes)
    files.push({
      name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      document:
        read.kind === 'refused' ? null : { file: name, mediaType, invoice: read, position: files.length },
      refusal: read.kind === 'refused' ? read.reason : null,
    })
    // An archive unzips to more than it weighs: the share is then only a hint.
    done += bytes.length
    onProgress(Math.min(0.99, done / total))
  }
  return files
}
