import { randomUUID } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { BlobMissing, type BlobStore } from './blob-store.ts'
import type { Database } from './database.ts'

/** The blob by which a store is known again, whatever path or address leads to it. */
const MARK = 'store-mark'

/**
 * Refuses a store that is not the one where this database has its documents: another machine's folder, a disk that is
 * not mounted, a bucket of another installation. The first store a database meets becomes its own.
 * @throws RelancesError conflict
 */
export async function checkStore(database: Pick<Database, 'db'>, store: BlobStore): Promise<void> {
  const { store: known } = await readMarks(database)
  const mark = await markOf(store)
  if (known === null) return await keepMark(database, store, mark ?? (await makeMark(store)))
  if (mark !== known) throw new RelancesError('conflict', 'blobs.other-store', { place: store.place })
}

/** Makes a store the one of this database: after a restore, or when the one before is lost. */
export async function adoptStore(database: Pick<Database, 'db'>, store: BlobStore): Promise<void> {
  const mark = (await markOf(store)) ?? (await makeMark(store))
  await database.db
    .insertInto('installation_marks')
    .values({ name: 'store', value: mark })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: mark }))
    .execute()
}

async function keepMark(database: Pick<Database, 'db'>, store: BlobStore, mark: string): Promise<void> {
  await database.db
    .insertInto('installation_marks')
    .values({ name: 'store', value: mark })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  // Another process may have met the database at the same moment, with a store of its own.
  if ((await readMarks(database)).store !== mark)
    throw new RelancesError('conflict', 'blobs.other-store', { place: store.place })
}

/** The mark of the store where a database has its documents, and of the one they were moved from. */
export async function readMarks({ db }: Pick<Database, 'db'>): Promise<{
  readonly store: string | null
  readonly former: string | null
}> {
  const rows = await db
    .selectFrom('installation_marks')
    .select(['name', 'value'])
    .where('name', 'in', ['store', 'former-store'])
    .execute()
  const markNamed = (wanted: string) => rows.find(({ name }) => name === wanted)?.value ?? null
  return { store: markNamed('store'), former: markNamed('former-store') }
}

/** Makes a store the one of this database, in the place of the one its documents have just been copied from. */
export async function switchStore(
  database: Pick<Database, 'db'>,
  from: BlobStore,
  to: BlobStore,
): Promise<void> {
  const [former, mark] = [await markOf(from), (await markOf(to)) ?? (await makeMark(to))]
  if (former === null || former === mark)
    throw new RelancesError('conflict', 'blobs.same-store', { place: to.place })
  await database.db
    .insertInto('installation_marks')
    .values([
      { name: 'store', value: mark },
      { name: 'former-store', value: former },
    ])
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
    )
    .execute()
}

/** The mark of a store; null when it has none. */
export async function markOf(store: BlobStore): Promise<string | null> {
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of store.read(MARK)) chunks.push(chunk)
  } catch (error) {
    if (error instanceof BlobMissing) return null
    throw error
  }
  return Buffer.concat(chunks).toString('utf8')
}

// Two processes may meet a new store at once: the mark of the faster is the one.
async function makeMark(store: BlobStore): Promise<string> {
  await store.putFirst(MARK, Buffer.from(randomUUID()))
  const mark = await markOf(store)
  if (mark === null) throw new RelancesError('unavailable', 'blobs.forgets', { place: store.place })
  return mark
}
