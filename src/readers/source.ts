import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
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
  /** Bytes from `start` to before `end`, fewer past the end of the file: an archive is read file by file. */
  slice(start: number, end: number): Promise<Uint8Array>
}

// Small enough for V8 to keep the decoded strings in its young generation.
const CHUNK_BYTES = 1 << 16

/** A file already in memory (an upload of a few kilobytes, a test). */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  return {
    name,
    size: bytes.length,
    open: () => slices(bytes),
    slice: async (start, end) => bytes.subarray(start, end),
  }
}

/** A file on disk, read in chunks; `name` is what the user called it, the path's last part by default. */
export async function fileSource(path: string, name: string = basename(path)): Promise<Source> {
  const { size } = await stat(path)
  return {
    name,
    size,
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    async slice(start, end) {
      const file = await open(path)
      try {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(end, size) - start), {
          position: start,
        })
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
  }
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
