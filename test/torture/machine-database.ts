import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { POSTGRES, program, runProgram, untilItAnswers } from '../servers/debian-postgresql.ts'
import { type Machine, NETWORK } from './machine-network.ts'

const POSTGRES_PORT = 5432
export const BOUNCER_PORT = 6432

/** A machine with Debian's PostgreSQL, and its PgBouncer in transaction mode before it. */
export interface DatabaseMachine {
  readonly machine: Machine
  /** As its superuser, past PgBouncer. */
  readonly admin: pg.ClientConfig
  /** A new, empty database, as the README says it is prepared. */
  beginPrimary(): Promise<void>
  /** Throws away what it has, copies `primary`, and follows it. */
  beginStandby(primary: DatabaseMachine): Promise<void>
  /** Each commit is acknowledged only once this standby has it on its disk, from now on. */
  waitFor(standby: DatabaseMachine): Promise<void>
  /** A standby becomes the primary; it waits for nobody. */
  promote(): Promise<void>
  kill(): void
}

/** Sets up a machine in `folder`; nothing runs yet. */
export function databaseMachine(machine: Machine, folder: string): DatabaseMachine {
  const own = join(folder, machine.name)
  mkdirSync(own)
  chownSync(own, POSTGRES.uid, POSTGRES.gid)
  const data = join(own, 'data')
  const admin = { host: machine.address, port: POSTGRES_PORT, user: 'postgres', database: 'postgres' }
  const ask = (statement: string, values: readonly unknown[] = []) => askOnce(admin, statement, values)
  const begin = async () => {
    const settings = [`unix_socket_directories=${own}`, `listen_addresses=${machine.address}`, 'fsync=off']
    start(machine, [program('postgres'), '-D', data, ...settings.flatMap((one) => ['-c', one])])
    await untilItAnswers(admin)
    beginBouncer(machine, own)
  }
  return {
    machine,
    admin,
    async beginPrimary() {
      runProgram('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'])
      appendFileSync(
        join(data, 'pg_hba.conf'),
        `host all all ${NETWORK} trust\nhost replication all ${NETWORK} trust\n`,
      )
      await begin()
    },
    async beginStandby(primary) {
      machine.killAll('postgres')
      await delay(200)
      rmSync(data, { recursive: true, force: true })
      const source = `host=${primary.machine.address} user=postgres application_name=${machine.name}`
      // Copied from here: the machine reaches the other one by the same network.
      runProgram('pg_basebackup', ['-d', source, '-D', data, '-R', '-X', 'stream', '-c', 'fast'])
      appendFileSync(join(data, 'postgresql.auto.conf'), "synchronous_standby_names = ''\n")
      await begin()
    },
    async waitFor(standby) {
      await ask(`alter system set synchronous_standby_names = '"${standby.machine.name}"'`)
      await ask('select pg_reload_conf()')
      while ((await ask("select from pg_stat_replication where sync_state = 'sync'")) === 0) await delay(100)
    },
    async promote() {
      await ask('select pg_promote(true)')
    },
    kill: () => machine.killAll('postgres'),
  }
}

function beginBouncer(machine: Machine, own: string): void {
  machine.killAll('pgbouncer')
  const settings = {
    pool_mode: 'transaction',
    default_pool_size: '12',
    auth_type: 'trust',
    auth_file: join(own, 'users.txt'),
    unix_socket_dir: own,
    listen_addr: machine.address,
    listen_port: String(BOUNCER_PORT),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  const databases = `[databases]\n* = host=${machine.address} port=${POSTGRES_PORT}\n`
  writeFileSync(join(own, 'pgbouncer.ini'), `${databases}[pgbouncer]\n${lines.join('\n')}\n`)
  writeFileSync(join(own, 'users.txt'), '"relances" ""\n')
  start(machine, ['/usr/sbin/pgbouncer', '-q', join(own, 'pgbouncer.ini')])
}

function start(machine: Machine, command: readonly string[]): ChildProcess {
  const { uid, gid } = POSTGRES
  const as = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--init-groups']
  const [first, ...rest] = machine.on([...as, ...command])
  return spawn(first, rest, { stdio: 'ignore' })
}

async function askOnce(
  admin: pg.ClientConfig,
  statement: string,
  values: readonly unknown[],
): Promise<number> {
  const client = new pg.Client({ ...admin, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement, [...values])).rowCount ?? 0
  } finally {
    await client.end()
  }
}
