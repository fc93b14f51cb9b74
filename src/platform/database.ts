import { randomUUID } from 'node:crypto'
import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import { rebuildStaleIndexes } from './collations.ts'
import type { Config } from './config.ts'
import { followWritableHost, readHosts } from './database-hosts.ts'
import { type EmbeddedServer, openEmbeddedServer, type Role } from './embedded-server.ts'
import { keepPlansOf } from './kept-plans.ts'
import { APP_ROLE, migrate } from './migrate.ts'
import { RoleDialect } from './role-driver.ts'
import type { Say } from './system-account.ts'
import type { Tables } from './tables.ts'

/** The open database: `db` works as the application's role, `owner` as the owner of the tables. */
export interface Database {
  readonly db: Kysely<Tables>
  /** A copy that follows it, as the application's role, for what may be a moment late; null when there is none. */
  readonly replica: Kysely<Tables> | null
  /** For migrations and backups only: row-level security does not bind it. */
  readonly owner: pg.Pool
  /**
   * Tells the planner what the tables hold now, and marks their pages readable from the indexes alone: after
   * an import, the lists would otherwise be slow until PostgreSQL finds out by itself.
   */
  refreshStatistics(): Promise<void>
  /** Why the embedded database is closed, when it died and cannot be reopened (disk full); null otherwise. */
  problem(): RelancesError | null
  /** Ends the connections; stops the embedded PostgreSQL when nobody else uses it. */
  close(): Promise<void>
}

/** How to reach a database: as its owner, and as the application. */
export interface Connections {
  readonly owner: pg.PoolConfig
  readonly app: pg.PoolConfig
}

const OLDEST_POSTGRES = 150_000

/**
 * Opens the database of this configuration — DATABASE_URL, or the embedded PostgreSQL, which it starts or
 * joins — and brings it up to date, indexes that another order of letters has made wrong included.
 */
export async function openDatabase(config: Place, options: Opening): Promise<Database> {
  const database = await openPlace(config, options)
  try {
    await rebuildStaleIndexes(database.owner, options.say)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

type Place = Pick<Config, 'dataDir' | 'databaseUrl'> & Partial<Pick<Config, 'replicaUrl'>>

interface Opening {
  readonly role: Role
  readonly say: Say
  /** Told of each statement of the application once it has run. */
  readonly onStatement?: (event: LogEvent) => void
}

async function openPlace(config: Place, options: Opening): Promise<Database> {
  const { onStatement } = options
  if (config.databaseUrl !== null)
    return await openOwnServer(config.databaseUrl, config.replicaUrl ?? null, onStatement)
  const server = await openEmbeddedServer({ dataDir: config.dataDir, ...options })
  try {
    const owner = server.connection()
    const connections = { owner, app: { ...owner, user: APP_ROLE } }
    return await connect(connections, { canLogin: true, leave: () => server.leave(), server, onStatement })
  } catch (error) {
    await server.leave()
    throw error
  }
}

/**
 * Connects and migrates; `leave` is what remains to do once the connections are closed, `server` the embedded
 * PostgreSQL, when it is one.
 */
export async function connect(
  connections: Connections,
  options: {
    readonly canLogin: boolean
    readonly leave: () => Promise<void>
    readonly server?: EmbeddedServer
    readonly replica?: pg.PoolConfig | null
    readonly onStatement?: Opening['onStatement']
  },
): Promise<Database> {
  const client = options.server ? { Client: clientOf(options.server) } : {}
  const owner = openPool({ ...connections.owner, ...client, max: 3 })
  const app = openPool({ ...connections.app, ...client, max: 12, onConnect: keepPlansOf })
  const dialect = options.canLogin
    ? new PostgresDialect({ pool: app })
    : new RoleDialect({ pool: app }, APP_ROLE)
  const log = options.onStatement ? { log: options.onStatement } : {}
  const db = new Kysely<Tables>({ dialect, ...log })
  const replica = options.replica ? openPool({ ...options.replica, max: 4 }) : null
  const close = async () => {
    await Promise.all([owner.end(), app.end(), replica?.end()])
  }
  try {
    await checkServer(owner)
    const { password } = connections.app
    await migrate(owner, {
      canLogin: options.canLogin,
      appPassword: options.canLogin && typeof password === 'string' ? password : undefined,
    })
    await checkAppRole(db)
  } catch (error) {
    await close()
    throw error
  }
  return {
    db,
    replica: replica && new Kysely<Tables>({ dialect: new RoleDialect({ pool: replica }, APP_ROLE) }),
    owner,
    refreshStatistics: async () => {
      await owner.query(
        'vacuum (analyze) customers, invoices, instalments, credits, allocations, dunning_blocks',
      )
    },
    problem: () => options.server?.problem() ?? null,
    close: async () => {
      await close()
      await options.leave()
    },
  }
}

// A database that died may have been reopened elsewhere: each new connection asks where it is.
function clientOf(server: EmbeddedServer): NonNullable<pg.PoolConfig['Client']> {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const { host, port } = server.connection()
      super({ ...config, host, port })
    }
  }
}

