import { RelancesError } from '#domain/errors.ts'
import { type BlobStore, digestOfBlob } from './blob-store.ts'
import type { Database } from './database.ts'
import { switchStore } from './store-mark.ts'

/** What is moved: backups stay where they were made. */
const PREFIXES = ['archive/', 'deposits/']
// Each copy waits for the disk or the line: several at a time wait no longer than one.
const TOGETHER = 8

export interface MoveResult {
  readonly from: string
  readonly to: string
  readonly copied: number
  readonly copiedBytes: number
  /** Those that a move cut short had copied already, found whole. */
  readonly alreadyThere: number
}

interface Move {
  readonly from: BlobStore
  readonly to: BlobStore
  /** It is the database's own already: a move was cut short after that. */
  readonly isSwitched: boolean
  /** How many blobs have been looked at. */
  readonly onProgress: (seen: number) => void
}

/**
 * Copies the documents of a database from its store to another, which is then its own. Each copy is read back and
 * compared by its digest. The application works meanwhile: what is read is found in either, and what it writes during the
 * copy is copied after the switch. Cut short, it goes on where it was when it is asked again. Nothing is removed.
 * @throws RelancesError unavailable when a store does not answer, or a copy is not what it was made from
 */
export async function moveBlobs(
  database: Pick<Database, 'db'>,
  { from, to, isSwitched, onProgress }: Move,
): Promise<MoveResult> {
  const sum = { seen: 0, copied: 0, copiedBytes: 0, alreadyThere: 0 }
  const done = new Set<string>()
  const pass = async (): Promise<number> => {
    const before = done.size
    await eachTogether(namesOf(from, done), async (name) => {
      const bytes = await copyOne(from, to, name)
      done.add(name)
      sum.seen += 1
      if (bytes === null) sum.alreadyThere += 1
      else {
        sum.copied += 1
        sum.copiedBytes += bytes
      }
      onProgress(sum.seen)
    })
    return done.size - before
  }
  if (!isSwitched) {
    await pass()
    await switchStore(database, from, to)
  }
  // What was being written to the former one while the database changed its mind.
  while ((await pass()) > 0);
  const { seen: _, ...figures } = sum
  return { from: from.place, to: to.place, ...figures }
}

async function* namesOf(store: BlobStore, done: ReadonlySet<string>): AsyncGenerator<string> {
  for (const prefix of PREFIXES) {
    for await (const { name } of store.list(prefix)) if (!done.has(name)) yield name
  }
}

/** Returns how many bytes were copied; null when they were there already. */
async function copyOne(from: BlobStore, to: BlobStore, name: string): Promise<number | null> {
  const [wanted, size] = await Promise.all([from.size(name), to.size(name)])
  // Removed since it was listed.
  if (wanted === null) return null
  const sha256 = await digestOfBlob(from, name)
  if (size === wanted && (await digestOfBlob(to, name)) === sha256) return null
  const isCopied = await to.copyFrom?.(from, name)
  if (!isCopied) await to.put(name, from.read(name))
  if ((await digestOfBlob(to, name)) !== sha256)
    throw new RelancesError('unavailable', 'blobs.copy-differs', { name, place: to.place })
  return wanted
}

async function eachTogether(
  names: AsyncIterable<string>,
  work: (name: string) => Promise<void>,
): Promise<void> {
  const pending = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const name of names) {
    while (pending.size >= TOGETHER) await Promise.race(pending)
    if (failures.length > 0) break
    const one = work(name)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => pending.delete(one))
    pending.add(one)
  }
  await Promise.all(pending)
  if (failures.length > 0) throw failures[0]
}
