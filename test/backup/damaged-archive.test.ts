import { mkdirSync, readdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadExample } from '#features/example/server/load-example.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { CHECKOUT } from '#platform/config.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { placeSecret, readSecret } from '#platform/secret.ts'
import { adoptStore, checkStore } from '#platform/store-mark.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { startProgram } from '../program.ts'
import { openDesk } from '../stories/desk.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contextFor } from '../world.ts'

// Two letters of the example have gone out. A disk damages one without changing its size, and loses the other.

const TODAY = '2026-11-24'
const folder = temporaryFolder()
const store = openFolderStore(folder)
const archive = openArchive(store)
const file = join(folder, 'sauvegarde.tar.gz')
const database = await createTestDatabase()
const actor = { kind: 'cli', name: 'ligne de commande' } as const
const secret = 'c'.repeat(64)
const context = () => narrowToCompanies(database, contextFor([], TODAY))
let letters: string[] = []

beforeAll(async () => {
  await loadExample(database, { actor: { kind: 'system', name: 'exemple' }, today: TODAY })
  const desk = openDesk(database, await context())
  const [first, second] = await desk.list('2026-11-23')
  await desk.remind(
    '2026-11-23',
    TODAY,
    [first, second].flatMap((row) => row?.customerId ?? []),
  )
  const pool = createLetterPool()
  await archiveLetters({ database, pool, archive, log: { error: () => undefined } })
  await pool.close()
  const names = readdirSync(join(folder, 'archive'), { recursive: true, withFileTypes: true })
  letters = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  expect(letters).toHaveLength(2)
  await makeBackup({ database, archive, version: '0.1.0', secret }, file)
})

function damage([damaged = '', lost = '']: readonly string[]): void {
  const bytes = readFileSync(damaged)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(damaged, bytes)
  unlinkSync(lost)
}

const faults = async () => (await verifyAll(database, await context(), archive)).archiveFaults.length

const command = (...args: string[]) =>
  startProgram([join(CHECKOUT, 'src/cli/main.ts'), ...args], {
    DATABASE_URL: ownerUrl(database),
    RELANCES_DATA: folder,
  })

test('a letter damaged without changing its size is mended by a restore, as one that is lost', async () => {
  damage(letters)
  expect(await faults()).toBe(2)
  const target = await createTestDatabase()
  await restoreBackup({ database: target, archive, secretFile: null, actor }, file, { replaces: false })
  expect(await faults()).toBe(0)
})

test('verify --repair brings both back from a backup, says so in the audit, and leaves nothing to mend', async () => {
  damage(letters)
  expect(await command('verify').exited).toBe(1)
  expect(await faults()).toBe(2)
  expect(await command('verify', '--repair', file).exited).toBe(0)
  expect(await faults()).toBe(0)
  const { rows } = await database.owner.query(
    `select after from audit_rows where table_name = 'repairs' and operation = 'note'`,
  )
  expect(rows).toEqual([{ after: { file_name: 'sauvegarde.tar.gz', documents: 2 } }])
})

test('a damaged backup mends nothing', async () => {
  damage(letters)
  const cut = join(folder, 'coupée.tar.gz')
  writeFileSync(cut, readFileSync(file).subarray(0, -1_000))
  expect(await command('verify', '--repair', cut).exited).toBe(1)
  expect(await faults()).toBe(2)
  expect(await command('verify', '--repair', file).exited).toBe(0)
})

test('a machine that dies between a restore and its secret finds the secret at its next start', async () => {
  const target = await createTestDatabase()
  const dataDir = temporaryFolder()
  const secretFile = join(dataDir, 'secret')
  // The last step cannot be done: as far as the database knows, the machine has died there.
  mkdirSync(secretFile)
  const restore = restoreBackup({ database: target, archive, secretFile, actor }, file, { replaces: false })
  await expect(restore).rejects.toThrow()
  rmdirSync(secretFile)
  writeFileSync(secretFile, 'the secret of before')
  await placeSecret(secretFile, target)
  expect(readSecret({ secret: null, dataDir })).toBe(secret)
})

test('a restore that never ended leaves the secret of before', async () => {
  const dataDir = temporaryFolder()
  const secretFile = join(dataDir, 'secret')
  const untouched = await createTestDatabase()
  writeFileSync(secretFile, 'the secret of before')
  writeFileSync(`${secretFile}.restored`, secret)
  await placeSecret(secretFile, untouched)
  expect(readSecret({ secret: null, dataDir })).toBe('the secret of before')
  expect(readdirSync(dataDir)).toEqual(['secret'])
})

test('a store that is not where the database has its documents is refused at the start, until it is adopted', async () => {
  const mine = await createTestDatabase()
  const shared = openFolderStore(temporaryFolder())
  await Promise.all([checkStore(mine, shared), checkStore(mine, shared)])
  await checkStore(mine, openFolderStore(shared.place))
  const other = openFolderStore(temporaryFolder())
  const refusal = { key: 'blobs.other-store', values: { place: other.place } }
  await expect(checkStore(mine, other)).rejects.toMatchObject(refusal)
  await adoptStore(mine, other)
  await checkStore(mine, other)
  await expect(checkStore(mine, shared)).rejects.toMatchObject({ key: 'blobs.other-store' })
})

test('of two stores that meet a new database at once, one is its own and the other is refused', async () => {
  const mine = await createTestDatabase()
  const stores = [openFolderStore(temporaryFolder()), openFolderStore(temporaryFolder())]
  const met = await Promise.allSettled(stores.map((one) => checkStore(mine, one)))
  expect(met.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a command beside a store of another installation does nothing, and says which', async () => {
  await adoptStore(database, openFolderStore(temporaryFolder()))
  const refused = command('overdue', '--on', TODAY)
  expect(await refused.exited).toBe(1)
  expect(refused.output.err).toContain(folder)
  expect(await command('blobs', 'adopt').exited).toBe(0)
  expect(await command('overdue', '--on', TODAY).exited).toBe(0)
})
