import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RelancesError } from '#domain/errors.ts'
import { fileSource, type Source } from '#readers/source.ts'

/** Files sent by a browser, kept on disk between their deposit and their confirmation. */
export interface Deposits {
  /**
   * Writes a file as it arrives, the first of a deposit or, with `id`, one more.
   * @throws RelancesError too-large past the limit of the whole deposit; the file is then not kept
   */
  keep(fileName: string, body: ReadableStream<Uint8Array> | null, id?: string): Promise<KeptFile>
  remove(id: string): Promise<void>
  /** Removes what an earlier run of the server has left: nothing knows of it any more. */
  sweep(): Promise<void>
}

export interface KeptFile {
  readonly id: string
  readonly source: Source
}

const MEGABYTE = 1_000_000

/** Deposits in `dir`, a folder each, of at most `maxBytes` all files together. */
export function openDeposits(dir: string, maxBytes = 250 * MEGABYTE): Deposits {
  const folderOf = (id: string) => join(dir, id)
  return {
    async keep(fileName, body, id = randomUUID()) {
      const folder = folderOf(id)
      await makeFolder(folder)
      const path = join(folder, randomUUID())
      const room = maxBytes - (await bytesIn(folder))
      try {
        await pipeline(chunksOf(body), limited(room, maxBytes), createWriteStream(path, { mode: 0o600 }))
        return { id, source: await fileSource(path, fileName) }
      } catch (error) {
        await rm(path, { force: true })
        await rmdir(folder).catch(() => {})
        throw error
      }
    },
    remove: (id) => rm(folderOf(id), { recursive: true, force: true }),
    async sweep() {
      const names = await readdir(dir).catch(() => [])
      await Promise.all(names.map((name) => rm(folderOf(name), { recursive: true, force: true })))
    },
  }
}

// On a read-only disk Node calls the folder it was to make "not found"; the plain call says why it cannot.
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(folder, { mode: 0o700 })
  })
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder)
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value
}

function limited(room: number, maxBytes: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length
      const megabytes = Math.round(maxBytes / MEGABYTE)
      if (bytes > room) done(new RelancesError('too-large', 'imports.too-large', { megabytes }))
      else done(null, chunk)
    },
  })
}
