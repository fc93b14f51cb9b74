import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import type { Archive } from './archive.ts'
import { type BackupFile, labelOf } from './backup-file.ts'
import type { BackupManifest } from './backup-format.ts'
import { type BackupSource, backupPieces } from './backup-source.ts'
import { measured, type StoredBlob } from './blob-store.ts'
import type { Database } from './database.ts'
import { syncFolder } from './folder-store.ts'
import { ASK_AFTER_US } from './role-driver.ts'

export interface BackupParts {
  readonly database: Pick<Database, 'owner'>
  readonly archive: Pick<Archive, 'get'>
  readonly version: string
  readonly secret: string | null
}

export interface BackupResult {
  /** Where it is, as whoever asked for it named it. */
  readonly path: string
  readonly bytes: number
  /** Of the file itself, to compare copies. */
  readonly sha256: string
  readonly rows: number
  readonly documents: number
  /** Hashes of the documents the archive has lost: the backup is whole but for them. */
  readonly missingDocuments: readonly string[]
}

// Any fixed number, other than that of the migrations.
const BACKUP_LOCK = 4_800_480_049
// Letters are compressed already, and tables are text: more would cost much and win little.
const GZIP_LEVEL = 3

export interface BackupOptions {
  readonly signal?: AbortSignal | undefined
  /** Asked once no other backup can be made: whoever was first may have made this one needless. */
  readonly isNeedless?: () => Promise<boolean>
}

/**
 * Writes the whole of the database, at one instant, and its documents to a file that must not exist yet. The
 * application goes on meanwhile. The file has its name only once it is whole and on the disk.
 * @throws RelancesError conflict when the file exists, another backup is under way, or it has become needless;
 * unavailable when the file cannot be written (nothing is left of it)
 */
export async function makeBackup(
  parts: BackupParts,
  file: BackupFile,
  { signal, isNeedless }: BackupOptions = {},
): Promise<BackupResult> {
  const path = labelOf(file)
  try {
    return await alone(parts.database, async (client) => {
      if (await isThere(file)) throw new RelancesError('conflict', 'backup.exists', { file: path })
      if (await isNeedless?.()) throw new RelancesError('conflict', 'backup.needless')
      return await writeBackup({ ...parts, client, madeAt: new Date() }, file, signal)
    })
  } catch (error) {
    throw explained(error, path)
  }
}

async function isThere(file: BackupFile): Promise<boolean> {
  if (typeof file !== 'string') return (await file.store.size(file.name)) !== null
  return (await stat(file).catch(() => null)) !== null
}

async function writeBackup(
  source: BackupSource,
  file: BackupFile,
  signal: AbortSignal | undefined,
): Promise<BackupResult> {
  const pieces = backupPieces(source)
  const { manifest, ...written } =
    typeof file === 'string' ? await writeFile(file, pieces, signal) : await writeBlob(file, pieces, signal)
  return {
    path: labelOf(file),
    ...written,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    documents: manifest.documents.count,
    missingDocuments: manifest.documents.missing,
  }
}

// Until the file has its name: another process then finds it, and makes no second one.
async function alone<T>(
  { owner }: Pick<Database, 'owner'>,
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await owner.connect()
  // Of the server's process at work for us, asked of it: a pool between us would tell its own.
  let pid: number | null = null
  try {
    await client.query('begin isolation level repeatable read read only')
    // Written alike whatever the server's own settings are.
    await client.query(
      "set local search_path = public, pg_temp; set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'; " +
        "set local intervalstyle = 'iso_8601'; set local bytea_output = 'hex'; set local extra_float_digits = 1; " +
        `set local client_encoding = 'UTF8'; ${ASK_AFTER_US}`,
    )
    const { rows } = await client.query<{ taken: boolean; pid: number }>(
      'select pg_try_advisory_xact_lock($1) as taken, pg_backend_pid() as pid',
      [BACKUP_LOCK],
    )
    if (!rows[0]?.taken) throw new RelancesError('conflict', 'backup.under-way')
    pid = rows[0].pid
    const result = await work(client)
    pid = null
    return result
  } finally {
    // Closed, whatever state a table cut short has left it in; then given back, so that nobody waits for two.
    client.release(true)
    if (pid !== null) await endOnServer(owner, pid)
  }
}

// A table cut short may hold its connection's server a while, and the lock with it: the next backup would be told
// that one is under way. Ended there, within five seconds; a server that is lost has nothing to end.
async function endOnServer(owner: pg.Pool, pid: number): Promise<void> {
  await owner.query('select pg_terminate_backend($1, 5000)', [pid]).catch(() => undefined)
}

interface Written {
  readonly bytes: number
  readonly sha256: string
  readonly manifest: BackupManifest
}

async function writeFile(
  path: string,
  pieces: AsyncGenerator<Buffer, BackupManifest>,
  signal: AbortSignal | undefined,
): Promise<Written> {
  const draft = `${path}.partial`
  try {
    const written = await compress(pieces, signal, async (compressed) => {
      const { bytes, result } = measured(compressed)
      await pipeline(Readable.from(bytes), createWriteStream(draft, { mode: 0o600 }))
      return result()
    })
    const file = await open(draft, 'r+')
    await file.sync().finally(() => file.close())
    await rename(draft, path)
    await syncFolder(dirname(path))
    return written
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeBlob(
  { store, name }: Exclude<BackupFile, string>,
  pieces: AsyncGenerator<Buffer, BackupManifest>,
  signal: AbortSignal | undefined,
): Promise<Written> {
  return await compress(pieces, signal, (compressed) => store.put(name, compressed))
}

/** Lets `write` take the compressed pieces, and gives what it has written once both have ended. */
async function compress(
  pieces: AsyncGenerator<Buffer, BackupManifest>,
  signal: AbortSignal | undefined,
  write: (compressed: AsyncIterable<Buffer>) => Promise<StoredBlob>,
): Promise<Written> {
  let manifest: BackupManifest | null = null
  const remembered = async function* () {
    manifest = yield* pieces
  }
  const gzip = createGzip({ level: GZIP_LEVEL })
  const reading = pipeline(Readable.from(remembered()), gzip, ...(signal ? [{ signal }] : []))
  const writing = write(gzip).catch((error: unknown) => {
    // Whoever reads the tables must not wait for a disk that has said no.
    gzip.destroy(error as Error)
    throw error
  })
  const [written, read] = await Promise.allSettled([writing, reading])
  if (written.status === 'rejected') throw written.reason
  if (read.status === 'rejected') throw read.reason
  if (manifest === null) throw new Error('the backup ended before its manifest')
  return { ...written.value, manifest }
}

function explained(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new RelancesError('unavailable', 'backup.disk-full', { file })
  }
  if (/^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EISDIR|EIO|EFBIG)$/.test(code)) {
    return new RelancesError('unavailable', 'backup.not-writable', { file, reason: code })
  }
  return error
}
