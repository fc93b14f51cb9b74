import { randomBytes } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { loadExample } from '#features/example/server/load-example.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import { findContradictions } from '#ledger/verify.ts'
import { findArchiveFaults } from '#ledger/verify-archive.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { type BackupResult, makeBackup } from '#platform/make-backup.ts'
import { readBackup } from '#platform/read-backup.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { tarMember } from '#platform/tar-archive.ts'
import { createTestDatabase } from '../database.ts'
import { openDesk } from '../stories/desk.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany, contextFor } from '../world.ts'
import { contentsOf } from './contents.ts'

// The books of two companies with letters gone out, saved from one PostgreSQL and put back in others: the one
// that comes with Relances, where we are superuser, and a server where we are an ordinary user.

const TODAY = '2026-11-24'
const folder = temporaryFolder()
const archiveIn = (place: string) => openArchive(openFolderStore(place))
const archive = archiveIn(folder)
const file = join(folder, 'sauvegarde.tar.gz')
const secret = 'f'.repeat(64)
const source = await createTestDatabase()
let saved: BackupResult

const actor = { kind: 'cli', name: 'ligne de commande' } as const

/** What another database holds before a backup is put in its place. */
const OTHERS = {
  code: 'LAMBERT',
  legalName: 'Menuiserie Lambert',
  customers: [
    {
      code: 'C1',
      name: 'Garage Martin',
      invoices: [{ number: 'F1', issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 120_000, level: 2 }],
    },
  ],
} as const

const partsOf = (database: Database) => ({ database, archive, version: '0.1.0', secret })

beforeAll(async () => {
  await loadExample(source, { actor: { kind: 'system', name: 'exemple' }, today: TODAY })
  await createVisitor(source, { name: 'Camille Martin' })
  const context = await narrowToCompanies(source, contextFor([], TODAY))
  const desk = openDesk(source, context)
  const [first] = await desk.list('2026-11-23')
  const { confirmed } = await desk.remind('2026-11-23', TODAY, first ? [first.customerId] : [])
  expect(confirmed).toBeGreaterThan(0)
  const pool = createLetterPool()
  await archiveLetters({ database: source, pool, archive, log: { error: () => undefined } })
  await pool.close()
  saved = await makeBackup(partsOf(source), file)
})

async function expectSound(database: Database, folderOfArchive: string): Promise<void> {
  const context = await narrowToCompanies(database, contextFor([], TODAY))
  await withScope(database, { ...context, companyIds: 'all' }, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
  })
  await withScope(database, context, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
    expect(await findAuditFaults(tx, [])).toEqual([])
    expect(await findArchiveFaults(tx, archiveIn(folderOfArchive))).toEqual([])
  })
}

/** A server of the user's own: its tables belong to somebody who is no superuser. */
async function ordinaryDatabase(): Promise<Database> {
  const server = inject('postgres')
  const name = `given_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client(server)
  await admin.connect()
  await admin.query(`create role ${name} login`)
  await admin.query(`create database ${name} owner ${name}`)
  await admin.query(`grant relances_app to ${name}`)
  const databaseUrl = `postgresql://${name}@${encodeURIComponent(server.host ?? '')}:${server.port}/${name}`
  const database = await openDatabase(
    { dataDir: '/unused', databaseUrl },
    { role: 'cli', say: () => undefined },
  )
  afterAll(async () => {
    await database.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.query(`drop role ${name}`)
    await admin.end()
  })
  return database
}

describe('there and back', () => {
  test('a server of an ordinary user gets the same rows, and the embedded one gets them back', async () => {
    const server = await ordinaryDatabase()
    const there = temporaryFolder()
    const secretFile = join(there, 'secret')
    const result = await restoreBackup(
      { database: server, archive: archiveIn(there), secretFile, actor },
      file,
      { replaces: false },
    )
    expect(result).toMatchObject({ version: '0.1.0', rows: saved.rows, documents: 1, upgrades: 0 })
    expect(readFileSync(secretFile, 'utf8')).toBe(secret)
    expect(await contentsOf(server)).toEqual(await contentsOf(source))
    await expectSound(server, there)

    const again = join(there, 'retour.tar.gz')
    await makeBackup({ ...partsOf(server), archive: archiveIn(there) }, again)
    const home = await createTestDatabase()
    const back = temporaryFolder()
    await restoreBackup({ database: home, archive: archiveIn(back), secretFile: null, actor }, again, {
      replaces: false,
    })
    expect(await contentsOf(home)).toEqual(await contentsOf(source))
    await expectSound(home, back)
    expect(existsSync(join(back, 'secret'))).toBe(false)

    // Work goes on: numbers do not start again, history still refuses to be changed, locks still hold.
    const context = await narrowToCompanies(home, contextFor([], TODAY))
    const desk = openDesk(home, context)
    const [, next] = await desk.list('2026-11-23')
    const run = await desk.draft('2026-11-23', TODAY, next ? [next.customerId] : [])
    expect(run).toBe(2)
    await desk.confirm(run)
    await expectSound(home, back)
    await expect(home.owner.query('delete from reminder_events')).rejects.toThrow('append-only')
    await expect(server.owner.query('delete from audit_rows')).rejects.toThrow('append-only')
    const { rows } = await home.db.connection().execute(async (db) => ({
      rows: await db.selectFrom('customers').select('id').execute(),
    }))
    expect(rows, 'row-level security binds the application again').toEqual([])
  })

  test('a database in use or not empty is left alone; --replace puts the backup in its place', async () => {
    const target = await createTestDatabase()
    await buildCompany(target, OTHERS)
    const parts = { database: target, archive, secretFile: null, actor }
    await expect(restoreBackup(parts, file, { replaces: false })).rejects.toMatchObject({
      key: 'backup.not-empty',
    })
    const other = new pg.Client({ ...target.owner.options, application_name: 'relances elsewhere' })
    await other.connect()
    await expect(restoreBackup(parts, file, { replaces: true })).rejects.toMatchObject({
      key: 'backup.in-use',
    })
    await other.end()
    await target.owner.query('create table notes_de_paul (texte text)')
    await expect(restoreBackup(parts, file, { replaces: true })).rejects.toMatchObject({
      key: 'backup.foreign-tables',
      values: { names: 'notes_de_paul' },
    })
    await target.owner.query('drop table notes_de_paul')
    await restoreBackup(parts, file, { replaces: true })
    expect(await contentsOf(target)).toEqual(await contentsOf(source))
  })
})

