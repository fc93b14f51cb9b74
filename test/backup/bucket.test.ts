import { readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { beforeAll, expect, test, vi } from 'vitest'
import { storeShelf } from '#features/backups/server/backup-shelf.ts'
import { createBackups } from '#features/backups/server/backups.ts'
import { loadExample } from '#features/example/server/load-example.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import type { BlobStore } from '#platform/blob-store.ts'
import { openBucketStore } from '#platform/bucket-store.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { CHECKOUT } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { locateStore } from '#platform/located-store.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { moveBlobs } from '#platform/move-blobs.ts'
import { bucketSettings, startS3 } from '../bucket.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { startProgram } from '../program.ts'
import { openDesk } from '../stories/desk.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contextFor } from '../world.ts'

// Many programs are started, one after the other.
vi.setConfig({ testTimeout: 180_000 })

// Two letters of the example have gone out, and are archived in the folder of the machine. Its owner rents a bucket.

const TODAY = '2026-11-24'
const folder = temporaryFolder()
const database = await createTestDatabase()
const { config } = await startS3()
const bucket = openBucketStore(config)
const buckets = { current: config, former: null }
const places = { blobFolder: folder, buckets }
const context = () => narrowToCompanies(database, contextFor([], TODAY))
const log = pino({ level: 'silent' })
let letters: string[] = []

beforeAll(async () => {
  await loadExample(database, { actor: { kind: 'system', name: 'exemple' }, today: TODAY })
  const desk = openDesk(database, await context())
  const [first, second] = await desk.list('2026-11-23')
  const reminded = [first, second].flatMap((row) => row?.customerId ?? [])
  await desk.remind('2026-11-23', TODAY, reminded)
  const pool = createLetterPool()
  const archive = openArchive(await locateStore(database, { blobFolder: folder, buckets: null }))
  await archiveLetters({ database, pool, archive, log: { error: () => undefined } })
  await pool.close()
  letters = await namesIn(openFolderStore(folder))
  expect(letters).toHaveLength(2)
})

async function namesIn(store: BlobStore): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of store.list('archive/')) names.push(name)
  return names.sort()
}

const archiveNow = async () => openArchive(await locateStore(database, places))
const faults = async () =>
  (await verifyAll(database, await context(), await archiveNow())).archiveFaults.length
const digestsOf = (names: readonly string[]) => names.map((name) => name.slice(-68, -4))

async function leave({ owner }: Database): Promise<void> {
  await database.owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
    owner.options.database,
  ])
}

const run = (program: string, args: readonly string[], settings: Record<string, string> = {}) =>
  startProgram([join(CHECKOUT, program), ...args], {
    DATABASE_URL: ownerUrl(database),
    RELANCES_DATA: folder,
    ...bucketSettings(config),
    ...settings,
  })
const command = (...args: string[]) => run('src/cli/main.ts', args)

test('a server whose bucket does not answer, refuses or is not there says so in a sentence and does not start', async () => {
  const newDatabase = { DATABASE_URL: ownerUrl(await createTestDatabase()) }
  const started = async (settings: Record<string, string>) => {
    const server = run('src/server/main.ts', ['--port', '0'], { ...newDatabase, ...settings })
    expect(await server.exited).toBe(1)
    return server.output.out + server.output.err
  }
  expect(await started({ RELANCES_S3_ENDPOINT: 'http://127.0.0.1:9' })).toContain('ne répond pas')
  const refused = await started({ RELANCES_S3_SECRET: 'perdu' })
  expect(refused).toContain('Le service refuse l’accès au bucket s3://documents/relances/')
  expect(refused).toContain('SignatureDoesNotMatch')
  expect(refused).not.toContain('perdu')
  expect(await started({ RELANCES_S3_BUCKET: 'oublie' })).toContain('n’existe pas')
})

test('documents stay where they are until they are moved, and a move cut short changes nothing', async () => {
  const present = await locateStore(database, places)
  expect([present.place, present.isElsewhere]).toEqual([folder, true])
  let sent = 0
  const cut: BlobStore = {
    ...bucket,
    put: async (name, bytes) => {
      sent += 1
      if (sent > 1) throw new Error('the line is cut')
      return await bucket.put(name, bytes)
    },
  }
  const from = openFolderStore(folder)
  const move = moveBlobs(database, { from, to: cut, isSwitched: false, onProgress: () => undefined })
  await expect(move).rejects.toThrow('the line is cut')
  expect((await locateStore(database, places)).place).toBe(folder)
  expect(await namesIn(bucket)).toHaveLength(1)
})

test('moved while Relances works: every letter is read all along, and what is written meanwhile goes too', async () => {
  const working = openArchive(await locateStore(database, places))
  const [first = '', second = ''] = digestsOf(letters)
  let written = ''
  let looking: Promise<unknown> = Promise.resolve()
  const result = await moveBlobs(database, {
    from: openFolderStore(folder),
    to: bucket,
    isSwitched: false,
    onProgress: () => {
      looking = looking.then(async () => {
        await Promise.all([working.get(first), working.get(second)])
        written ||= await working.put(Buffer.from('une lettre de plus'))
      })
    },
  })
  await looking
  expect(result).toMatchObject({ from: folder, to: bucket.place, alreadyThere: 1 })
  // What the last pass could not see yet, a second asking takes along.
  expect(await command('blobs', 'move', '--to', 's3').exited).toBe(0)
  expect(await namesIn(bucket)).toHaveLength(3)
  const present = await locateStore(database, places)
  expect([present.place, present.isElsewhere]).toEqual([bucket.place, false])
  rmSync(join(folder, 'archive'), { recursive: true })
  expect(Buffer.from(await working.get(written)).toString()).toBe('une lettre de plus')
  await working.get(first)
  await working.put(Buffer.from('une autre'))
  expect(readdirSync(folder)).not.toContain('archive')
  expect(await faults()).toBe(0)
})