// One to a process: a restore finds by it whether another one works on the database.
const CONNECTION_NAME = `relances ${randomUUID()}`

/** Reads `date` as a string, int8 as a number checked safe, and their arrays alike; numeric stays a string. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => PARSERS.get(Number(oid)) ?? pg.types.getTypeParser(oid, format),
}

const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, readSafeInteger],
  [pg.types.builtins.NUMERIC, (text) => text],
  // Arrays of int8 and date have no names in `builtins`.
  [1016, (text) => readArray(text).map((item) => (item === null ? null : readSafeInteger(item)))],
  [1182, readArray],
])

function readSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 out of range: ${text}`)
  return value
}

// Flat arrays of numbers or days, "{1,2,NULL}": nothing in them is ever quoted.
function readArray(text: string): (string | null)[] {
  const inside = text.slice(1, -1)
  return inside === '' ? [] : inside.split(',').map((item) => (item === 'NULL' ? null : item))
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: TYPES, application_name: CONNECTION_NAME })
  // A connection lost while idle: the pool has already dropped it, and the next query opens another.
  pool.on('error', () => undefined)
  // One lost while a transaction holds it, between two of its queries: the next query tells it. Without a
  // listener it would end the program.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

async function openOwnServer(
  address: string,
  replicaUrl: string | null,
  onStatement: Opening['onStatement'],
): Promise<Database> {
  const replica =
    replicaUrl === null ? null : { connectionString: replicaUrl, connectionTimeoutMillis: 2_000 }
  const { url, hosts } = readHosts(address)
  const config = { connectionString: url, connectionTimeoutMillis: 10_000 }
  if (hosts.length < 2) {
    const leave = async () => undefined
    return await connect({ owner: config, app: config }, { canLogin: false, leave, replica, onStatement })
  }
  const follower = followWritableHost(hosts, config)
  const owner = { ...config, Client: follower.Client }
  const leave = async () => follower.stop()
  return await connect({ owner, app: owner }, { canLogin: false, leave, replica, onStatement })
}

async function checkServer(owner: pg.Pool): Promise<void> {
  const { rows } = await owner
    .query<{ version: string; has_icu: boolean }>(
      `select current_setting('server_version_num') as version,
              exists (select from pg_collation where collname = 'fr-x-icu') as has_icu`,
    )
    .catch((error: Error) => {
      throw new RelancesError('unavailable', 'platform.database-unreachable', { reason: error.message })
    })
  const { version, has_icu } = rows[0] ?? { version: '0', has_icu: false }
  if (Number(version) < OLDEST_POSTGRES || !has_icu) {
    throw new RelancesError('unavailable', 'platform.postgres-unfit', { found: version })
  }
}

// A role that escapes row-level security would silently take the second lock off every company.
async function checkAppRole(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string; escapes: boolean }>`
    select current_user as name, rolsuper or rolbypassrls as escapes from pg_roles where rolname = current_user`
    .execute(db)
    .catch((error: Error) => {
      throw new RelancesError('unavailable', 'platform.no-app-role', {
        role: APP_ROLE,
        reason: error.message,
      })
    })
  const role = rows[0]
  if (role?.name !== APP_ROLE || role.escapes) {
    throw new RelancesError('unavailable', 'platform.no-app-role', {
      role: APP_ROLE,
      reason: `current_user = ${role?.name ?? '?'}`,
    })
  }
}
