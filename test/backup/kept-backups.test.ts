import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { BackupState } from '#features/backups/contract.ts'
import { createBackups } from '#features/backups/server/backups.ts'
import { backupsRoutes } from '#features/backups/server/routes.ts'
import { readBackup } from '#platform/read-backup.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestApp } from '../app.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany } from '../world.ts'

// The folder of a server through some nights of November 2026, at 02:00.

const database = await createTestDatabase()
const folder = join(temporaryFolder(), 'backups')
const config = { backups: { folder, hour: '02:00', keep: { days: 2, weeks: 0, months: 0 } } }
let now = '2026-11-20T01:00:00'
const logged: string[] = []
const parts = {
  config,
  database,
  archive: memoryArchive(),
  version: '0.1.0',
  secret: null,
  log: pino({ level: 'error' }, { write: (line: string) => logged.push(line) }),
  now: () => now,
}
const backups = createBackups(parts)
const names = () => readdirSync(folder).sort()

test('nothing is made before the first company, then one a day, and those of two days are kept', async () => {
  await backups.makeDue()
  expect(existsSync(folder)).toBe(false)
  await buildCompany(database, { code: 'LAMBERT', legalName: 'Menuiserie Lambert', customers: [] })
  // The machine was off at two o'clock: the backup is made when it is on again.
  for (now of ['2026-11-20T09:12:30', '2026-11-20T18:00:00', '2026-11-21T02:00:10', '2026-11-22T02:00:09']) {
    await backups.makeDue()
  }
  expect(names()).toEqual([
    'relances-2026-11-21-020010-auto.tar.gz',
    'relances-2026-11-22-020009-auto.tar.gz',
  ])
})

test('two servers on one folder make the one of the day once, whether at the same second or one after the other', async () => {
  now = '2026-11-23T02:00:00'
  const others = ['02:00:00', '02:00:01', '02:00:02'].map((time) =>
    createBackups({ ...parts, now: () => `2026-11-23T${time}` }),
  )
  await Promise.all([backups, ...others].map((one) => one.makeDue()))
  expect(names().filter((name) => name.includes('2026-11-23'))).toHaveLength(1)
  expect(logged).toEqual([])
})

test('what a dead server has left half-made goes the next day; what another one is making does not', async () => {
  const [dead, alive] = ['relances-2026-11-20-020000-auto', 'relances-2026-11-24-020000-manual'].map((name) =>
    join(folder, `${name}.tar.gz.partial`),
  ) as [string, string]
  for (const path of [dead, alive]) writeFileSync(path, 'half')
  const longAgo = Date.now() / 1000 - 2 * 86_400
  utimesSync(dead, longAgo, longAgo)
  now = '2026-11-24T02:00:00'
  await backups.makeDue()
  expect([dead, alive].map((path) => existsSync(path))).toEqual([false, true])
  rmSync(alive)
})

const api = routerOf(database, backupsRoutes({ backups }))
const app = createTestApp({ database, api, today: '2026-11-25' })
const ask = async (method: string, path: string) =>
  await app.request(path, { method, headers: { host: 'localhost' } })
const state = async () => (await (await ask('GET', '/api/backups')).json()) as BackupState

test('one asked for is listed, downloaded whole, in the audit, and outlives the retention', async () => {
  now = '2026-11-25T10:30:00'
  const started = (await (await ask('POST', '/api/backups')).json()) as BackupState
  expect(started.runningSince).toBe(now)
  expect((await ask('POST', '/api/backups')).status).toBe(409)
  await expect.poll(async () => (await state()).runningSince, { timeout: 20_000 }).toBeNull()
  const { backups: listed, failure, isStale } = await state()
  expect({ failure, isStale, newest: listed[0] }).toMatchObject({
    failure: null,
    isStale: false,
    newest: { name: 'relances-2026-11-25-103000-manual.tar.gz', madeAt: now, kind: 'manual' },
  })
  const answer = await ask('GET', `/api/backups/${listed[0]?.name}/file`)
  const copy = join(temporaryFolder(), 'copie.tar.gz')
  writeFileSync(copy, new Uint8Array(await answer.arrayBuffer()))
  expect((await readBackup(copy)).header.version).toBe('0.1.0')
  const { rows } = await database.owner.query(
    `select r.table_name, l.actor, coalesce(r.after, '{}') ->> 'file_name' as file from audit_rows r
     join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.company_id = 0 and r.operation = 'note' order by r.id desc limit 2`,
  )
  expect(rows.map(({ table_name, actor }) => [table_name, actor])).toEqual([
    ['exports', 'Camille Martin'],
    ['backups', 'Camille Martin'],
  ])
  for (now of ['2026-11-26T02:00:00', '2026-11-27T02:00:00']) await backups.makeDue()
  expect(names()).toEqual([
    'relances-2026-11-25-103000-manual.tar.gz',
    'relances-2026-11-26-020000-auto.tar.gz',
    'relances-2026-11-27-020000-auto.tar.gz',
  ])
})

test('days without one are counted, and a failure says why', async () => {
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'somebody made a file of the folder')
  now = '2026-11-28T02:00:00'
  await backups.makeDue()
  const failed = await state()
  expect(failed.failure?.at).toBe(now)
  expect(failed.failure?.message).toContain(folder)
  const lost = { connect: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })) }
  rmSync(folder)
  const orphan = createBackups({
    ...parts,
    database: { ...database, owner: { ...database.owner, ...lost } as never },
  })
  await orphan.makeDue()
  expect((await orphan.state('fr')).failure?.message).toContain('La base de données ne répond plus')
  now = '2026-11-28T02:15:00'
  await backups.makeDue()
  expect((await state()).failure).toBeNull()
  now = '2026-12-02T10:00:00'
  expect(await state()).toMatchObject({ daysSince: 4, isStale: true })
  rmSync(folder, { recursive: true })
  await database.owner.query("update companies set created_at = '2026-11-29 23:30Z'")
  expect(await state(), 'none since the first company').toMatchObject({
    daysSince: 2,
    isStale: false,
    backups: [],
  })
  const never = createBackups({ ...parts, config: { backups: { ...config.backups, hour: null } } })
  now = '2026-12-09T10:00:00'
  expect([(await state()).isStale, (await never.state('fr')).isStale]).toEqual([true, false])
})

test('a manager of one company is no administrator of the installation', async () => {
  const visitor = await createVisitor(database, { name: 'Paul', byCompany: { LAMBERT: 'administrator' } })
  const theirs = createTestApp({ database, api, today: '2026-11-22', visitor })
  expect((await theirs.request('/api/backups', { headers: { host: 'localhost' } })).status).toBe(403)
})

test('a name is one of the folder, never a path out of it', async () => {
  for (const name of ['..%2F..%2Fetc%2Fpasswd', 'relances-2026-11-25-103000-manual.tar.gz.partial']) {
    expect((await ask('GET', `/api/backups/${name}/file`)).status).toBe(404)
  }
})
