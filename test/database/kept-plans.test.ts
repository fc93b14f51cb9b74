import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readAsSets, readInOrder } from '#platform/planner.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'

const database = await createTestDatabase()

test('a query of the page is planned once for any values, and leaves the settings of its transaction as they were', async () => {
  await withScope(database, contextFor([], '2026-03-31'), async (tx) => {
    const before = await readSettings(tx)
    for (const name of ['DUPONT', 'MARTIN', "L'ÉPI"]) {
      expect(await readInOrder(tx, sql<{ name: string }>`select ${name}::text as name`)).toEqual([{ name }])
      expect(await readAsSets(tx, sql<{ name: string }>`select ${name}::text as name`)).toEqual([{ name }])
    }
    const { rows } = await sql<{ plans: number }>`
      select generic_plans::int as plans from pg_prepared_statements where statement like '%::text as name'
    `.execute(tx)
    expect(rows).toEqual([{ plans: 6 }])
    expect(await readSettings(tx)).toEqual(before)
  })
})

async function readSettings(tx: ScopedTransaction) {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name like 'enable\_%' or name = 'plan_cache_mode' order by name
  `.execute(tx)
  return rows
}
