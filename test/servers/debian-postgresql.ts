import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const VERSIONS = '/usr/lib/postgresql'
const ANSWER_WITHIN_MS = 30_000

interface DebianServer {
  /** As its superuser. */
  readonly admin: pg.ClientConfig
  stop(): Promise<void>
}

/** Starts the PostgreSQL that Debian packages, on a folder and a socket of its own. Needs root. */
export async function startDebianPostgresql(): Promise<DebianServer> {
  const [version] = readdirSync(VERSIONS).sort((one, other) => Number(other) - Number(one))
  const programs = join(VERSIONS, version ?? '', 'bin')
  const folder = mkdtempSync(join(tmpdir(), 'relances-debian-'))
  const { uid, gid } = accountOf('postgres')
  chownSync(folder, uid, gid)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
    {
      uid,
      gid,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const settings = ['-c', `unix_socket_directories=${folder}`, '-c', 'listen_addresses=', '-c', 'fsync=off']
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { uid, gid, stdio: 'ignore' })
  const admin = { host: folder, port: 5432, user: 'postgres', database: 'postgres' }
  await untilItAnswers(admin)
  return {
    admin,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function accountOf(name: string): { uid: number; gid: number } {
  const read = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
  return { uid: read('-u'), gid: read('-g') }
}

async function untilItAnswers(admin: pg.ClientConfig): Promise<void> {
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
