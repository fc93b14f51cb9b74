import type pg from 'pg'

/** Bytes gathered before they are handed on: enough for few turns, little enough to hold. */
const BLOCK_BYTES = 256 * 1024

/** The connection inside a client of `pg`, which speaks COPY; its published types leave that out. */
interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  readonly stream: {
    readonly writableNeedDrain: boolean
    pause(): void
    resume(): void
    once(event: 'drain', listener: () => void): void
  }
}

/** What `pg` calls on a query of its own; the rest it never calls for a COPY in the simple protocol. */
interface CopyQuery extends pg.Submittable {
  handleCommandComplete(message: { readonly text: string }): void
  handleReadyForQuery(): void
  handleError(error: Error): void
}

/**
 * The output of `copy … to stdout`, in blocks of whole rows. The socket waits while the blocks are not taken,
 * so that a table of any size passes through a little memory. The client must be used for nothing else
 * meanwhile, and must be closed when the blocks are not read to the end.
 */
export async function* copyOut(client: pg.ClientBase, statement: string): AsyncGenerator<Buffer> {
  const blocks: Buffer[] = []
  let rows: Buffer[] = []
  let bytes = 0
  const state: { connection: CopyConnection | null; end: Error | 'done' | null } = {
    connection: null,
    end: null,
  }
  let changed = Promise.withResolvers<void>()
  const flush = () => {
    if (bytes > 0) blocks.push(Buffer.concat(rows, bytes))
    rows = []
    bytes = 0
    changed.resolve()
  }
  const query: CopyQuery & { handleCopyData(message: { readonly chunk: Buffer }): void } = {
    submit: (given) => {
      state.connection = given as unknown as CopyConnection
      state.connection.query(statement)
    },
    handleCopyData: ({ chunk }) => {
      // A view of the parser's buffer, which the next packet overwrites.
      rows.push(Buffer.from(chunk))
      bytes += chunk.length
      if (bytes < BLOCK_BYTES) return
      state.connection?.stream.pause()
      flush()
    },
    handleCommandComplete: flush,
    handleReadyForQuery: () => {
      state.end ??= 'done'
      changed.resolve()
    },
    handleError: (error) => {
      state.end = error
      changed.resolve()
    },
  }
  client.query(query)
  for (;;) {
    await changed.promise
    changed = Promise.withResolvers<void>()
    for (let block = blocks.shift(); block; block = blocks.shift()) yield block
    // Even at the end, which may have come in the same packet as what paused the socket: it serves the next query.
    state.connection?.stream.resume()
    if (state.end instanceof Error) throw state.end
    if (state.end !== null) return
  }
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
  const ready = Promise.withResolvers<CopyConnection>()
  const done = Promise.withResolvers<number>()
  let rows = 0
  const query: CopyQuery & { handleCopyInResponse(connection: CopyConnection): void } = {
    submit: (connection) => (connection as unknown as CopyConnection).query(statement),
    handleCopyInResponse: (connection) => ready.resolve(connection),
    handleCommandComplete: ({ text }) => {
      rows = Number(/^COPY (\d+)$/.exec(text)?.[1])
    },
    handleReadyForQuery: () => done.resolve(rows),
    handleError: (error) => {
      ready.reject(error)
      done.reject(error)
    },
  }
  // Refused while nobody waits: whoever writes next is told.
  for (const { promise } of [ready, done]) promise.catch(() => undefined)
  client.query(query)
  return {
    async write(chunk) {
      const connection = await ready.promise
      connection.sendCopyFromChunk(chunk)
      // Once refused, the rest is dropped unread, and nothing needs to drain.
      while (connection.stream.writableNeedDrain) {
        const drained = new Promise<void>((resolve) => connection.stream.once('drain', resolve))
        await Promise.race([drained, done.promise])
      }
    },
    async end() {
      const connection = await ready.promise
      connection.endCopyFrom()
      return await done.promise
    },
  }
}
