import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import {
  cannotStart,
  checkClusterVersion,
  createCluster,
  lastLogLines,
  OWNER,
  readPassword,
  spawnPostgres,
} from './cluster.ts'
import { type DataPlace, prepareDataFolder, resolvePlace } from './data-place.ts'
import { type FileLock, lockFile } from './file-lock.ts'
import { findBinaries } from './postgres-binaries.ts'
import { findPostmaster, isAlive, type Postmaster } from './postmaster.ts'
import { stayOpen } from './stay-open.ts'
import type { Say } from './system-account.ts'

/** One server to a data folder; any number of command lines beside it. */
export type Role = 'server' | 'cli'

export interface EmbeddedOptions {
  readonly dataDir: string
  readonly role: Role
  readonly say: Say
  /** Gives up safety for speed: tests only. */
  readonly isFast?: boolean
}

/** The embedded PostgreSQL, started by us or by another process on the same folder. */
export interface EmbeddedServer {
  /**
   * How to reach `database` ("relances" exists) as the superuser who owns the tables: asked again for each
   * connection, since a database that died may be reopened elsewhere.
   */
  connection(database?: string): pg.ClientConfig
  /** Why the database is closed, when it died and could not be reopened yet. */
  problem(): RelancesError | null
  /** Leaves the database, and stops it when nobody else uses it. */
  leave(): Promise<void>
}

const DATABASE_NAME = 'relances'
const START_WAIT_MS = 120_000
// After a power cut PostgreSQL first replays its log.
const READY_WAIT_MS = 300_000
const STOP_WAIT_MS = 30_000
// Queries of a postmaster that was killed go on by themselves, and hold its shared memory until they end.
const HELD_WAIT_MS = 60_000
const HELD_PAUSE_MS = 500
const POLL_MS = 30

/**
 * Starts the PostgreSQL of a data folder, or joins the one that runs: an orphan of a killed server, or that
 * of a command line at work. Three locks keep the processes of one folder in step: `start` (one decision at
 * a time), `server` (one alone), `users` (shared by all, so that the last to leave knows it). A PostgreSQL that
 * dies is reopened by whoever uses it.
 */
export async function openEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  prepareDataFolder(options.dataDir)
  return await withStartLock(options.dataDir, async () => {
    const place = resolvePlace(options.dataDir, findBinaries(), options.say)
    const locks = await takeLocks(place, options)
    try {
      return keepOpen(place, options, locks, await openPostmaster(place, options))
    } catch (error) {
      await leaveServer(place, locks)
      throw error
    }
  })
}

function keepOpen(
  place: DataPlace,
  options: EmbeddedOptions,
  locks: readonly FileLock[],
  opened: Postmaster,
): EmbeddedServer {
  let postmaster = opened
  const again = { ...options, say: () => undefined }
  const watch = stayOpen({
    isOpen: () => findPostmaster(place.cluster)?.pid === postmaster.pid,
    reopen: async () => {
      const died = postmaster
      postmaster = await withStartLock(options.dataDir, () => openPostmaster(place, again))
      if (died.socketDir !== postmaster.socketDir) removeTemporarySocketFolder(place, died)
    },
    say: options.say,
  })
  return {
    connection: (database = DATABASE_NAME) => connectionOf(place, postmaster, database),
    problem: watch.problem,
    leave: async () => {
      await watch.stop()
      await withStartLock(options.dataDir, () => leaveServer(place, locks))
    },
  }
}

/** Writes where the running server answers, for the message a second one gives. */
export function announceAddress(dataDir: string, address: string): void {
  writeFileSync(addressFile(dataDir), `${address}\n`)
}

function addressFile(dataDir: string): string {
  return join(dataDir, 'locks', 'address')
}

async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const start = await lockFile(join(dataDir, 'locks', 'start'), 'exclusive', START_WAIT_MS)
  if (!start) throw new RelancesError('unavailable', 'platform.database-busy', { folder: dataDir })
  try {
    return await work()
  } finally {
    start.release()
  }
}

// Beside the cluster, so that a copy of the data folder that still names it finds it taken.
async function takeLocks(place: DataPlace, options: EmbeddedOptions): Promise<FileLock[]> {
  const users = await lockFile(join(place.root, 'locks', 'users'), 'shared', START_WAIT_MS)
  if (!users) throw new RelancesError('unavailable', 'platform.database-busy', { folder: place.root })
  if (options.role === 'cli') return [users]
  const server = await lockFile(join(place.root, 'locks', 'server'), 'exclusive')
  if (server) return [users, server]
  users.release()
  const file = addressFile(options.dataDir)
  const address = existsSync(file) ? readFileSync(file, 'utf8').trim() : '…'
  throw new RelancesError('conflict', 'platform.second-server', { folder: options.dataDir, address })
}

