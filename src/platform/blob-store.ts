import { createHash } from 'node:crypto'

/**
 * Bytes kept outside the tables, each under a name of its own: archived letters, originals of invoices, files waiting
 * to be imported. One port for a folder of this machine, a folder that machines share, and a bucket.
 */
export interface BlobStore {
  /** Where it is, as its owner knows it. */
  readonly place: string
  /** Stores bytes durably under this name, in the place of what had it: the whole of them, or none. */
  put(name: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob>
  /** As `put`, but for a name nobody has yet; false when somebody was faster, and nothing is changed. */
  putFirst(name: string, bytes: Uint8Array): Promise<boolean>
  /** The bytes from `start` to before `end`, all of them unless told. @throws BlobMissing */
  read(name: string, part?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>
  /** Null when nothing has this name. */
  size(name: string): Promise<number | null>
  /** Everything whose name begins so. */
  list(prefix: string): AsyncIterable<ListedBlob>
  /** Does nothing when nothing has this name. */
  remove(name: string): Promise<void>
  /** Copies the blob of this name without its bytes coming by here; false where it cannot. */
  copyFrom?(source: BlobStore, name: string): Promise<boolean>
}

export interface StoredBlob {
  /** In hexadecimal, of the bytes as they came. */
  readonly sha256: string
  readonly bytes: number
}

export interface ListedBlob {
  readonly name: string
  readonly bytes: number
  readonly modifiedAt: Date
}

/** Thrown by `read` when nothing has this name. */
export class BlobMissing extends Error {
  constructor(name: string) {
    super(`no blob has the name ${name}`)
  }
}

/** Refuses what could lead out of the store: names are ours, and made of plain parts. */
export function checkName(name: string): string {
  const parts = name.split('/')
  if (parts.every((part) => /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}$/.test(part))) return name
  throw new RangeError(`no name of a blob: ${name}`)
}

/** The digest of a blob, read to its end; null when nothing has this name. */
export async function digestOfBlob(store: Pick<BlobStore, 'read'>, name: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of store.read(name)) hash.update(chunk)
  } catch (error) {
    if (error instanceof BlobMissing) return null
    throw error
  }
  return hash.digest('hex')
}

/** Passes bytes on, and knows what they were once they have all gone by. */
export function measured(bytes: Uint8Array | AsyncIterable<Uint8Array>): {
  readonly bytes: AsyncIterable<Uint8Array>
  result(): StoredBlob
} {
  const hash = createHash('sha256')
  let size = 0
  async function* pass() {
    const chunks = bytes instanceof Uint8Array ? [bytes] : bytes
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  return { bytes: pass(), result: () => ({ sha256: hash.digest('hex'), bytes: size }) }
}
