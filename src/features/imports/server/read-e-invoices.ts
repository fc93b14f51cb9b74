import { createHash } from 'node:crypto'
import type { EInvoiceDocument } from '#ledger/import-e-invoices.ts'
import type { StatusFile } from '#readers/cdar.ts'
import { eInvoiceFiles, mediaTypeOf, readEInvoiceFile } from '#readers/e-invoice-files.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { Source } from '#readers/source.ts'

/** A file among those dropped: the e-invoice or the statuses it is, or why it is neither. */
export interface ReadFile {
  readonly name: string
  readonly sha256: string
  readonly document: ReadDocument | null
  readonly statuses: ReadStatuses | null
  readonly refusal: ReadIssue | null
}

export interface ReadDocument extends EInvoiceDocument {
  /** Place of the file among those dropped, archives opened. */
  readonly position: number
}

/** The statuses a file says, and its bytes: they are small, and are kept. */
export interface ReadStatuses extends StatusFile {
  readonly content: Uint8Array
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
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const nothing = { name, sha256, document: null, statuses: null, refusal: null }
    const document = { file: name, mediaType, position: files.length }
    if (read.kind === 'refused') files.push({ ...nothing, refusal: read.reason })
    else if (read.kind === 'statuses') files.push({ ...nothing, statuses: { ...read, content: bytes } })
    else files.push({ ...nothing, document: { ...document, invoice: read } })
    // An archive unzips to more than it weighs: the share is then only a hint.
    done += bytes.length
    onProgress(Math.min(0.99, done / total))
  }
  return files
}
