import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import { MIGRATIONS } from './migrations.ts'

/** The role the application works as: neither superuser nor owner, so that row-level security binds it. */
export const APP_ROLE = 'relances_app'

type Migrations = typeof MIGRATIONS

interface AppliedMigration {
  readonly version: number
  readonly sha256: string
}

// Any fixed number.
const ADVISORY_LOCK = 4_800_480_048
const MIGRATIONS_FOLDER = new URL('./migrations/', import.meta.url)

/**
 * Brings the database up to date: creates the application's role, then runs the SQL files not applied yet, all
 * in one transaction, so that an upgrade that fails leaves the database to the version that made it. Refuses
 * a database made by a newer version, and an applied file that changed. Returns how many files it applied.
 */
export async function migrate(
  owner: pg.Pool,
  options: { readonly appPassword?: string | undefined; readonly canLogin: boolean },
  migrations: Migrations = MIGRATIONS,
): Promise<number> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await lockSchema(client)
    await ensureAppRole(client, options)
    const count = await applyMigrations(client, migrations)
    await client.query('commit')
    return count
  } finally {
    // Closed rather than given back: whatever happened, nothing of this transaction outlives it.
    client.release(true)
  }
}

/** Until the transaction ends: whoever comes second waits here, then finds nothing left to do. */
export async function lockSchema(client: pg.ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
}

/** Runs the files not applied yet in the transaction of the caller, and returns how many. */
export async function applyMigrations(client: pg.ClientBase, migrations: Migrations): Promise<number> {
  const applied = await readApplied(client)
  refuseNewer(applied, migrations)
  return await applyMissing(client, applied, migrations)
}

export interface MigrationFile {
  readonly version: number
  readonly name: string
  readonly text: string
  readonly sha256: string
}

/** The files with their text and its hash, which says whether two databases were made alike. */
export async function readMigrations(migrations: Migrations): Promise<MigrationFile[]> {
  return await Promise.all(
    migrations.map(async ({ version, file }) => {
      const text = await readFile(new URL(file, MIGRATIONS_FOLDER), 'utf8')
      return { version, name: file, text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function ensureAppRole(
  client: pg.ClientBase,
  options: { readonly appPassword?: string | undefined; readonly canLogin: boolean },
): Promise<void> {
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [APP_ROLE])
    if (rowCount === 0) {
      await client.query(`create role ${APP_ROLE} ${options.canLogin ? 'login' : 'nologin'}`)
    }
    if (options.appPassword !== undefined) {
      await client.query(`alter role ${APP_ROLE} password ${client.escapeLiteral(options.appPassword)}`)
    }
    await grantMembership(client)
  } catch (error) {
    throw new RelancesError('unavailable', 'platform.no-app-role', {
      role: APP_ROLE,
      reason: (error as Error).message,
    })
  }
}

// Needed to `set role` from a user who is not a superuser; creating a role no longer implies it since 16.
async function grantMembership(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ is_member: boolean }>(
    `select pg_has_role(current_user, '${APP_ROLE}', 'member') and
       (current_setting('server_version_num')::int < 160000 or
        pg_has_role(current_user, '${APP_ROLE}', case when current_setting('server_version_num')::int < 160000
          then 'member' else 'set' end)) as is_member`,
  )
  if (!rows[0]?.is_member) await client.query(`grant ${APP_ROLE} to current_user`)
}

async function readApplied(client: pg.ClientBase): Promise<AppliedMigration[]> {
  await client.query(`
    create table if not exists schema_migrations (
      version int primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await client.query<AppliedMigration>('select version, sha256 from schema_migrations')
  return rows
}

function refuseNewer(applied: readonly AppliedMigration[], migrations: Migrations): void {
  const found = Math.max(0, ...applied.map(({ version }) => version))
  const known = Math.max(0, ...migrations.map(({ version }) => version))
  if (found > known) throw new RelancesError('conflict', 'platform.newer-database', { found, known })
}

async function applyMissing(
  client: pg.ClientBase,
  applied: readonly AppliedMigration[],
  migrations: Migrations,
): Promise<number> {
  const hashes = new Map(applied.map(({ version, sha256 }) => [version, sha256]))
  let count = 0
  for (const migration of await readMigrations(migrations)) {
    const known = hashes.get(migration.version)
    if (known === undefined) {
      await applyOne(client, migration)
      count += 1
    } else if (known !== migration.sha256) {
      throw new RelancesError('conflict', 'platform.changed-migration', { file: migration.name })
    }
  }
  return count
}

async function applyOne(
  client: pg.ClientBase,
  { version, name, text, sha256 }: MigrationFile,
): Promise<void> {
  try {
    await client.query(text)
    // What waits for the commit is done now: the next file could not alter a table with work pending.
    await client.query('set constraints all immediate')
    await client.query('set constraints all deferred')
  } catch (error) {
    throw new RelancesError('unavailable', 'platform.migration-failed', {
      file: name,
      reason: (error as Error).message,
    })
  }
  await client.query('insert into schema_migrations (version, name, sha256) values ($1, $2, $3)', [
    version,
    name,
    sha256,
  ])
}
