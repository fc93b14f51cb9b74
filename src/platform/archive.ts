import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'

/** Documents kept for ever under the name of their content: the same bytes are stored once. */
export interface Archive {
  /** Stores the bytes durably and returns their SHA-256 in hexadecimal. */
  put(bytes: Uint8Array, extension?: DocumentExtension): Promise<string>
  /** @throws RelancesError unavailable when the document is missing or no longer what was stored */
  get(sha256: string, extension?: DocumentExtension): Promise<Uint8Array>
}

/** Letters and most e-invoices are PDFs; some e-invoices are XML only. */
export type DocumentExtension = 'pdf' | 'xml'

/** How the archive names a document of this type. */
export function extensionOf(mediaType: 'application/pdf' | 'application/xml'): DocumentExtension {
  return mediaType === 'application/xml' ? 'xml' : 'pdf'
}

/** The archive as files below `folder`, spread over 256 folders. */
export function openArchive(folder: string): Archive {
  const pathOf = (sha256: string, extension: DocumentExtension) =>
    join(folder, sha256.slice(0, 2), `${sha256}.${extension}`)
  return {
    async put(bytes, extension = 'pdf') {
      const sha256 = digest(bytes)
      await writeOnce(pathOf(sha256, extension), bytes)
      return sha256
    },
    async get(sha256, extension = 'pdf') {
      const bytes = await readFile(pathOf(sha256, extension)).catch(() => null)
      if (bytes === null || digest(bytes) !== sha256) {
        throw new RelancesError('unavailable', 'platform.archive-damaged', { sha256 })
      }
      return bytes
    },
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

// Written beside and renamed: a crash leaves the whole document or none. The row that names it is
// committed after, so the bytes and the name must be on the disk by then.
async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const known = await stat(path).catch(() => null)
  if (known?.size === bytes.byteLength) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** Makes a rename in `folder` durable. Windows cannot open a folder; there the rename is durable by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
