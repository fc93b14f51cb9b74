import type pg from 'pg'
import { RelancesError } from '#domain/errors.ts'
import { readMigrations } from './migrate.ts'
import type { MIGRATIONS } from './migrations.ts'

/** A table, with the columns it is filled by: those the database does not make itself. */
export interface TableColumns {
  readonly name: string
  readonly columns: readonly string[]
}

/**
 * Every table of the database but `schema_migrations`, by name.
 * @throws RelancesError conflict when one was not made by our migrations: it is somebody else's, neither to be
 * saved nor to be replaced
 */
export async function readTables(
  client: pg.ClientBase,
  migrations: typeof MIGRATIONS,
): Promise<TableColumns[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by a.attnum) as columns
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and c.relname <> 'schema_migrations' and ${isOwn('c.oid')}
     order by c.relname`,
  )
  const ours = await tablesMadeBy(migrations)
  const foreign = rows.map(({ name }) => name).filter((name) => !ours.has(name))
  if (foreign.length > 0) {
    throw new RelancesError('conflict', 'backup.foreign-tables', { names: foreign.join(', ') })
  }
  return rows
}

/** Removes all that the migrations made in the database; what came with an extension stays. */
export async function dropSchema(client: pg.ClientBase): Promise<void> {
  // Named before any is removed: each takes others along.
  const { rows } = await client.query<{ kind: string; name: string }>(
    `select 'table' as kind, oid::regclass::text as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and ${isOwn('oid')}
     union all
     select 'routine', oid::regprocedure::text from pg_proc
       where pronamespace = 'public'::regnamespace and ${isOwn('oid')}
     union all
     select 'sequence', oid::regclass::text from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'S' and ${isOwn('oid')}`,
  )
  for (const { kind, name } of rows) await client.query(`drop ${kind} if exists ${name} cascade`)
}

function isOwn(oid: string): string {
  return `not exists (select from pg_depend d where d.objid = ${oid} and d.deptype = 'e')`
}

async function tablesMadeBy(migrations: typeof MIGRATIONS): Promise<Set<string>> {
  const files = await readMigrations(migrations)
  const names = files.flatMap(({ text }) => [...text.matchAll(/^create table (?:if not exists )?(\w+)/gm)])
  return new Set(names.map((match) => match[1] ?? ''))
}
