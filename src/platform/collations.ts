import type pg from 'pg'
import { lockSchema } from './migrate.ts'
import type { Say } from './system-account.ts'

/** An index sorted by an order that is no longer the one of the library, and the statement that notes the new order. */
interface StaleIndex {
  readonly index: string
  readonly noting: string
}

// The collations that indexes use: PostgreSQL keeps the version each had, but for the default one by database.
const STALE = `
  with used as materialized (
    select distinct unnest(indcollation::oid[]) as oid from pg_index
  ), stale as (
    select c.oid, format('alter collation %I.%I refresh version', n.nspname, c.collname) as noting
    from used join pg_collation c using (oid) join pg_namespace n on n.oid = c.collnamespace
    where c.collversion <> pg_collation_actual_version(c.oid)
    union all
    select c.oid, format('alter database %I refresh collation version', d.datname)
    from pg_database d, pg_collation c
    where d.datname = current_database() and c.collname = 'default'
      and d.datcollversion <> pg_database_collation_actual_version(d.oid)
  )
  select i.indexrelid::regclass::text as index, s.noting
  from stale s join pg_index i on s.oid = any (i.indcollation::oid[]) join pg_class r on r.oid = i.indexrelid
  where pg_has_role(r.relowner, 'usage') and r.relkind = 'i'
  order by 1`

/**
 * Rebuilds the indexes sorted by a collation that has changed since: with another ICU or C library, after an upgrade
 * or a move to another machine, texts would be looked for where they no longer are. Gives the indexes rebuilt.
 */
export async function rebuildStaleIndexes(owner: pg.Pool, say: Say): Promise<string[]> {
  if ((await owner.query(STALE)).rowCount === 0) return []
  const client = await owner.connect()
  try {
    await client.query('begin')
    await lockSchema(client)
    // Read again: another server may have done it while this one waited.
    const { rows } = await client.query<StaleIndex>(STALE)
    const indexes = [...new Set(rows.map(({ index }) => index))]
    for (const index of indexes) await client.query(`reindex index ${index}`)
    for (const noting of new Set(rows.map((row) => row.noting))) await note(client, noting, say)
    await client.query('commit')
    if (indexes.length > 0) say('platform.collation-changed', { count: indexes.length })
    return indexes
  } finally {
    client.release(true)
  }
}

// Only the owner of a collation may, and on a server of one's own that is its administrator.
async function note(client: pg.ClientBase, noting: string, say: Say): Promise<void> {
  await client.query('savepoint noting')
  try {
    await client.query(noting)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error
    await client.query('rollback to savepoint noting')
    say('platform.collation-not-noted', { statement: noting })
  }
}
