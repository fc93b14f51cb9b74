import type pg from 'pg'
import { from, to } from 'pg-copy-streams'

/** Bytes gathered before they are handed on: enough for few turns, little enough to hold. */
const BLOCK_BYTES = 256 * 1024
const LINE_BREAK = 10

/**
 * The output of `copy … to stdout`, in blocks of whole rows. The socket waits while the blocks are not taken,
 * so that a table of any size passes through a little memory. The client must be used for nothing else
 * meanwhile, and must be closed when the blocks are not read to the end.
 */
export async function* copyOut(client: pg.ClientBase, statement: string): AsyncGenerator<Buffer> {
  const isFree = new Promise<void>((resolve) => client.once('drain', resolve))
  const stream: AsyncIterable<Buffer> = client.query(to(statement, { highWaterMark: BLOCK_BYTES }))
  let pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of stream) {
    const end = piece.lastIndexOf(LINE_BREAK) + 1
    if (bytes + end < BLOCK_BYTES || end === 0) {
      pieces.push(piece)
      bytes += piece.length
      continue
    }
    yield Buffer.concat([...pieces, piece.subarray(0, end)])
    pieces = [piece.subarray(end)]
    bytes = piece.length - end
  }
  if (bytes > 0) yield Buffer.concat(pieces, bytes)
  // The rows end before their query does: the next one would wait behind it, which `pg` will not bear much longer.
  await isFree
}

/** A `copy … from stdin` under way. */
export interface CopyIn {
  /** Sends bytes; resolves when there is room for more. Rows may be cut anywhere. */
  write(chunk: Uint8Array): Promise<void>
  /** Ends the table; returns the rows PostgreSQL has counted. */
  end(): Promise<number>
}

/** Starts a `copy … from stdin`. What PostgreSQL refuses is thrown by the next `write`, or by `end`. */
export function copyIn(client: pg.ClientBase, statement: string): CopyIn {
  const query = client.query(from(statement))
  // Refused while nobody waits: whoever writes next is told. A refused query takes nothing more.
  const refused = Promise.withResolvers<never>()
  refused.promise.catch(() => undefined)
  let isRefused = false
  query.on('error', (error) => {
    isRefused = true
    refused.reject(error)
  })
  const told = async (send: (done: () => void) => void) => {
    const done = Promise.withResolvers<void>()
    if (!isRefused) send(done.resolve)
    await Promise.race([refused.promise, done.promise])
  }
  return {
    write: (chunk) => told((done) => query.write(chunk, done)),
    async end() {
      await told((done) => query.end(done))
      return query.rowCount
    },
  }
}
