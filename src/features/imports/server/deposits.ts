import { createHash, randomUUID } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import type { BlobStore } from '#platform/blob-store.ts'
import type { Source } from '#readers/source.ts'

/** The bytes of files sent to be imported, kept in the store until their import is done or given up. */
export interface Deposits {
  /**
   * Keeps a file as it arrives. `taken` is what its deposit holds already.
   * @throws RelancesError too-large past the limit of the whole deposit; the file is then not kept
   */
  keep(fileName: string, body: FileBody | null, taken?: number): Promise<KeptFile>
  source(file: Pick<KeptFile, 'id' | 'name' | 'bytes'>): Source
  /**
   * The same, read once and compared with the digest it came with.
   * @throws RelancesError conflict when the store has lost or changed it
   */
  checked(file: KeptFile): Promise<Source>
  remove(fileIds: readonly string[]): Promise<void>
  /** The files that have been there for longer than a day. */
  old(): Promise<readonly string[]>
  readonly maxBytes: number
}

/** The bytes of a file as they come: of a request, or of another server. */
export type FileBody = ReadableStream<Uint8Array> | AsyncGenerator<Uint8Array>

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

const MEGABYTE = 1_000_000
const PREFIX = 'deposits/'
const DAY_MS = 24 * 60 * 60 * 1_000

/** Deposits of at most `maxBytes`, all files together. */
export function openDeposits(blobs: BlobStore, maxBytes = 250 * MEGABYTE): Deposits {
  const nameOf = (id: string) => `${PREFIX}${id}`
  const source = ({ id, name, bytes }: Pick<KeptFile, 'id' | 'name' | 'bytes'>): Source => ({
    name,
    size: bytes,
    open: () => blobs.read(nameOf(id)),
    async slice(start, end) {
      const chunks: Uint8Array[] = []
      const part = { start, end: Math.min(end, bytes) }
      for await (const chunk of blobs.read(nameOf(id), part)) chunks.push(chunk)
      return Buffer.concat(chunks)
    },
  })
  return {
    maxBytes,
    source,
    async keep(name, body, taken = 0) {
      const id = randomUUID()
      const stored = await blobs.put(nameOf(id), limited(chunksOf(body), maxBytes - taken, maxBytes))
      return { id, name, ...stored }
    },
    async checked(file) {
      const hash = createHash('sha256')
      const found = source(file)
      try {
        for await (const chunk of found.open()) hash.update(chunk)
      } catch {
        throw fileLost(file.name)
      }
      if (hash.digest('hex') !== file.sha256) throw fileLost(file.name)
      return found
    },
    async remove(fileIds) {
      for (const id of fileIds) await blobs.remove(nameOf(id))
    },
    async old() {
      const before = Date.now() - DAY_MS
      const ids: string[] = []
      for await (const { name, modifiedAt } of blobs.list(PREFIX))
        if (modifiedAt.getTime() < before) ids.push(name.slice(PREFIX.length))
      return ids
    },
  }
}

function fileLost(file: string): RelancesError {
  return new RelancesError('conflict', 'imports.file-lost', { file })
}

async function* chunksOf(body: FileBody | null): AsyncGenerator<Uint8Array> {
  if (body !== null && !('getReader' in body)) return yield* body
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value
}

async function* limited(
  chunks: AsyncIterable<Uint8Array>,
  room: number,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > room) throw tooLarge(maxBytes)
    yield chunk
  }
}

/** What is said of a deposit over its limit. */
export function tooLarge(maxBytes: number): RelancesError {
  return new RelancesError('too-large', 'imports.too-large', { megabytes: Math.round(maxBytes / MEGABYTE) })
}
