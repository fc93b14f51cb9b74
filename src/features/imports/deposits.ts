import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RelancesError } from '#domain/errors.ts'
import { type FileLock, lockFile } from '#platform/file-lock.ts'
import { fileSource, type Source } from '#readers/source.ts'

/** Files sent by a browser, kept on disk between their deposit and their confirmation. */
export interface Deposits {
  /**
   * Writes a file as it arrives, the first of a deposit or, with `id`, one more.
   * @throws RelancesError too-large past the limit of the whole deposit; the file is then not kept
   */
  keep(fileName: string, body: ReadableStream<Uint8Array> | null, id?: string): Promise<KeptFile>
  remove(id: string): Promise<void>
  /** Removes what servers that are dead have left: nothing knows of it any more. */
  sweep(): Promise<void>
  /** Removes what is left of this server's own: an end forgets it. */
  close(): Promise<void>
}

export interface KeptFile {
  readonly id: string
  readonly source: Source
}

const MEGABYTE = 1_000_000

/**
 * Deposits of at most `maxBytes`, all files together, a folder each, in a folder of `dir` that is this server's own:
 * another server may share the data folder, and a lock says which of them are alive.
 */
export function openDeposits(dir: string, maxBytes = 250 * MEGABYTE): Deposits {
  const own = join(dir, randomUUID())
  const folderOf = (id: string) => join(own, id)
  let holding: Promise<FileLock | null> | null = null
  return {
    async keep(fileName, body, id = randomUUID()) {
      // Before the folder, so that a folder nobody holds is one whose server is dead.
      holding ??= hold(own)
      await holding.catch((error: unknown) => {
        holding = null
        throw error
      })
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
      const entries = await readdir(dir, { withFileTypes: true }).catch(() => [])
      for (const entry of entries) if (entry.isDirectory()) await removeDead(join(dir, entry.name))
    },
    async close() {
      const lock = await holding?.catch(() => null)
      if (!lock) return
      await rm(own, { recursive: true, force: true })
      await rm(lockOf(own), { force: true })
      lock.release()
    },
  }
}

async function hold(folder: string): Promise<FileLock | null> {
  await makeFolder(dirname(folder))
  // By hand first: on a full or read-only disk this says why it cannot.
  await writeFile(lockOf(folder), '', { flag: 'a', mode: 0o600 })
  return await lockFile(lockOf(folder), 'shared')
}

async function removeDead(folder: string): Promise<void> {
  const lock = await lockFile(lockOf(folder), 'exclusive')
  if (!lock) return
  await rm(folder, { recursive: true, force: true })
  await rm(lockOf(folder), { force: true })
  lock.release()
}

function lockOf(folder: string): string {
  return `${folder}.lock`
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
