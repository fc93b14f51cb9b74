import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import { findContradictions } from '#ledger/verify.ts'
import { findArchiveFaults } from '#ledger/verify-archive.ts'
import { openArchive } from '#platform/archive.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { CHECKOUT } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { migrate } from '#platform/migrate.ts'
import { MIGRATIONS } from '#platform/migrations.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import { openDesk } from '../stories/desk.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contextFor } from '../world.ts'

// Databases as released versions left them, kept for ever in test/fixtures/released: an upgrade takes each to
// today's with all that is in it.
//
// 0.1.0 on 2 March 2026: the two example companies; a run of two letters confirmed (Argoat, Lochrist), another of
// one undone (Faven); FA26-0081 put back to level 1 by hand; two blocks, one of them lifted.

const TODAY = '2026-03-02'
const FIRST = MIGRATIONS.slice(0, 1)
const file = join(CHECKOUT, 'test/fixtures/released/0.1.0.tar.gz')
const archive = openArchive(openFolderStore(temporaryFolder()))
const actor = { kind: 'cli', name: 'ligne de commande' } as const
const options = { canLogin: true }
const database = await createTestDatabase()

beforeAll(async () => {
  await restoreBackup({ database, archive, secretFile: null, actor }, file, {
    replaces: true,
    migrations: FIRST,
  })
})

async function schemaOf({ owner }: Database): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' order by 1`,
  )
  return rows.map(({ name }) => name)
}

async function countsOf({ owner }: Database) {
  const { rows } = await owner.query(
    `select (select count(*) from customers) as customers, (select count(*) from invoices) as invoices,
       (select count(*) from reminder_events) as events, (select count(*) from allocations) as allocations,
       (select count(*) from dunning_blocks) as blocks, (select sum(open_cents) from instalments) as "openCents",
       (select array_agg(n::int order by level) from
         (select level, count(*) n from instalments where open_cents > 0 group by 1) l) as levels,
       (select array_agg(status order by id) from letters) as letters`,
  )
  return rows[0]
}

const KEPT = {
  customers: 60,
  invoices: 200,
  events: 157,
  allocations: 124,
  blocks: 6,
  openCents: '11646718',
  levels: [61, 13, 11, 25],
  letters: ['confirmed', 'confirmed', 'cancelled'],
}

test('an upgrade that fails half-way leaves the database to the version that made it', async () => {
  const before = await schemaOf(database)
  const planted = join(temporaryFolder(), '9999-planted.sql')
  writeFileSync(
    planted,
    'create table half_done (id int); update invoices set total_cents = 1; select 1 / 0;',
  )
  const broken = [...MIGRATIONS, { version: 9999, file: pathToFileURL(planted).href }]
  await expect(migrate(database.owner, options, broken)).rejects.toMatchObject({
    key: 'platform.migration-failed',
  })
  expect(await schemaOf(database)).toEqual(before)
  expect(await countsOf(database)).toEqual(KEPT)
  expect(await migrate(database.owner, options, FIRST), 'the old version opens it').toBe(0)
})

test('0.1.0 is taken to today with its data intact, and work goes on', async () => {
  expect(await migrate(database.owner, options)).toBe(MIGRATIONS.length - 1)
  expect(await countsOf(database)).toEqual(KEPT)
  await expectWorking(database)
})

test('its backup goes straight into the database of today', async () => {
  const other = await createTestDatabase()
  const result = await restoreBackup({ database: other, archive, secretFile: null, actor }, file, {
    replaces: false,
  })
  expect(result).toMatchObject({ version: '0.1.0', documents: 3, upgrades: MIGRATIONS.length - 1 })
  expect(await schemaOf(other)).toEqual(await schemaOf(database))
  expect(await countsOf(other)).toEqual(KEPT)
  await expectWorking(other)
})

test('a backup of today is refused by the version before it', async () => {
  const newer = { ...MIGRATIONS[0], version: 2, file: '0001-foundation.sql' }
  await expect(
    restoreBackup({ database, archive, secretFile: null, actor }, file, {
      replaces: true,
      migrations: [newer],
    }),
  ).rejects.toMatchObject({ key: 'backup.other-schema' })
  await expect(
    restoreBackup({ database, archive, secretFile: null, actor }, file, { replaces: true, migrations: [] }),
  ).rejects.toMatchObject({ key: 'backup.newer', values: { version: '0.1.0' } })
})

// Sound to its last letter, then one more run on top.
async function expectWorking(upgraded: Database): Promise<void> {
  const context = await narrowToCompanies(upgraded, contextFor([], TODAY))
  await withScope(upgraded, context, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
    expect(await findAuditFaults(tx, [])).toEqual([])
    expect(await findArchiveFaults(tx, archive)).toEqual([])
  })
  const { rows } = await upgraded.owner.query<{ sha256: string }>(
    "select archive_sha256 as sha256 from letters l join customers c on c.id = l.customer_id where c.code = 'ARGOAT'",
  )
  expect(await textOfPdf(await archive.get(rows[0]?.sha256 ?? ''))).toContain('Ardoises de l’Argoat')
  const desk = openDesk(upgraded, context)
  const [next] = await desk.list('2026-03-01')
  const { confirmed } = await desk.remind('2026-03-01', TODAY, next ? [next.customerId] : [])
  expect(confirmed).toBeGreaterThan(0)
  await withScope(upgraded, context, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
    expect(await findAuditFaults(tx, [])).toEqual([])
  })
}
