import { RelancesError } from '#domain/errors.ts'
import { BlobMissing, type BlobStore } from './blob-store.ts'
import { openBucketStore } from './bucket-store.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { openFolderStore } from './folder-store.ts'
import { checkStore, markOf, readMarks } from './store-mark.ts'

type Places = Pick<Config, 'blobFolder' | 'buckets'>

/** Every store the configuration names, the one it wishes for first. */
export function storesOf({ blobFolder, buckets }: Places): readonly [BlobStore, ...BlobStore[]] {
  const folder = openFolderStore(blobFolder)
  if (buckets === null) return [folder]
  const former = buckets.former === null ? [] : [openBucketStore(buckets.former)]
  return [openBucketStore(buckets.current), ...former, folder]
}

/** The bucket that keeps the backups; null when a folder does. */
export function bucketOfBackups({
  buckets,
  areBackupsInBucket,
}: Pick<Config, 'buckets' | 'areBackupsInBucket'>): BlobStore | null {
  return buckets !== null && areBackupsInBucket ? openBucketStore(buckets.current) : null
}

/** A store that may be moved while it is used. */
export interface LocatedStore extends BlobStore {
  /** Whether it is not yet the one that the configuration wishes for. */
  readonly isElsewhere: boolean
  /** The one it is now, whatever happens to the database: a restore replaces that one while it writes here. */
  readonly now: BlobStore
}

/**
 * The store where this database has its documents, among those the configuration names: the one that has its mark. A
 * database that has none yet gets the first. Documents that are moved meanwhile are read where they are and written
 * where they go (`move-blobs.ts`).
 * @throws RelancesError conflict when none of them is; unavailable when that cannot be told
 */
export async function locateStore(database: Pick<Database, 'db'>, places: Places): Promise<LocatedStore> {
  const stores = storesOf(places)
  let found = await findStore(database, stores)
  const again = async () => {
    found = await findStore(database, stores)
    return found
  }
  /** The present store: one query, for another process may have moved it since. */
  const present = async () => {
    if ((await readMarks(database)).store === found.mark) return found.store
    return (await again()).store
  }
  return {
    isElsewhere: found.store !== stores[0],
    get place() {
      return found.store.place
    },
    get now() {
      return found.store
    },
    put: async (name, bytes) => await (await present()).put(name, bytes),
    putFirst: async (name, bytes) => await (await present()).putFirst(name, bytes),
    async *read(name, part) {
      try {
        yield* found.store.read(name, part)
      } catch (error) {
        if (!(error instanceof BlobMissing)) throw error
        // Moved since, or not moved yet. Nothing had been given of it.
        const { store, former } = await again()
        const holder = former && (await store.size(name)) === null ? former : store
        yield* holder.read(name, part)
      }
    },
    async size(name) {
      const size = await found.store.size(name)
      if (size !== null) return size
      const { store, former } = await again()
      return (await store.size(name)) ?? (await former?.size(name)) ?? null
    },
    list: (prefix) => found.store.list(prefix),
    async remove(name) {
      const { store, former } = await again()
      await store.remove(name)
      await former?.remove(name)
    },
  }
}

interface Found {
  readonly store: BlobStore
  readonly mark: string | null
  /** Where the documents were before, if it is there still. */
  readonly former: BlobStore | null
}

/**
 * Which of these stores is the one of the database, and which was before it.
 * @throws RelancesError conflict when none is; unavailable when that cannot be told
 */
export async function findStore(
  database: Pick<Database, 'db'>,
  stores: readonly [BlobStore, ...BlobStore[]],
): Promise<Found> {
  const { store: mark, former } = await readMarks(database)
  if (mark === null) {
    await checkStore(database, stores[0])
    return { store: stores[0], mark: (await readMarks(database)).store, former: null }
  }
  let failure: unknown = null
  const marks = await Promise.all(
    stores.map((store) =>
      markOf(store).catch((error: unknown) => {
        failure ??= error
        return null
      }),
    ),
  )
  const withMark = (wanted: string | null) =>
    wanted === null ? null : (stores[marks.indexOf(wanted)] ?? null)
  const store = withMark(mark)
  if (store) return { store, mark, former: withMark(former) }
  throw failure ?? new RelancesError('conflict', 'blobs.other-store', { place: stores[0].place })
}
