import type { Database } from '#platform/database.ts'

/** Every row of every table, in an order of its own; the audit has one note more after a restore. */
export async function contentsOf(database: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await database.owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'
       and tablename not in ('schema_migrations', 'sessions', 'installation_marks') order by 1`,
  )
  const contents: Record<string, string[]> = {}
  for (const { name } of tables) {
    const { rows } = await database.owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name} t ${name.startsWith('audit_') ? 'where company_id <> 0' : ''} order by 1`,
    )
    contents[name] = rows.map(({ row }) => row)
  }
  return contents
}