test('a server left with the settings of before neither writes nor starts beside the bucket', async () => {
  const folderOnly = { blobFolder: folder, buckets: null }
  await expect(locateStore(database, folderOnly)).rejects.toMatchObject({ key: 'blobs.other-store' })
})

test('what the bucket has damaged or lost is told, and comes back from a backup, itself in the bucket', async () => {
  const name = 'relances-2026-11-24-020000-manual.tar.gz'
  expect(await command('backup', `s3:${name}`).exited).toBe(0)
  expect(await command('backup', `s3:${name}`).exited, 'never in the place of another').toBe(1)
  expect(await command('restore', '--check', `s3:${name}`).exited).toBe(0)
  const [first = '', second = ''] = letters
  await bucket.put(first, Buffer.from('%PDF damaged'))
  await bucket.remove(second)
  expect(await faults()).toBe(2)
  expect(await command('verify').exited).toBe(1)
  expect(await command('verify', '--repair', `s3:${name}`).exited).toBe(0)
  expect(await faults()).toBe(0)
  const empty = await createTestDatabase()
  const target = { DATABASE_URL: ownerUrl(empty), RELANCES_DATA: temporaryFolder() }
  // A restore wants the database to itself: nobody of this test stays connected to it.
  await leave(empty)
  expect(await run('src/cli/main.ts', ['restore', `s3:${name}`], target).exited).toBe(0)
  expect(await run('src/cli/main.ts', ['verify'], target).exited).toBe(0)
})

test('a bucket that does not answer has lost no document: neither a backup nor a check says so', async () => {
  const far = openBucketStore(
    { ...config, endpoint: 'http://127.0.0.1:9' },
    { silenceMs: 100, retriesMs: [] },
  )
  const archive = openArchive(far)
  const unreachable = { key: 'blobs.unreachable' }
  await expect(verifyAll(database, await context(), archive)).rejects.toMatchObject(unreachable)
  const file = join(folder, 'jamais.tar.gz')
  const backup = makeBackup({ database, archive, version: '0.1.0', secret: null }, file)
  await expect(backup).rejects.toMatchObject(unreachable)
  expect(readdirSync(folder).filter((name) => name.startsWith('jamais'))).toEqual([])
})

test('the server keeps its backups in the bucket, gives them whole, and removes those of other days', async () => {
  let now = ''
  const backups = createBackups({
    config: { backups: { folder, hour: '02:00', keep: { days: 2, weeks: 0, months: 0 } } },
    ...{ database, archive: await archiveNow(), version: '0.1.0', secret: null, log },
    shelf: storeShelf(bucket),
    now: () => now,
  })
  for (now of ['2026-11-25T02:00:00', '2026-11-26T02:00:00', '2026-11-27T02:00:00']) await backups.makeDue()
  const { backups: kept, folder: shown, failure } = await backups.state('fr')
  expect([failure, shown]).toEqual([null, bucket.place])
  expect(kept.map(({ name }) => name)).toEqual([
    'relances-2026-11-27-020000-auto.tar.gz',
    'relances-2026-11-26-020000-auto.tar.gz',
    'relances-2026-11-24-020000-manual.tar.gz',
  ])
  const { content, bytes } = await backups.take('relances-2026-11-27-020000-auto.tar.gz', {
    kind: 'cli',
    name: 'ligne de commande',
  })
  const copy = join(folder, 'copie.tar.gz')
  await writeFile(copy, content)
  const chunks: Uint8Array[] = []
  for await (const chunk of openFolderStore(folder).read('copie.tar.gz')) chunks.push(chunk)
  expect(Buffer.concat(chunks)).toHaveLength(bytes)
  expect(await command('restore', '--check', copy).exited).toBe(0)
})

test('from a bucket to another of the service, then back to the folder', async () => {
  const next = { ...config, bucket: 'autres', prefix: '' }
  const settings = {
    ...bucketSettings(next),
    RELANCES_S3_PREFIX: '',
    RELANCES_S3_FORMER: 'documents/relances',
  }
  const inNext = (...args: string[]) => run('src/cli/main.ts', args, settings)
  expect(await inNext('blobs', 'move', '--to', 's3').exited).toBe(0)
  expect(await namesIn(openBucketStore(next))).toEqual(await namesIn(bucket))
  expect(await inNext('blobs', 'move', '--to', 's3').exited).toBe(0)
  expect(await inNext('blobs', 'move', '--to', 'folder').exited).toBe(0)
  const again = await locateStore(database, { blobFolder: folder, buckets: null })
  expect(again.place).toBe(folder)
  const { archiveFaults } = await verifyAll(database, await context(), openArchive(again))
  expect(archiveFaults).toEqual([])
})