describe('a file that is not what was written touches nothing', () => {
  const bytes = () => readFileSync(file)
  const damaged: Record<string, (path: string) => void> = {
    'cut short': (path) => {
      copyFileSync(file, path)
      truncateSync(path, bytes().length - 1000)
    },
    'one bit flipped': (path) => {
      const copy = bytes()
      copy[Math.floor(copy.length / 2)] = (copy[Math.floor(copy.length / 2)] ?? 0) ^ 1
      writeFileSync(path, copy)
    },
    'an amount changed inside, and compressed again': (path) => {
      const tar = gunzipSync(bytes())
      const at = tar.indexOf('Beauvais') === -1 ? tar.indexOf('\t10') + 1 : tar.indexOf('Beauvais')
      tar[at] = (tar[at] ?? 0) + 1
      writeFileSync(path, gzipSync(tar))
    },
    'the last member left out': (path) => {
      const tar = gunzipSync(bytes())
      writeFileSync(
        path,
        gzipSync(Buffer.concat([tar.subarray(0, tar.lastIndexOf('manifest.sha256')), Buffer.alloc(1024)])),
      )
    },
    'more after its end': (path) =>
      writeFileSync(path, gzipSync(Buffer.concat([gunzipSync(bytes()), Buffer.alloc(512, 1)]))),
    'a bomb of spaces': (path) =>
      writeFileSync(path, gzipSync(tarMember('relances.json', Buffer.alloc(30_000_000, ' '), 0))),
    'another archive': (path) => writeFileSync(path, gzipSync('bonjour')),
  }

  test.each(Object.keys(damaged))('%s', async (name) => {
    const path = join(folder, `${name}.tar.gz`)
    damaged[name]?.(path)
    await expect(readBackup(path)).rejects.toMatchObject({ key: 'backup.damaged' })
  })

  test('no archive at all, and no file at all', async () => {
    const path = join(folder, 'lettre.pdf')
    writeFileSync(path, '%PDF-1.7')
    await expect(readBackup(path)).rejects.toMatchObject({ key: 'backup.not-a-backup' })
    await expect(readBackup(join(folder, 'rien'))).rejects.toMatchObject({ key: 'backup.unreadable' })
  })

  test('refused by PostgreSQL half-way, the database is as it was', async () => {
    const target = await createTestDatabase()
    await buildCompany(target, OTHERS)
    const before = await contentsOf(target)
    const failing = {
      put: async () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      },
    }
    await expect(
      restoreBackup({ database: target, archive: failing, secretFile: null, actor }, file, {
        replaces: true,
      }),
    ).rejects.toThrow('no space left')
    expect(await contentsOf(target)).toEqual(before)
    await expectSound(target, folder)
  })
})

describe('making it', () => {
  test('never over another file, and nothing is left of one that could not be written', async () => {
    await expect(makeBackup(partsOf(source), file)).rejects.toMatchObject({ key: 'backup.exists' })
    await expect(makeBackup(partsOf(source), join(folder, 'absent', 'x.tar.gz'))).rejects.toMatchObject({
      key: 'backup.not-writable',
    })
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
  })

  test('a full disk is told as such', async () => {
    const path = join(folder, 'pleine.tar.gz')
    // What is written to this device of Linux finds no space left.
    symlinkSync('/dev/full', `${path}.partial`)
    await expect(makeBackup(partsOf(source), path)).rejects.toMatchObject({ key: 'backup.disk-full' })
    expect(readdirSync(folder).filter((name) => name.startsWith('pleine'))).toEqual([])
  })

  test('a document the archive has lost is told, and holds back none of the rest', async () => {
    const path = join(folder, 'sans-archive.tar.gz')
    const result = await makeBackup({ ...partsOf(source), archive: archiveIn(join(folder, 'vide')) }, path)
    expect(result.missingDocuments).toHaveLength(1)
    const { manifest } = await readBackup(path)
    expect(manifest.documents).toMatchObject({ count: 0, missing: result.missingDocuments })
  })

  test('what is written meanwhile is not in it: one instant', async () => {
    const path = join(folder, 'instant.tar.gz')
    let wasWritten = false
    const slow = {
      get: async (sha256: string) => {
        if (!wasWritten) await source.owner.query("update companies set town = 'Ailleurs'")
        wasWritten = true
        return await archive.get(sha256)
      },
    }
    await makeBackup({ ...partsOf(source), archive: slow }, path)
    expect(wasWritten).toBe(true)
    expect(gunzipSync(readFileSync(path)).includes('Ailleurs')).toBe(false)
  })
})
