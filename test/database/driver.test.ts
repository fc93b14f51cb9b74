import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { knownFailure } from '#platform/http-failure.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()

test('days stay days, big integers are numbers, decimals keep their digits', async () => {
  const { rows } = await sql`
    select date '2026-03-29' as due_on, 9007199254740991::int8 as big, 1.50::numeric as rate,
           '{1,2}'::int8[] as ids, '{2026-03-29,null}'::date[] as days, '{}'::int8[] as none`.execute(
    database.db,
  )
  expect(rows).toEqual([
    {
      due_on: '2026-03-29',
      big: 9_007_199_254_740_991,
      rate: '1.50',
      ids: [1, 2],
      days: ['2026-03-29', null],
      none: [],
    },
  ])
})

test('an integer JavaScript cannot hold exactly is refused, never rounded', async () => {
  await expect(sql`select 9007199254740993::int8 as big`.execute(database.db)).rejects.toThrow('out of range')
})

test('names sort as a French reader expects', async () => {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(array['Zoé', 'Éric', 'eau', 'Écart', 'abbé']) as name
    order by name collate "fr-x-icu"`.execute(database.db)
  expect(rows.map(({ name }) => name)).toEqual(['abbé', 'eau', 'Écart', 'Éric', 'Zoé'])
})

test('a connection lost between two queries fails its transaction, and nothing else', async () => {
  const lost = database.db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(transaction)
    await database.owner.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await sql`select 1`.execute(transaction)
  })
  const error = await lost.catch((reason: unknown) => reason)
  expect(knownFailure(error)?.key).toBe('platform.database-lost')
  expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
})
