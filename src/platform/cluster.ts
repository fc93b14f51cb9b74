import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { RelancesError } from '#domain/errors.ts'
import type { DataPlace } from './data-place.ts'
import { programPath } from './postgres-binaries.ts'

/** Superuser and owner of the tables in the embedded PostgreSQL; only migrations and backups use it. */
export const OWNER = 'relances_owner'

const ON_WINDOWS = process.platform === 'win32'
// sockaddr_un.sun_path, less its final zero: 108 bytes on Linux, 104 on macOS.
const SOCKET_PATH_LIMIT = process.platform === 'darwin' ? 103 : 107
const SOCKET_NAME = '.s.PGSQL.5432'
const LOG_LIMIT = 10_000_000

/** The password of Windows' loopback connections; elsewhere the folder of the socket is private and there is none. */
export function readPassword(place: DataPlace): string | undefined {
  const file = passwordFile(place)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/**
 * Makes a new cluster: UTF-8, text ordered by code point unless a query asks for a collation
 * (`collate "fr-x-icu"`), so that the same query sorts alike on any PostgreSQL.
 */
export function createCluster(place: DataPlace): void {
  // Made beside and renamed: a start killed half-way leaves nothing that looks like a database.
  const partial = `${place.cluster}.new`
  rmSync(partial, { recursive: true, force: true })
  makePrivateFolder(place, partial)
  const options = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const result = spawnSync(
    programPath(place.binaries, 'initdb'),
    [`--pgdata=${partial}`, `--username=${OWNER}`, '--no-instructions', ...options, ...authentication(place)],
    { ...asAccount(place), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  )
  if (result.status !== 0) throw cannotStart(result.error?.message ?? result.stderr)
  renameSync(partial, place.cluster)
}

/** Refuses a cluster made by another major version of PostgreSQL, which this one cannot read. */
export function checkClusterVersion(place: DataPlace): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  const wanted = place.binaries.version.split('.')[0] ?? ''
  if (found !== wanted) throw new RelancesError('conflict', 'platform.postgres-version', { found, wanted })
}

/**
 * Starts PostgreSQL in a session of its own: Ctrl-C in the terminal must reach only the application, which
 * drains before it stops the database. `isFast` gives up safety for speed, for tests.
 */
export async function spawnPostgres(place: DataPlace, isFast: boolean): Promise<ChildProcess> {
  const log = openLog(place)
  const where = ON_WINDOWS
    ? { listen_addresses: '127.0.0.1', port: String(await freePort()) }
    : { listen_addresses: '', port: '5432', unix_socket_directories: `"${prepareSocketFolder(place)}"` }
  const settings = { ...SETTINGS, ...memorySettings(), ...where, ...(isFast ? UNSAFE : {}) }
  const child = spawn(
    programPath(place.binaries, 'postgres'),
    ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...asAccount(place), detached: true, stdio: ['ignore', log, log], windowsHide: true },
  )
  closeSync(log)
  child.unref()
  return child
}

/** The last lines PostgreSQL wrote, to explain why it did not start. */
export function lastLogLines(place: DataPlace): string {
  return readFileSync(logFile(place), 'utf8').trimEnd().split('\n').slice(-3).join(' | ')
}

export function cannotStart(reason: string): RelancesError {
  const isFull = reason.includes('No space left on device')
  const key = isFull ? 'platform.disk-full' : 'platform.postgres-failed'
  return new RelancesError('unavailable', key, { reason: reason.trim() })
}

const SETTINGS = {
  unix_socket_permissions: '0700',
  max_connections: '50',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // No replica reads the log of this database: the least of it is written.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  work_mem: '16MB',
  random_page_cost: '1.1',
  jit: 'off',
  // The detail of an error quotes the row, hence names and addresses of customers.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
} as const

// Databases of a test live for seconds: nothing in them is worth vacuuming.
const UNSAFE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
} as const

// An eighth of the memory, between 64 and 512 MB: invoices of a few companies fit, and the machine has other work.
function memorySettings() {
  const megabytes = Math.round(Math.min(512, Math.max(64, totalmem() / 8 / 1024 / 1024)))
  return { shared_buffers: `${megabytes}MB`, effective_cache_size: `${megabytes * 3}MB` }
}

function authentication(place: DataPlace): string[] {
  if (!ON_WINDOWS) return ['--auth=trust']
  writeFileSync(passwordFile(place), randomBytes(24).toString('base64url'), { mode: 0o600 })
  return ['--auth=scram-sha-256', `--pwfile=${passwordFile(place)}`]
}

function passwordFile(place: DataPlace): string {
  return join(place.root, 'postgres-password')
}

function logFile(place: DataPlace): string {
  return join(place.root, 'postgres.log')
}

function openLog(place: DataPlace): number {
  const file = logFile(place)
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) truncateSync(file)
  return openSync(file, 'a', 0o600)
}

// The folder keeps strangers out (mode 700): whoever can open the socket could read the data files as well.
function prepareSocketFolder(place: DataPlace): string {
  const beside = join(place.root, 'socket')
  const isUsable = Buffer.byteLength(join(beside, SOCKET_NAME)) <= SOCKET_PATH_LIMIT && !/["\\,]/.test(beside)
  if (isUsable) {
    makePrivateFolder(place, beside)
    // Left by a power cut, its process number given to another program since: PostgreSQL would refuse to start.
    rmSync(join(beside, `${SOCKET_NAME}.lock`), { force: true })
    return beside
  }
  const folder = mkdtempSync(join(shortTemporaryFolder(), 'relances-'))
  makePrivateFolder(place, folder)
  return folder
}

function shortTemporaryFolder(): string {
  return Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp'
}

function makePrivateFolder(place: DataPlace, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (lstatSync(folder).isSymbolicLink()) throw cannotStart(folder)
  chmodSync(folder, 0o700)
  if (place.account) chownSync(folder, place.account.uid, place.account.gid)
}

// The caller's environment (PGDATA, LC_ALL, HOME…) must not change what the database does.
function asAccount(place: DataPlace) {
  const env = ON_WINDOWS ? process.env : { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  const user = place.account ? { uid: place.account.uid, gid: place.account.gid } : {}
  return { cwd: place.account ? '/' : place.root, env, ...user }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 5432
}
