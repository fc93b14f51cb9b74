import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Loop, repeat } from '#platform/background.ts'
import type { Database } from '#platform/database.ts'

/** This process at its imports, one after the other. Other processes see by rows which of them go on. */
export interface ImportWorker {
  /** A new piece of work, in the name of which a deposit is taken in hand. */
  begin(): Promise<string>
  /** Does it once those before are done. `work` keeps its failures to itself. */
  run(piece: string, work: () => Promise<void>): void
  /** Does this once what is under way is done, and gives what it gives. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>
  settled(): Promise<void>
}

const BEAT_MS = 5_000

export function createImportWorker({ db }: Pick<Database, 'db'>): ImportWorker {
  const pieces = new Set<string>()
  let beats: Loop | null = null
  // Two large ledgers at once would take twice the memory and no less time.
  let queue: Promise<void> = Promise.resolve()
  const beat = async () => {
    if (pieces.size === 0) return
    await db
      .updateTable('workers')
      .set({ seen_at: sql`now()` })
      .where('id', 'in', [...pieces])
      .execute()
  }
  const end = async (piece: string) => {
    pieces.delete(piece)
    if (pieces.size === 0) {
      void beats?.stop()
      beats = null
    }
    await db.deleteFrom('workers').where('id', '=', piece).execute()
  }
  // A database that does not answer is told by the work itself.
  const quietly = (promise: Promise<void>) => promise.catch(() => undefined)
  return {
    async begin() {
      const piece = randomUUID()
      await db.insertInto('workers').values({ id: piece }).execute()
      return piece
    },
    run(piece, work) {
      pieces.add(piece)
      beats ??= repeat(() => quietly(beat()), { everyMs: BEAT_MS, restMs: BEAT_MS })
      queue = queue.then(work).then(() => quietly(end(piece)))
    },
    async alone(work) {
      const result = queue.then(work)
      queue = result.then(
        () => undefined,
        () => undefined,
      )
      return await result
    },
    settled: () => queue,
  }
}
