import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadExample } from '#features/example/server/load-example.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { CHECKOUT } from '#platform/config.ts'
import { readBackup } from '#platform/read-backup.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { startProgram } from '../program.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany, contextFor } from '../world.ts'
import { contentsOf } from './contents.ts'

// `relances backup` and `relances restore`, killed outright while they are in the middle of it.

const TODAY = '2026-11-24'
const database = await createTestDatabase()
const folder = temporaryFolder()
const file = join(folder, 'sauvegarde.tar.gz')

beforeAll(async () => {
  await loadExample(database, { actor: { kind: 'system', name: 'exemple' }, today: TODAY })
})

const run = (...args: string[]) =>
  startProgram([join(CHECKOUT, 'src/cli/main.ts'), ...args], {
    DATABASE_URL: ownerUrl(database),
    RELANCES_DATA: folder,
  })

/** Looks at the others without being one of them. */
const watcherOptions = { ...database.owner.options, application_name: 'watcher' }
const watcher = new pg.Client(watcherOptions)
await watcher.connect()
afterAll(() => watcher.end())

/** Waits until so many connections of Relances are at that. */
async function connections(condition: string, expected: number): Promise<void> {
  const count = async () => {
    const { rows } = await watcher.query<{ found: number }>(
      `select count(*)::int as found from pg_stat_activity a
       where datname = current_database() and application_name like 'relances %' and (${condition})`,
    )
    return rows[0]?.found ?? 0
  }
  const deadline = performance.now() + 100_000
  while ((await count()) !== expected && performance.now() < deadline) await delay(5)
  expect(await count()).toBe(expected)
}

/** A restore refuses a database that somebody else uses: the test leaves it too. */
async function leave(): Promise<void> {
  await watcher.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'relances %'`,
  )
  await connections('true', 0)
}

test('a backup killed half-way leaves no file of that name, and the next one is whole', async () => {
  const holder = new pg.Client(watcherOptions)
  await holder.connect()
  await holder.query('begin; lock table letters in access exclusive mode')
  const program = run('backup', file)
  await connections(`wait_event_type = 'Lock' and query like 'copy %letters%'`, 1)
  program.child.kill('SIGKILL')
  await program.exited
  await holder.end()
  expect(existsSync(file)).toBe(false)
  expect(existsSync(`${file}.partial`)).toBe(true)

  expect(await run('backup', file).exited).toBe(0)
  const { rows } = await watcher.query(
    `select l.actor, r.after ->> 'file_name' as file from audit_rows r
     join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.operation = 'note' and r.table_name = 'backups'`,
  )
  expect(rows, 'who took it is on record, once it is whole').toEqual([
    { actor: 'ligne de commande', file: 'sauvegarde.tar.gz' },
  ])
  expect(existsSync(`${file}.partial`)).toBe(false)
  expect((await readBackup(file)).manifest.tables.find(({ name }) => name === 'invoices')?.rows).toBe(200)
})

test('a restore killed half-way leaves what was there, whole; begun again, it puts the backup in its place', async () => {
  const saved = await contentsOf(database)
  await buildCompany(database, { code: 'LAMBERT', legalName: 'Menuiserie Lambert', customers: [] })
  const before = await contentsOf(database)
  expect(before).not.toEqual(saved)
  await leave()
  const program = run('restore', file, '--replace')
  // It has dropped every table by then, and is filling new ones.
  await connections(
    `(select count(*) from pg_locks l where l.pid = a.pid and l.mode = 'AccessExclusiveLock') > 50`,
    1,
  )
  program.child.kill('SIGKILL')
  await program.exited
  await connections('true', 0)
  expect(await contentsOf(database)).toEqual(before)
  const context = await narrowToCompanies(database, contextFor([], TODAY))
  expect(await verifyAll(database, context, memoryArchive())).toMatchObject({ isClean: true })

  await leave()
  expect(await run('restore', file, '--replace').exited).toBe(0)
  expect(await contentsOf(database)).toEqual(saved)
})
