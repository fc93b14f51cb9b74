import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** What the README asks an administrator to run once, and the address that it gives. */
export async function prepareForRelances(server: pg.ClientConfig): Promise<string> {
  const admin = new pg.Client(server)
  await admin.connect()
  for (const statement of [
    'create role relances_app nologin',
    "create role relances login password 'secret'",
    'grant relances_app to relances',
    'create database relances owner relances',
  ]) {
    await admin.query(statement)
  }
  await admin.end()
  return addressOf(server)
}

/** The DATABASE_URL of the database that was prepared, reached there. */
export function addressOf({ host, port }: Pick<pg.ClientConfig, 'host' | 'port'>): string {
  return `postgresql://relances:secret@${encodeURIComponent(host ?? '')}:${port}/relances`
}

const VERSIONS = '/usr/lib/postgresql'
const ANSWER_WITHIN_MS = 30_000

export interface DebianServer {
  /** As its superuser. */
  readonly admin: pg.ClientConfig
  /** Cut off at once, as a machine that loses its power; its folder stays. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** The account that Debian's PostgreSQL runs as. */
export const POSTGRES = accountOf('postgres')

/** Starts the PostgreSQL that Debian packages, on a folder and a socket of its own. Needs root. */
export async function startDebianPostgresql(): Promise<DebianServer> {
  const folder = newFolder()
  runProgram('initdb', ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'])
  return await start(folder)
}

/** Starts a standby that copies `primary` as it goes; `pg_promote()` makes a primary of it. */
export async function startStandby(primary: pg.ClientConfig): Promise<DebianServer> {
  const folder = newFolder()
  const source = ['-h', String(primary.host), '-p', String(primary.port), '-U', 'postgres']
  runProgram('pg_basebackup', [...source, '-D', join(folder, 'data'), '-R', '-X', 'stream', '-c', 'fast'])
  return await start(folder)
}

async function start(folder: string): Promise<DebianServer> {
  const settings = ['-c', `unix_socket_directories=${folder}`, '-c', 'listen_addresses=', '-c', 'fsync=off']
  const server = spawn(program('postgres'), ['-D', join(folder, 'data'), ...settings], {
    ...POSTGRES,
    stdio: 'ignore',
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const admin = { host: folder, port: 5432, user: 'postgres', database: 'postgres' }
  await untilItAnswers(admin)
  return {
    admin,
    async kill() {
      server.kill('SIGKILL')
      await ended
    },
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relances-debian-'))
  chownSync(folder, POSTGRES.uid, POSTGRES.gid)
  return folder
}

/** The path of one of its programs, of the newest version installed. */
export function program(name: string): string {
  const [version] = readdirSync(VERSIONS).sort((one, other) => Number(other) - Number(one))
  return join(VERSIONS, version ?? '', 'bin', name)
}

/** Runs one of its programs to its end, as its account. */
export function runProgram(name: string, args: readonly string[]): void {
  const made = spawnSync(program(name), args, { ...POSTGRES, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
}

/** The ids of an account of the system. */
export function accountOf(name: string): { uid: number; gid: number } {
  const read = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
  return { uid: read('-u'), gid: read('-g') }
}

/** Resolves at the first connection; fails after half a minute. */
export async function untilItAnswers(admin: pg.ClientConfig): Promise<void> {
  const end = Date.now() + ANSWER_WITHIN_MS
  for (;;) {
    const client = new pg.Client(admin)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await wait(100)
    }
  }
}
