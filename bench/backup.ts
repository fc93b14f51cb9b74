import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { findContradictions } from '#ledger/verify.ts'
import { findArchiveFaults } from '#ledger/verify-archive.ts'
import { openArchive } from '#platform/archive.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { openEmbeddedServer } from '#platform/embedded-server.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { readBackup } from '#platform/read-backup.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { createLargeCompany } from './list-data.ts'
import type { BenchRow } from './row.ts'

const WHO = {
  actor: { kind: 'system', name: 'bench' },
  permission: 'everything',
  today: '2026-11-24',
  language: 'fr',
} as const
/** Of an archived letter of two pages. */
const LETTER_BYTES = 25_000
const MEGABYTE = 1_000_000

/**
 * The road from the embedded database to a server where we are an ordinary user, and back: a company of
 * `invoices` invoices, a tenth as many letters confirmed and archived. Throws when a figure or a row differs at
 * the end, so that what is measured is also proved.
 */
export async function* benchBackup(
  database: Database,
  folder: string,
  invoices: number,
): AsyncGenerator<BenchRow> {
  const companyId = await createLargeCompany(database, invoices)
  const archive = openArchive(openFolderStore(folder))
  const letters = await sendLetters(database, companyId, archive)
  const before = await fingerprint(database)
  const there = join(folder, 'there.tar.gz')
  const parts = { version: 'bench', secret: null }
  const memory = watchMemory()

  const made = await timed(() => makeBackup({ ...parts, database, archive }, there))
  const size = statSync(there).size / MEGABYTE
  yield row(`backup of ${invoices} invoices, ${letters} letters`, 's', made.seconds, 120)
  yield row('its file', 'MB', size, (letters * LETTER_BYTES * 1.5) / MEGABYTE + invoices / 500)
  yield row('read and checked to its end', 's', (await timed(() => readBackup(there))).seconds, 60)

  const server = await openServer(join(folder, 'server'))
  const theirs = openArchive(openFolderStore(join(folder, 'server-archive')))
  const restored = await timed(() => restore(server.database, theirs, there))
  yield row('restored on a server', 's', restored.seconds, 240)
  await expectSame(server.database, theirs, before)

  const back = join(folder, 'back.tar.gz')
  const again = await timed(() => makeBackup({ ...parts, database: server.database, archive: theirs }, back))
  yield row('backup of the server', 's', again.seconds, 120)
  await server.close()
  const home = await timed(() => restore(database, archive, back))
  yield row('restored in the embedded database, over what it held', 's', home.seconds, 240)
  await expectSame(database, archive, before)
  yield row('memory over what was used before', 'MB', memory.stop(), 200)
  await rm(there)
  await rm(back)
}

async function restore(database: Database, archive: ReturnType<typeof openArchive>, file: string) {
  return await restoreBackup({ database, archive, secretFile: null, actor: WHO.actor }, file, {
    replaces: true,
  })
}

// Letters of bytes that do not compress, as PDFs do not: rendering them would take minutes and prove nothing here.
async function sendLetters(
  database: Database,
  companyId: number,
  archive: ReturnType<typeof openArchive>,
): Promise<number> {
  const context = { ...WHO, companyIds: [companyId] }
  const selection = { ...NOTHING_SELECTED, base: 'all' } as const
  const order = {
    filter: { on: '2026-11-23', today: WHO.today, companyIds: [companyId] },
    selection,
    letterOn: WHO.today,
  }
  const { run } = await withScope(database, context, (tx) => createDraft(tx, order, WHO.actor.name))
  const { confirmed } = await confirmRun(database, context, run)
  const { rows } = await database.owner.query<{ id: number }>(
    "select id from letters where status = 'confirmed'",
  )
  const hashes: string[] = []
  for (let done = 0; done < rows.length; done += 100) {
    const some = rows.slice(done, done + 100).map(() => archive.put(randomBytes(LETTER_BYTES)))
    hashes.push(...(await Promise.all(some)))
  }
  await database.owner.query(
    `update letters l set archive_sha256 = d.sha256, archive_bytes = $3, archive_pages = 2, archived_at = now()
     from unnest($1::bigint[], $2::text[]) d(id, sha256) where l.id = d.id`,
    [rows.map(({ id }) => id), hashes, LETTER_BYTES],
  )
  return confirmed
}

// A second PostgreSQL, where the user is given a database and nothing else.
async function openServer(dataDir: string): Promise<{ database: Database; close(): Promise<void> }> {
  const server = await openEmbeddedServer({ dataDir, role: 'server', say: () => undefined })
  const admin = new pg.Client(server.connection('postgres'))
  await admin.connect()
  await admin.query('create role relances_app nologin; create role given login; grant relances_app to given')
  await admin.query('create database given owner given')
  await admin.end()
  const { host, port } = server.connection()
  const databaseUrl = `postgresql://given@${encodeURIComponent(host ?? '')}:${port}/given`
  const database = await openDatabase({ dataDir, databaseUrl }, { role: 'cli', say: () => undefined })
  const close = async () => {
    await database.close()
    await server.leave()
  }
  return { database, close }
}

/** One hash a table, of all its rows; the audit of the installation tells of the restores themselves. */
async function fingerprint({ owner }: Database): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
  )
  const prints: Record<string, string> = {}
  for (const { name } of tables) {
    const condition = name.startsWith('audit_') ? 'where company_id <> 0' : ''
    const { rows } = await owner.query<{ print: string | null }>(
      `select sum(hashtextextended(to_jsonb(t)::text, 0))::text || ' ' || count(*) as print from ${name} t ${condition}`,
    )
    prints[name] = rows[0]?.print ?? ''
  }
  return prints
}

async function expectSame(
  database: Database,
  archive: ReturnType<typeof openArchive>,
  before: Record<string, string>,
): Promise<void> {
  const now = await fingerprint(database)
  const different = Object.keys(before).filter((name) => now[name] !== before[name])
  const context = await narrowToCompanies(database, WHO)
  const contradictions = await withScope(database, context, findContradictions)
  const lost = await withScope(database, context, (tx) => findArchiveFaults(tx, archive))
  if (different.length + contradictions.length + lost.length > 0) {
    throw new Error(`not what was saved: ${JSON.stringify({ different, contradictions, lost: lost.length })}`)
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now()
  const result = await work()
  return { result, seconds: (performance.now() - start) / 1000 }
}

function watchMemory() {
  const start = process.memoryUsage.rss()
  let most = start
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, 200)
  return {
    stop() {
      clearInterval(timer)
      return (most - start) / MEGABYTE
    },
  }
}

function row(name: string, unit: string, value: number, limit: number): BenchRow {
  return { name, value, unit, baseline: null, baselineName: null, ratio: null, limit }
}
