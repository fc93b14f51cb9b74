import type pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import type { Archive, DocumentExtension } from './archive.ts'
import { type BackupFile, labelOf } from './backup-file.ts'
import type { BackupHeader } from './backup-format.ts'
import { quote } from './backup-source.ts'
import type { Actor } from './context.ts'
import { type CopyIn, copyIn } from './copy-stream.ts'
import type { Database } from './database.ts'
import { applyMigrations, lockSchema, readMigrations } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { type BackupContents, readBackup } from './read-backup.ts'
import { dropSchema, readTables } from './schema-tables.ts'
import { draftSecret, placeSecret } from './secret.ts'
import { freeTables } from './table-loading.ts'

export interface RestoreParts {
  readonly database: Pick<Database, 'owner' | 'refreshStatistics'>
  readonly archive: Pick<Archive, 'put'>
  /** File of the generated secret; null when the environment gives one, which then stays. */
  readonly secretFile: string | null
  /** Who restores, for the audit. */
  readonly actor: Pick<Actor, 'kind' | 'name'>
}

export interface RestoreOptions {
  /** Whether what the database holds may be replaced. */
  readonly replaces: boolean
  /** Those of an older version, in tests of upgrades. */
  readonly migrations?: typeof MIGRATIONS
}

export interface RestoreResult {
  readonly madeAt: string
  /** Version of the program that made the backup. */
  readonly version: string
  readonly rows: number
  readonly documents: number
  readonly missingDocuments: readonly string[]
  /** Migrations applied since the backup was made. */
  readonly upgrades: number
}

/**
 * Puts a backup in the place of what the database holds. The file is read and checked to its end first. All that
 * follows is one transaction, committed once every row, key and document is in place: whatever stops it,
 * the database is as it was. Documents stay in the archive in any case; they harm nobody there.
 * @throws RelancesError what `readBackup` throws; conflict when the database is not empty, in use, shared with
 * other tables, or the file comes from a newer version
 */
export async function restoreBackup(
  parts: RestoreParts,
  file: BackupFile,
  options: RestoreOptions,
): Promise<RestoreResult> {
  const migrations = options.migrations ?? MIGRATIONS
  const contents = await readBackup(file)
  const level = await levelOf(contents.header, migrations)
  const client = await parts.database.owner.connect()
  let upgrades = 0
  try {
    await client.query('begin; set local search_path = public, pg_temp')
    await lockSchema(client)
    await refuseOccupied(client, options.replaces)
    upgrades = await rebuild(client, parts, file, { contents, migrations, level })
    await noteSecret(client, parts, contents)
    await noteRestore(client, parts.actor, contents.header)
    await client.query('commit')
  } finally {
    client.release(true)
  }
  if (parts.secretFile !== null) await placeSecret(parts.secretFile, parts.database)
  await parts.database.refreshStatistics()
  const { header, manifest } = contents
  return {
    madeAt: header.madeAt,
    version: header.version,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    documents: manifest.documents.count,
    missingDocuments: manifest.documents.missing,
    upgrades,
  }
}

// How many migrations the file had, all of which must be known here, unchanged.
async function levelOf(header: BackupHeader, migrations: typeof MIGRATIONS): Promise<number> {
  const known = await readMigrations(migrations)
  if (header.migrations.length > known.length) {
    throw new RelancesError('conflict', 'backup.newer', { version: header.version })
  }
  const stranger = header.migrations.find(({ version, sha256 }, index) => {
    const ours = known[index]
    return ours?.version !== version || ours.sha256 !== sha256
  })
  if (stranger) throw new RelancesError('conflict', 'backup.other-schema', { file: stranger.name })
  return header.migrations.length
}

async function refuseOccupied(client: pg.ClientBase, replaces: boolean): Promise<void> {
  const others = await client.query(
    `select from pg_stat_activity where datname = current_database()
       and application_name like 'relances %' and application_name <> current_setting('application_name')`,
  )
  if (others.rowCount !== 0) throw new RelancesError('conflict', 'backup.in-use')
  if (replaces) return
  const { rows } = await client.query<{ isFull: boolean }>(
    'select exists (select from companies) or exists (select from users) as "isFull"',
  )
  if (rows[0]?.isFull) throw new RelancesError('conflict', 'backup.not-empty')
}

