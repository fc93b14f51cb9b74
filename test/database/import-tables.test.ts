import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openImportTables } from '#ledger/import-tables.ts'
import { onlyRow } from '#platform/rows.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'

// Nothing else asks this database for anything: the pool gives the same connection each time.
const database = await createTestDatabase()
const inImport = <T>(work: (tx: ScopedTransaction) => Promise<T>) =>
  withScope(database, contextFor([], '2026-11-30'), async (tx) => {
    await openImportTables(tx)
    return await work(tx)
  })

/** Which table `planned` is, and how many rows it has. */
async function look(tx: ScopedTransaction) {
  return onlyRow(
    await sql<{ connection: number; table: number; rows: number }>`
      select pg_backend_pid() as connection, 'pg_temp.planned'::regclass::oid::int as table,
             (select count(*)::int from planned) as rows
    `.execute(tx),
  )
}

const fill = (tx: ScopedTransaction, rows: number) =>
  sql`insert into planned (code, name) select i, repeat('Dupont', 20) from generate_series(1, ${rows}) i`.execute(
    tx,
  )

test('the tables of an import serve the next one, empty', async () => {
  const first = await inImport(async (tx) => {
    await fill(tx, 3)
    return await look(tx)
  })
  expect(first.rows).toBe(3)
  expect(await inImport(look)).toEqual({ ...first, rows: 0 })
})

test('a preview leaves no row, and a large one no room taken', async () => {
  const first = await inImport(look)
  const preview = (rows: number) =>
    inImport(async (tx) => {
      await fill(tx, rows)
      throw new Error('rolled back')
    })
  await expect(preview(10)).rejects.toThrow('rolled back')
  expect(await inImport(look)).toEqual(first)
  await expect(preview(40_000)).rejects.toThrow('rolled back')
  const later = await inImport(look)
  expect(later).toMatchObject({ connection: first.connection, rows: 0 })
  expect(later.table).not.toBe(first.table)
})

test('tables of another version, left on a connection by a pool, are made again', async () => {
  const { connection } = await inImport(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = pg_my_temp_schema() and relname like 'import_tables_%'
    `.execute(tx)
    for (const { name } of rows) await sql`drop table ${sql.table(name)}`.execute(tx)
    await sql`drop table staged_customers; create temporary table staged_customers (old text)`.execute(tx)
    return await look(tx)
  })
  const seen = await inImport(async (tx) => {
    await sql`insert into staged_customers (code) values ('DUPONT')`.execute(tx)
    return await look(tx)
  })
  expect(seen.connection).toBe(connection)
})
