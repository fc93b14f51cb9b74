import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

/**
 * Bytes that can be read again from the start: the encoding of a file is only known once the whole
 * of it has been seen, and keeping it in memory meanwhile is out of the question.
 */
export interface Source {
  readonly name: string
  /** In bytes; known beforehand, for limits and progress. */
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

// Small enough for V8 to keep the decoded strings in its young generation.
const CHUNK_BYTES = 1 << 16

/** A file already in memory (an upload of a few kilobytes, a test). */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  return { name, size: bytes.length, open: () => slices(bytes) }
}

/** A file on disk, read in chunks; `name` is what the user called it, the path's last part by default. */
export async function fileSource(path: string, name: string = basename(path)): Promise<Source> {
  const { size } = await stat(path)
  return { name, size, open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) }
}

/** The first `length` bytes, or all of them when the file is shorter. */
export async function readHead(source: Source, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let total = 0
  for await (const chunk of source.open()) {
    parts.push(chunk)
    total += chunk.length
    if (total >= length) break
  }
  return Buffer.concat(parts).subarray(0, length)
}

/** The whole file; callers check `size` against their own limit first. */
export async function readAll(source: Source): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of source.open()) parts.push(chunk)
  return Buffer.concat(parts)
}

async function* slices(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    yield bytes.subarray(start, start + CHUNK_BYTES)
  }
}
