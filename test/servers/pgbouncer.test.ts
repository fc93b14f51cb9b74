import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { NOTHING_SELECTED, tickCustomer } from '#domain/dunning/selection.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { readBackup } from '#platform/read-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { memoryArchive } from '../archive.ts'
import { buildManualWorld } from '../manual-world.ts'
import { openServerApp } from '../server-app.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany, contextFor } from '../world.ts'
import { addressOf, prepareForRelances, startDebianPostgresql } from './debian-postgresql.ts'
import { startPgBouncer } from './pgbouncer.ts'

// Two application processes behind PgBouncer in transaction mode, on two connections to the server: whatever is told
// of a session in one transaction is lost, or worse, found by the next.

const server = await startDebianPostgresql()
afterAll(() => server.stop())
await prepareForRelances(server.admin)
const bouncer = await startPgBouncer(server.admin, { user: 'relances', database: 'relances' })
afterAll(() => bouncer.stop())

const open = async (): Promise<Database> => {
  const database = await openDatabase(
    { dataDir: '/unused', databaseUrl: addressOf(bouncer) },
    { role: 'server', say: () => undefined },
  )
  afterAll(() => database.close())
  return database
}
const [one, other] = [await open(), await open()]

test('every query of the application is of its role, inside a transaction or not', async () => {
  const asked = Array.from({ length: 40 }, async (_, at) => {
    const database = at % 2 === 0 ? one : other
    const { rows } = await sql<{ role: string }>`select current_user as role`.execute(database.db)
    // The owner's work goes through the same connections, between two of ours.
    await database.owner.query('select 1')
    return rows[0]?.role
  })
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['relances_app']))
  expect((await one.owner.query<{ role: string }>('select current_user as role')).rows).toEqual([
    { role: 'relances' },
  ])
})

test('a query that fails leaves nothing behind for the next one on its connection', async () => {
  await expect(sql`select 1 / 0`.execute(one.db)).rejects.toThrow('division by zero')
  await expect(one.db.transaction().execute((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow()
  const left = await Promise.all(
    Array.from({ length: 12 }, async () => (await one.owner.query('select current_user as role')).rows[0]),
  )
  expect(new Set(left.map(({ role }) => role))).toEqual(new Set(['relances']))
})

test('two companies worked on at once see their own rows alone, and the example goes to its next level', async () => {
  const manual = await buildManualWorld(one)
  const neighbour = await buildCompany(one, {
    code: 'MARTIN',
    legalName: 'Garage Martin',
    customers: [
      {
        code: 'DURAND',
        name: 'Durand',
        invoices: [{ number: 'F1', issuedOn: '2023-10-01', dueOn: '2023-10-31', cents: 12_345 }],
      },
    ],
  })
  const read = async (database: Database, companyId: number) => {
    const filter = { on: '2024-01-25', today: '2024-01-29', companyIds: [companyId] }
    const page = await withScope(database, contextFor([companyId], '2024-01-29'), (tx) =>
      readCustomerPage(tx, { ...filter, sort: 'name', direction: 'asc', limit: 50 }),
    )
    return page.rows.map(({ code, amountCents }) => [code, amountCents])
  }
  const pages = await Promise.all(
    Array.from({ length: 20 }, (_, at) => read(at % 2 ? one : other, at % 3 ? manual.id : neighbour.id)),
  )
  for (const [at, page] of pages.entries()) {
    expect(page).toEqual(
      at % 3
        ? [
            ['DEMO', 500],
            ['PROFR', 49_320],
            ['TRU', 75_500],
          ]
        : [['DURAND', 12_345]],
    )
  }
  const context = contextFor([manual.id], '2024-01-29')
  const filter = { on: '2024-01-25', today: '2024-01-29', companyIds: [manual.id] }
  const selection = tickCustomer(NOTHING_SELECTED, `${manual.customers.get('PROFR')}:EUR`, true)
  // Drafted by one process, confirmed by the other.
  const draft = await withScope(one, context, (tx) =>
    createDraft(tx, { filter, selection, letterOn: '2024-01-29' }, 'Camille'),
  )
  expect(await confirmRun(other, context, draft.run)).toMatchObject({ confirmed: 1, toReview: [] })
})

test('a backup is made through it', async () => {
  const path = join(temporaryFolder(), 'backup.tar.gz')
  await makeBackup({ database: one, archive: memoryArchive(), version: '0.1.0', secret: null }, path)
  expect((await readBackup(path)).manifest.tables.find(({ name }) => name === 'companies')?.rows).toBe(2)
})

test('people sign in through it, and stay signed in at the other process', async () => {
  const settings = { dataDir: temporaryFolder(), secret: 'x'.repeat(40) }
  const here = await openServerApp(one, settings)
  const there = await openServerApp(other, settings)
  const visit = here.visit()
  const person = {
    name: 'Camille Martin',
    email: 'camille@relances.example',
    password: 'nuage vert lampadaire',
  }
  expect(await visit.ask('POST', '/api/administrator', person)).toMatchObject({ status: 200 })
  const cookie = [...visit.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  expect(await there.visit().ask('GET', '/api/session', undefined, { cookie })).toMatchObject({
    status: 200,
    body: { actor: 'Camille Martin' },
  })
})