async function rebuild(
  client: pg.PoolClient,
  parts: RestoreParts,
  file: BackupFile,
  plan: { contents: BackupContents; migrations: typeof MIGRATIONS; level: number },
): Promise<number> {
  const { contents, migrations, level } = plan
  // Refused when there is anything here that is not ours to remove.
  await readTables(client, MIGRATIONS)
  await dropSchema(client)
  await applyMigrations(client, migrations.slice(0, level))
  const bind = await freeTables(client, await matchTables(client, contents.header, migrations))
  await load(client, parts, file, contents)
  for (const { name, value, isCalled } of contents.manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quote(name), value, isCalled])
  }
  await bind()
  return await applyMigrations(client, migrations)
}

// Which secret is this database's is committed with it: a start after a sudden death puts its file in place.
async function noteSecret(
  client: pg.ClientBase,
  { secretFile }: RestoreParts,
  { manifest }: BackupContents,
): Promise<void> {
  if (secretFile === null || manifest.secretSha256 === null) return
  await client.query(`insert into installation_marks (name, value) values ('secret', $1)`, [
    manifest.secretSha256,
  ])
}

// In the audit that has just come back, which says of itself when it did. The first schema had none.
async function noteRestore(
  client: pg.ClientBase,
  { kind, name }: Pick<Actor, 'kind' | 'name'>,
  { madeAt, version }: BackupHeader,
): Promise<void> {
  const { rows } = await client.query<{ isThere: boolean }>(
    `select to_regclass('audit_rows') is not null as "isThere"`,
  )
  if (!rows[0]?.isThere) return
  await client.query(
    `select set_config('relances.actor', $1, true), set_config('relances.actor_kind', $2, true),
       record_note(0, 'restores', null, jsonb_build_object('made_at', $3::text, 'version', $4::text))`,
    [name, kind, madeAt, version],
  )
}

// The migrations are the same, hence the tables are: anything else is a file made by hand.
async function matchTables(
  client: pg.ClientBase,
  header: BackupHeader,
  migrations: typeof MIGRATIONS,
): Promise<string[]> {
  const found = await readTables(client, migrations)
  const shapes = [found, header.tables].map((tables) =>
    JSON.stringify(tables.map(({ name, columns }) => [name, columns.toSorted()])),
  )
  if (shapes[0] !== shapes[1]) throw new RelancesError('conflict', 'backup.other-schema', { file: '' })
  return found.map(({ name }) => name)
}

async function load(
  client: pg.ClientBase,
  { archive, secretFile }: RestoreParts,
  file: BackupFile,
  checked: BackupContents,
): Promise<void> {
  const columnsOf = new Map(checked.header.tables.map(({ name, columns }) => [name, columns]))
  let current: { readonly table: string; readonly copy: CopyIn } | null = null
  const storing = storeTogether(archive)
  const end = async () => {
    await current?.copy.end()
    current = null
  }
  const read = await readBackup(file, {
    async rows(table, block) {
      if (current?.table !== table) {
        await end()
        const columns = (columnsOf.get(table) ?? []).map(quote).join(', ')
        current = { table, copy: copyIn(client, `copy ${quote(table)} (${columns}) from stdin`) }
      }
      await current.copy.write(block)
    },
    async document(sha256, extension, bytes) {
      await end()
      await storing.add(sha256, extension, bytes)
    },
    async secret(secret) {
      await end()
      if (secretFile !== null) await draftSecret(secretFile, secret)
    },
  })
  await end()
  await storing.end()
  // The same file as the one checked, and not another that took its name meanwhile.
  if (JSON.stringify(read) !== JSON.stringify(checked)) {
    throw new RelancesError('unavailable', 'backup.damaged', { file: labelOf(file) })
  }
}

// Each document waits for the disk: several at a time wait no longer than one.
const STORED_TOGETHER = 16

function storeTogether(archive: Pick<Archive, 'put'>) {
  const pending = new Set<Promise<void>>()
  const failures: unknown[] = []
  const settle = async (limit: number) => {
    while (pending.size > limit) await Promise.race(pending)
    if (failures.length > 0) throw failures[0]
  }
  return {
    async add(sha256: string, extension: DocumentExtension, bytes: Buffer): Promise<void> {
      await settle(STORED_TOGETHER - 1)
      const stored = archive
        .put(bytes, extension)
        .then((name) => {
          if (name !== sha256) throw new Error(`document ${sha256} stored as ${name}`)
        })
        .catch((error: unknown) => void failures.push(error))
        .finally(() => pending.delete(stored))
      pending.add(stored)
    },
    end: () => settle(0),
  }
}
