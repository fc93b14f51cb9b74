import { afterEach, expect, it } from 'vitest'
import { rebuildStaleIndexes } from '#platform/collations.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()
const said: string[] = []
const rebuild = () => rebuildStaleIndexes(database.owner, (key) => void said.push(key))
afterEach(() => said.splice(0))

/** The files that hold the indexes of customers, by index: a rebuilt one has a new file. */
async function indexFiles(): Promise<Map<string, string>> {
  const { rows } = await database.owner.query(
    `select c.relname, c.relfilenode::text from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'customers'::regclass`,
  )
  return new Map(rows.map((row) => [row.relname, row.relfilenode]))
}

it('leaves the indexes alone as long as the order of letters is the same', async () => {
  expect(await rebuild()).toEqual([])
  expect(said).toEqual([])
})

it('rebuilds what is sorted by French order when that order has changed, and nothing else, once', async () => {
  const before = await indexFiles()
  // As it would look after a move to another ICU.
  await database.owner.query(`update pg_collation set collversion = '1.2.3' where collname = 'fr-x-icu'`)

  const rebuilt = await rebuild()
  expect(rebuilt.length).toBeGreaterThan(0)
  expect(said).toEqual(['platform.collation-changed'])
  const after = await indexFiles()
  const changed = [...after.keys()].filter((name) => after.get(name) !== before.get(name))
  expect(changed.length).toBeGreaterThan(0)
  expect(rebuilt).toEqual(expect.arrayContaining(changed))
  expect(changed).not.toContain('customers_pkey')

  expect(await rebuild()).toEqual([])
})

it('rebuilds every text index when the order of the whole database has changed', async () => {
  await database.owner.query(
    `update pg_database set datcollversion = '0' where datname = current_database() and datcollversion is not null`,
  )
  expect((await rebuild()).length).toBeGreaterThan(0)
  expect(await rebuild()).toEqual([])
})
