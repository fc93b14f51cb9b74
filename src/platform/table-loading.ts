import type pg from 'pg'
import { quote } from './backup-source.ts'

/**
 * Empties tables and lifts what would stand in the way of filling them as they were, in any order: triggers (the
 * audit would record the restore row by row), foreign keys, and row-level security, which refuses COPY to an
 * owner who is no superuser. What it returns puts all of it back, and checks every key.
 */
export async function freeTables(
  client: pg.ClientBase,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const names = tables.map(quote)
  const keys = await readForeignKeys(client)
  const forced = await readForced(client)
  const run = async (statements: readonly string[]) => {
    for (const statement of statements) await client.query(statement)
  }
  await run(names.map((table) => `alter table ${table} disable trigger user`))
  await run(forced.map((table) => `alter table ${table} no force row level security`))
  await run(keys.map(({ table, name }) => `alter table ${table} drop constraint ${name}`))
  await run([`truncate ${names.join(', ')}`])
  return async () => {
    await run(
      keys.map(({ table, name, definition }) => `alter table ${table} add constraint ${name} ${definition}`),
    )
    await run(forced.map((table) => `alter table ${table} force row level security`))
    await run(names.map((table) => `alter table ${table} enable trigger user`))
  }
}

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

async function readForeignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
       pg_get_constraintdef(oid) as definition
     from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f' order by conrelid, conname`,
  )
  return rows
}

async function readForced(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class
     where relnamespace = 'public'::regnamespace and relforcerowsecurity order by oid`,
  )
  return rows.map(({ table }) => table)
}
