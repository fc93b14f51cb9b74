import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { BackupState } from '#features/backups/contract.ts'
import type { ImportState } from '#features/imports/deposit-contract.ts'
import { CHECKOUT } from '#platform/config.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { type Program, startProgram } from '../program.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { askServer, prepareCompany, Refusal, TODAY } from './tortured-server.ts'

// Two processes on one PostgreSQL and one folder. The one at work is killed outright: the other ends its work.

const CUSTOMERS = 20
/** What is promised of a process that dies: another one is at its work by then. */
const TAKEN_OVER = { timeout: 30_000, interval: 200 }
/** Of a test, with the starts of its processes. */
const LIMIT_MS = 180_000
const database = await createTestDatabase()
await prepareCompany(database, CUSTOMERS)
const data = temporaryFolder()

function start(...args: string[]): Program {
  const program = startProgram(args, {
    DATABASE_URL: ownerUrl(database),
    RELANCES_DATA: data,
    RELANCES_TODAY: TODAY,
    RELANCES_LOG: 'error',
  })
  afterAll(async () => {
    program.child.kill('SIGKILL')
    await program.exited
  })
  return program
}

async function startServer() {
  const program = start(join(CHECKOUT, 'src/server/main.ts'), '--port', '0')
  const address = await program.ready()
  const ask = <T>(method: string, path: string, body?: unknown) => askServer<T>(address, method, path, body)
  return { program, ask }
}

const survivor = await startServer()

test('a backup begun by one is seen by the other, and made by it once the first is dead', {
  timeout: LIMIT_MS,
}, async () => {
  const first = await startServer()
  // Its backup waits for this table: it dies in the middle of it.
  const busy = await database.owner.connect()
  await busy.query('begin')
  await busy.query('lock table refused_imports in access exclusive mode')
  await first.ask('POST', '/api/backups')
  const seen = () => survivor.ask<BackupState>('GET', '/api/backups')
  expect((await seen()).runningSince).not.toBeNull()
  await expect(survivor.ask('POST', '/api/backups')).rejects.toThrow(Refusal)
  first.program.child.kill('SIGKILL')
  await first.program.exited
  await busy.query('rollback')
  busy.release()
  await expect
    .poll(async () => (await seen()).backups.map(({ kind }) => kind), TAKEN_OVER)
    .toEqual(['manual'])
  await expect.poll(async () => (await seen()).runningSince, TAKEN_OVER).toBeNull()
  const { rows } = await database.owner.query(
    `select count(*)::int as notes from audit_rows where table_name = 'backups' and operation = 'note'`,
  )
  expect(rows).toEqual([{ notes: 1 }])
})

test('letters confirmed by one that dies at once are archived by the other, each once', {
  timeout: LIMIT_MS,
}, async () => {
  const first = await startServer()
  const { run } = await first.ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await first.ask('POST', `/api/runs/${run}/confirmation`)
  first.program.child.kill('SIGKILL')
  const letters = async () =>
    (
      await database.owner.query(
        `select count(*)::int as confirmed, count(archived_at)::int as archived,
           (select count(*)::int from audit_rows where table_name = 'letters' and operation = 'update'
              and after ->> 'archived_at' is not null and before ->> 'archived_at' is null) as archivings
         from letters where status = 'confirmed'`,
      )
    ).rows[0]
  await expect
    .poll(letters, TAKEN_OVER)
    .toEqual({ confirmed: CUSTOMERS, archived: CUSTOMERS, archivings: CUSTOMERS })
})

test('an import that one was writing as it died is shown to its owner by the other, and made once', {
  timeout: LIMIT_MS,
}, async () => {
  const first = await startServer()
  const list = [
    'Client;N° facture;Date;Échéance;Montant TTC',
    ...[1, 2, 3].map((rank) => `Leroy SARL;MORT-${rank};10/01/2026;27/02/2026;${rank}00,00`),
    '',
  ].join('\n')
  const { id } = await first.ask<{ id: string }>('POST', '/api/imports?fileName=leroy.csv', list)
  const stateAt = (server: typeof first) => () => server.ask<ImportState>('GET', `/api/imports/${id}`)
  const stepAt = (server: typeof first) => async () => (await stateAt(server)()).step
  const imported = async () =>
    (await database.owner.query(`select from invoices where number like 'MORT-%'`)).rowCount
  const preview = async (server: typeof first) => {
    await server.ask('POST', `/api/imports/${id}/preview`, { company: 'TORTURE' })
    await expect.poll(stepAt(server), TAKEN_OVER).toBe('previewed')
    return (await stateAt(server)()).digest
  }
  const digest = await preview(first)
  // It writes until it waits for this table: it dies in the middle.
  const busy = await database.owner.connect()
  await busy.query('begin')
  await busy.query('lock table instalments in exclusive mode')
  await first.ask('POST', `/api/imports/${id}/confirmation`, { digest })
  const isWaiting = () =>
    database.owner.query(
      `select from pg_locks l join pg_class c on c.oid = l.relation where not l.granted and c.relname = 'instalments'`,
    )
  await expect.poll(async () => (await isWaiting()).rowCount, TAKEN_OVER).toBe(1)
  expect(await stepAt(survivor)()).toBe('writing')
  first.program.child.kill('SIGKILL')
  await first.program.exited
  await busy.query('rollback')
  busy.release()
  await expect.poll(stepAt(survivor), TAKEN_OVER).toBe('to-review')
  expect((await stateAt(survivor)()).problem).toContain('rien n’a été écrit')
  expect(await imported()).toBe(0)
  const again = await preview(survivor)
  await survivor.ask('POST', `/api/imports/${id}/confirmation`, { digest: again })
  await expect.poll(stepAt(survivor), TAKEN_OVER).toBe('done')
  expect(await imported()).toBe(3)
})

test('a folder watched by one and by another that waits is watched on when the first dies', {
  timeout: LIMIT_MS,
}, async () => {
  const folder = temporaryFolder()
  const list = (number: string) =>
    `Client;N° facture;Échéance;Montant TTC\nLeroy SARL;${number};2026-02-27;50,00\n`
  const watch = () => start(join(CHECKOUT, 'src/cli/main.ts'), 'watch', folder, '--company', 'TORTURE')
  const isFiled = (name: string) => existsSync(join(folder, 'done', name))
  writeFileSync(join(folder, 'un.csv'), list('W1'))
  const first = watch()
  await expect.poll(() => isFiled('un.csv'), TAKEN_OVER).toBe(true)
  const second = watch()
  await expect.poll(() => second.output.err, TAKEN_OVER).toContain('déjà surveillé')
  first.child.kill('SIGKILL')
  await first.exited
  writeFileSync(join(folder, 'deux.csv'), list('W2'))
  await expect.poll(() => isFiled('deux.csv'), TAKEN_OVER).toBe(true)
  expect(existsSync(join(folder, 'refused'))).toBe(false)
})
