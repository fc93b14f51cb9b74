import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { type Program, startProgram } from '../program.ts'
import { prepareForRelances } from '../servers/debian-postgresql.ts'
import type { BuiltCompany } from '../world.ts'
import { BOUNCER_PORT, type DatabaseMachine, databaseMachine } from './machine-database.ts'
import { makeNetwork } from './machine-network.ts'
import { startProxy } from './proxy.ts'
import { prepareCompany, TODAY } from './tortured-server.ts'

/** Three applications behind a proxy, on a primary and its synchronous standby, each behind a PgBouncer. */
export interface Machines {
  /** Folder of the documents and backups, which the applications share. */
  readonly dataDir: string
  readonly address: string
  readonly company: BuiltCompany
  /** The machines as they stand now; `swap` after a promotion. */
  readonly primary: DatabaseMachine
  readonly standby: DatabaseMachine
  swap(): void
  readonly applications: readonly Application[]
  /** What all applications have printed so far, dead ones included. */
  log(): string
  /** Looks behind the applications, at the primary itself. */
  look<T>(work: (database: Database) => Promise<T>): Promise<T>
  stop(): Promise<void>
}

export interface Application {
  kill(): Promise<void>
  restart(): Promise<void>
}

const APPLICATIONS = 3

/** Starts all of it in `folder`, on a company of `customers` clients. */
export async function startMachines(folder: string, customers: number): Promise<Machines> {
  const dataDir = join(folder, 'data')
  mkdirSync(dataDir)
  const network = makeNetwork(['rel-pg1', 'rel-pg2'])
  const [one, two] = network.machines.map((machine) => databaseMachine(machine, folder))
  if (!one || !two) throw new Error('two machines were asked for')
  await one.beginPrimary()
  await prepareForRelances(one.admin)
  await two.beginStandby(one)
  await one.waitFor(two)
  const state = { primary: one, standby: two }
  const look = async <T>(work: (database: Database) => Promise<T>) => {
    const databaseUrl = `postgresql://relances:secret@${state.primary.machine.address}/relances`
    const database = await openDatabase({ dataDir, databaseUrl }, { role: 'cli', say: () => undefined })
    return await work(database).finally(() => database.close())
  }
  const company = await look((database) => prepareCompany(database, customers))
  const places = [one, two].map(({ machine }) => `${machine.address}:${BOUNCER_PORT}`)
  const databaseUrl = `postgresql://relances:secret@${places.join(',')}/relances`
  const started: Program[] = []
  const applications = await Promise.all(
    Array.from({ length: APPLICATIONS }, () => startApplication({ dataDir, databaseUrl }, started)),
  )
  const proxy = await startProxy(() => applications.map(({ address }) => address()))
  return {
    dataDir,
    company,
    address: proxy.address,
    get primary() {
      return state.primary
    },
    get standby() {
      return state.standby
    },
    swap: () => Object.assign(state, { primary: state.standby, standby: state.primary }),
    applications,
    log: () => started.map(({ output }) => output.out + output.err).join('\n'),
    look,
    async stop() {
      proxy.stop()
      for (const { child } of started) child.kill('SIGTERM')
      await Promise.all(started.map(({ exited }) => exited))
      for (const { machine } of [one, two])
        for (const name of ['postgres', 'pgbouncer']) machine.killAll(name)
      network.remove()
    },
  }
}

async function startApplication(
  place: { readonly dataDir: string; readonly databaseUrl: string },
  started: Program[],
): Promise<Application & { address(): string }> {
  const start = async () => {
    const program = startProgram([join(CHECKOUT, 'src/server/main.ts'), '--port', '0'], {
      DATABASE_URL: place.databaseUrl,
      RELANCES_DATA: place.dataDir,
      RELANCES_TODAY: TODAY,
      RELANCES_LOG: 'error',
    })
    started.push(program)
    return { program, address: await program.ready() }
  }
  let running = await start()
  return {
    address: () => running.address,
    async kill() {
      running.program.child.kill('SIGKILL')
      await running.program.exited
    },
    async restart() {
      running = await start()
    },
  }
}
