import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { buildManualWorld } from '../manual-world.ts'
import { contextFor } from '../world.ts'
import { addressOf, prepareForRelances, startDebianPostgresql, startStandby } from './debian-postgresql.ts'

// A primary and its standby in one DATABASE_URL. The primary is lost, the standby promoted: work goes on there.

const primary = await startDebianPostgresql()
afterAll(() => primary.stop())
await prepareForRelances(primary.admin)
const standby = await startStandby(primary.admin)
afterAll(() => standby.stop())
const copy = await startStandby(primary.admin)
afterAll(() => copy.stop())

// The standby comes first: it is asked, and left.
const [first, second] = [addressOf(standby.admin), addressOf(primary.admin)].map(
  (url) => url.split(/[@/]/)[3],
)
const databaseUrl = `postgresql://relances:secret@${first},${second}/relances`
const database = await openDatabase(
  { dataDir: '/unused', databaseUrl },
  { role: 'server', say: () => undefined },
)
afterAll(() => database.close())

const isStandby = async () =>
  (await sql<{ yes: boolean }>`select pg_is_in_recovery() as yes`.execute(database.db)).rows[0]?.yes

async function untilItWrites(): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    try {
      await buildManualWorld(database)
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await wait(100)
    }
  }
}

test('writes go to the place that takes them, whatever its order in the address', async () => {
  expect(await isStandby()).toBe(false)
  const { rows } = await database.owner.query(
    'select count(*)::int as tables from pg_tables where tablename = $1',
    ['runs'],
  )
  expect(rows).toEqual([{ tables: 1 }])
})

test('exports read the copy, what is confirmed never does, and a copy that is lost is done without', async () => {
  const reader = await openDatabase(
    { dataDir: '/unused', databaseUrl: addressOf(primary.admin), replicaUrl: addressOf(copy.admin) },
    { role: 'server', say: () => undefined },
  )
  afterAll(() => reader.close())
  const readsCopy = async (mayLag: boolean) =>
    await withScope(
      reader,
      contextFor([], '2024-01-29'),
      async (tx) => (await sql<{ yes: boolean }>`select pg_is_in_recovery() as yes`.execute(tx)).rows[0]?.yes,
      { readOnly: true, mayLag },
    )
  expect([await readsCopy(true), await readsCopy(false)]).toEqual([true, false])
  await copy.kill()
  expect([await readsCopy(true), await readsCopy(false)]).toEqual([false, false])
})

test('the primary is killed and the standby promoted: work goes on by itself', async () => {
  await primary.kill()
  await expect(isStandby()).rejects.toThrow()
  const client = new pg.Client(standby.admin)
  await client.connect()
  await client.query('select pg_promote(true)')
  await client.end()
  await untilItWrites()
  expect(await isStandby()).toBe(false)
})
