import { statfs } from 'node:fs/promises'
import type pg from 'pg'
import { mustHave } from '#domain/errors.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import { readMigrations } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { readSlowStatements, SLOW_MS, shapeOf } from './slow-statements.ts'

/** Something an administrator should do something about; `values` fill its sentences. */
export interface Finding {
  readonly kind:
    | 'slow-statement'
    | 'missing-index'
    | 'invalid-index'
    | 'disabled-trigger'
    | 'old-statistics'
    | 'bloated-table'
    | 'no-autovacuum'
    | 'unarchived-letters'
    | 'no-backup'
    | 'old-backup'
    | 'little-room'
  readonly values: Readonly<Record<string, string | number>>
}

const DAY_MS = 86_400_000
const SLOW_DAYS = 7
const MOST_SLOW = 5
/** Rows below which neither statistics nor what is dead among them slow anything. */
const FEW_ROWS = 10_000
/** A backup is made each night. */
const BACKUP_DAYS = 2
const LEAST_ROOM = { share: 0.1, bytes: 2_000_000_000 }

/**
 * What is slow, missing or bloated: statements, indexes, triggers, statistics, dead rows, the archive, backups and room on
 * the disk. It reads, and changes nothing.
 */
export async function examine(
  database: Pick<Database, 'owner'>,
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
): Promise<Finding[]> {
  const { owner } = database
  const parts = [
    slowStatements(owner, config),
    wrongIndexes(owner),
    disabledTriggers(owner),
    worn(owner),
    unarchived(owner),
    oldBackup(owner),
    littleRoom(config),
  ]
  return (await Promise.all(parts)).flat()
}

// What PostgreSQL counts itself is of all processes, and of weeks; our log is what is there without it.
async function slowStatements(
  owner: pg.Pool,
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
): Promise<Finding[]> {
  const installed = await owner.query(`select from pg_extension where extname = 'pg_stat_statements'`)
  const found =
    installed.rowCount === 0
      ? await readSlowStatements(config, Temporal.Now.instant().epochMilliseconds - SLOW_DAYS * DAY_MS)
      : (
          await owner.query<{ statement: string; calls: number; worstMs: number }>(
            `select query as statement, calls, round(max_exec_time)::int as "worstMs" from pg_stat_statements
             where dbid = (select oid from pg_database where datname = current_database())
               and mean_exec_time >= $1 and query not like '<insufficient privilege>'
             order by total_exec_time desc limit $2`,
            [SLOW_MS, MOST_SLOW],
          )
        ).rows
  return found.slice(0, MOST_SLOW).map(({ statement, calls, worstMs }) => ({
    kind: 'slow-statement',
    values: { statement: shapeOf(statement), count: calls, ms: worstMs },
  }))
}

async function wrongIndexes(owner: pg.Pool): Promise<Finding[]> {
  const { rows } = await owner.query<{ name: string; isValid: boolean }>(
    `select c.relname as name, i.indisvalid as "isValid" from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace`,
  )
  const valid = new Map(rows.map(({ name, isValid }) => [name, isValid]))
  const invalid = rows.filter(({ isValid }) => !isValid).map(({ name }) => name)
  return [
    ...[...(await indexesMade())]
      .filter(([name]) => !valid.has(name))
      .map(([name, definition]) => ({ kind: 'missing-index' as const, values: { name, definition } })),
    ...invalid.map((name) => ({ kind: 'invalid-index' as const, values: { name } })),
  ]
}

// The indexes that the migrations leave, each as it is written there.
async function indexesMade(): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>()
  for (const { text } of await readMigrations(MIGRATIONS)) {
    const statements = text.matchAll(
      /^(?:create (?:unique )?index (\w+)\b[^;]*|drop index (?:if exists )?(\w+))/gm,
    )
    for (const [statement, created, dropped] of statements) {
      if (created) made.set(created, statement.replace(/--.*$/gm, '').replace(/\s+/g, ' '))
      else made.delete(dropped ?? '')
    }
  }
  return made
}

async function disabledTriggers(owner: pg.Pool): Promise<Finding[]> {
  const { rows } = await owner.query<{ table: string; name: string }>(
    `select t.tgrelid::regclass::text as table, t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where c.relnamespace = 'public'::regnamespace and t.tgenabled = 'D' order by 1, 2`,
  )
  return rows.map((values) => ({ kind: 'disabled-trigger', values: { ...values } }))
}

async function worn(owner: pg.Pool): Promise<Finding[]> {
  const { rows } = await owner.query<{
    table: string
    isOld: boolean
    isBloated: boolean
    percent: number
    isWatched: boolean
  }>(
    `select relname as table,
       n_mod_since_analyze > greatest($1, n_live_tup / 2) as "isOld",
       n_dead_tup > greatest($1, n_live_tup / 2) as "isBloated",
       round(100.0 * n_dead_tup / greatest(1, n_live_tup + n_dead_tup))::int as percent,
       current_setting('autovacuum')::boolean as "isWatched"
     from pg_stat_user_tables where schemaname = 'public' order by relname`,
    [FEW_ROWS],
  )
  const findings = rows.flatMap(({ table, isOld, isBloated, percent }): Finding[] => [
    ...(isOld ? [{ kind: 'old-statistics' as const, values: { table } }] : []),
    ...(isBloated ? [{ kind: 'bloated-table' as const, values: { table, percent } }] : []),
  ])
  const isWatched = rows.every((row) => row.isWatched)
  return isWatched ? findings : [{ kind: 'no-autovacuum', values: {} }, ...findings]
}

async function unarchived(owner: pg.Pool): Promise<Finding[]> {
  const { rows } = await owner.query<{ count: number }>(
    `select count(*) as count from letters
     where archived_at is null and status in ('confirmed', 'cancelled') and confirmed_at < now() - interval '1 hour'`,
  )
  const { count } = mustHave(rows[0], 'the count of letters')
  return count > 0 ? [{ kind: 'unarchived-letters', values: { count } }] : []
}

// Each is in the audit of the installation, whoever made it and wherever it is kept; a database without a letter can wait.
async function oldBackup(owner: pg.Pool): Promise<Finding[]> {
  const { rows } = await owner.query<{ days: number | null; isUsed: boolean }>(
    `select (select floor(extract(epoch from now() - max(l.recorded_at)) / 86400)::int
             from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
             where r.company_id = 0 and r.table_name = 'backups' and r.operation = 'note') as days,
       exists (select from letters where status = 'confirmed') as "isUsed"`,
  )
  const { days = null, isUsed = false } = rows[0] ?? {}
  if (days === null) return isUsed ? [{ kind: 'no-backup', values: {} }] : []
  return days > BACKUP_DAYS ? [{ kind: 'old-backup', values: { days } }] : []
}

async function littleRoom({ dataDir }: Pick<Config, 'dataDir'>): Promise<Finding[]> {
  const { bavail, blocks, bsize } = await statfs(dataDir)
  const free = bavail * bsize
  if (bavail / blocks >= LEAST_ROOM.share || free >= 10 * LEAST_ROOM.bytes) return []
  return [{ kind: 'little-room', values: { place: dataDir, megabytes: Math.round(free / 1e6) } }]
}
