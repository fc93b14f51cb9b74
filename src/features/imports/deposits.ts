import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { RelancesError } from '#domain/errors.ts'
import { fileSource, type Source } from '#readers/source.ts'

/** Files sent by a browser, kept on disk between their deposit and their confirmation. */
export interface Deposits {
  /**
   * Writes a file as it arrives.
   * @throws RelancesError too-large past the limit; nothing is then kept
   */
  keep(fileName: string, body: ReadableStream<Uint8Array> | null): Promise<{ id: string; source: Source }>
  remove(id: string): Promise<void>
  /** Removes what an earlier run of the server has left: nothing knows of it any more. */
  sweep(): Promise<void>
}

const MEGABYTE = 1_000_000

/** Deposits in `dir`, each file of at most `maxBytes`. */
export function openDeposits(dir: string, maxBytes = 250 * MEGABYTE): Deposits {
  const pathOf = (id: string) => join(dir, id)
  return {
    async keep(fileName, body) {
      const id = randomUUID()
      await mkdir(dir, { recursive: true, mode: 0o700 })
      try {
        await pipeline(chunksOf(body), limited(maxBytes), createWriteStream(pathOf(id), { mode: 0o600 }))
        return { id, source: await fileSource(pathOf(id), fileName) }
      } catch (error) {
        await rm(pathOf(id), { force: true })
        throw error
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async sweep() {
      const names = await readdir(dir).catch(() => [])
      await Promise.all(names.map((name) => rm(pathOf(name), { force: true })))
    },
  }
}

async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value
}

function limited(maxBytes: number): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.length
      const megabytes = Math.round(maxBytes / MEGABYTE)
      if (bytes > maxBytes) done(new RelancesError('too-large', 'imports.too-large', { megabytes }))
      else done(null, chunk)
    },
  })
}