async function openPostmaster(place: DataPlace, options: EmbeddedOptions): Promise<Postmaster> {
  const postmaster = await joinOrStart(place, options)
  await ensureDatabase(connectionOf(place, postmaster, 'postgres'))
  return postmaster
}

async function ensureDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE_NAME])
    if (rowCount === 0) await client.query(`create database ${DATABASE_NAME}`)
  } finally {
    await client.end()
  }
}

async function joinOrStart(place: DataPlace, options: EmbeddedOptions): Promise<Postmaster> {
  const running = await waitReady(place, () => findPostmaster(place.cluster) !== null)
  if (running) {
    if (options.role === 'server') options.say('platform.orphan-adopted', { pid: running.pid })
    return running
  }
  if (existsSync(join(place.cluster, 'PG_VERSION'))) checkClusterVersion(place)
  else {
    options.say('platform.creating-database', { folder: place.cluster })
    createCluster(place)
  }
  const deadline = performance.now() + HELD_WAIT_MS
  for (;;) {
    const postmaster = await startOnce(place, options)
    if (postmaster) return postmaster
    const reason = lastLogLines(place)
    if (!isStillHeld(reason) || performance.now() > deadline) throw cannotStart(reason)
    await delay(HELD_PAUSE_MS)
  }
}

function isStillHeld(reason: string): boolean {
  return /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(reason)
}

async function startOnce(place: DataPlace, options: EmbeddedOptions): Promise<Postmaster | null> {
  const child = await spawnPostgres(place, options.isFast ?? false)
  const failure = watchExit(child)
  return await waitReady(place, () => !failure.happened)
}

function watchExit(child: ChildProcess): { happened: boolean } {
  const failure = { happened: false }
  child.once('exit', () => {
    failure.happened = true
  })
  child.once('error', () => {
    failure.happened = true
  })
  return failure
}

// Null when `goesOn` stopped first, or after a long recovery that is not over.
async function waitReady(place: DataPlace, goesOn: () => boolean): Promise<Postmaster | null> {
  const deadline = performance.now() + READY_WAIT_MS
  while (goesOn() && performance.now() < deadline) {
    const postmaster = findPostmaster(place.cluster)
    if (postmaster?.isReady && (await answers(connectionOf(place, postmaster, 'postgres')))) return postmaster
    await delay(POLL_MS)
  }
  return null
}

async function answers(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function connectionOf(place: DataPlace, postmaster: Postmaster, database: string): pg.ClientConfig {
  const password = readPassword(place)
  const host = postmaster.socketDir === '' ? '127.0.0.1' : postmaster.socketDir
  return { host, port: postmaster.port, user: OWNER, database, ...(password ? { password } : {}) }
}

async function leaveServer(place: DataPlace, locks: readonly FileLock[]): Promise<void> {
  for (const lock of locks) lock.release()
  const alone = await lockFile(join(place.root, 'locks', 'users'), 'exclusive')
  if (!alone) return
  // Asked again: if it died meanwhile, its number may be another program's by now.
  const postmaster = findPostmaster(place.cluster)
  if (postmaster) {
    await stopPostmaster(postmaster.pid)
    removeTemporarySocketFolder(place, postmaster)
  }
  alone.release()
}

// SIGINT is PostgreSQL's "fast" stop: it rolls back what is open and writes a checkpoint.
async function stopPostmaster(pid: number): Promise<void> {
  sendSignal(pid, 'SIGINT')
  const deadline = performance.now() + STOP_WAIT_MS
  while (isAlive(pid)) {
    // SIGQUIT stops at once; the next start replays the log, nothing committed is lost.
    if (performance.now() > deadline) return sendSignal(pid, 'SIGQUIT')
    await delay(POLL_MS)
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone, which is what was asked.
  }
}

function removeTemporarySocketFolder(place: DataPlace, postmaster: Postmaster): void {
  const folder = postmaster.socketDir
  if (folder !== '' && dirname(folder) !== place.root) rmSync(folder, { recursive: true, force: true })
}
