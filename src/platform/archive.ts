import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { BlobMissing, type BlobStore, digestOfBlob } from './blob-store.ts'

/** Documents kept for ever under the name of their content: the same bytes are stored once. */
export interface Archive {
  /** Stores the bytes durably, in the place of damaged ones too, and returns their SHA-256 in hexadecimal. */
  put(bytes: Uint8Array, extension?: DocumentExtension): Promise<string>
  /** @throws RelancesError unavailable when the document is missing or no longer what was stored */
  get(sha256: string, extension?: DocumentExtension): Promise<Uint8Array>
}

/** Whether `get` failed because of this document, not because its store does not answer. */
export function isDamage(error: unknown): boolean {
  return error instanceof RelancesError && error.key === DAMAGED
}

const DAMAGED = 'platform.archive-damaged'

/** Letters and most e-invoices are PDFs; some e-invoices are XML only; e-mails are as they left. */
export type DocumentExtension = 'pdf' | 'xml' | 'eml'

/** How the archive names a document of this type. */
export function extensionOf(mediaType: 'application/pdf' | 'application/xml'): DocumentExtension {
  return mediaType === 'application/xml' ? 'xml' : 'pdf'
}

/** The archive in a store, spread over 256 folders. */
export function openArchive(store: BlobStore): Archive {
  const nameOf = (sha256: string, extension: DocumentExtension) =>
    `archive/${sha256.slice(0, 2)}/${sha256}.${extension}`
  return {
    async put(bytes, extension = 'pdf') {
      const sha256 = digest(bytes)
      const name = nameOf(sha256, extension)
      // By its digest, not by its size: what has been damaged since is written again.
      if ((await digestOfBlob(store, name)) !== sha256) await store.put(name, bytes)
      return sha256
    },
    async get(sha256, extension = 'pdf') {
      const bytes = await readWhole(store, nameOf(sha256, extension))
      if (bytes === null || digest(bytes) !== sha256) {
        throw new RelancesError('unavailable', DAMAGED, { sha256 })
      }
      return bytes
    },
  }
}

async function readWhole(store: BlobStore, name: string): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of store.read(name)) chunks.push(chunk)
  } catch (error) {
    if (error instanceof BlobMissing) return null
    throw error
  }
  return Buffer.concat(chunks)
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
