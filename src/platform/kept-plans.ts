import { hash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* plan kept */'

/**
 * The same query, whose plan each connection keeps: it is read and planned once, then asked for by its name. For what
 * is asked often, and takes longer to plan than to answer.
 */
export function keepPlan<Row>(query: RawBuilder<Row>): RawBuilder<Row> {
  return sql<Row>`${sql.raw(MARK)}${query}`
}

/**
 * Makes a new connection prepare what `keepPlan` has marked, under a name made of its text. Left as it is when somebody
 * pools connections between us and the server (PgBouncer): what is prepared on one would be asked of another.
 */
export async function keepPlansOf(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  if (!('processID' in client) || client.processID !== rows[0]?.pid) return
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown
  client.query = ((text: unknown, values: unknown, ...others: unknown[]) =>
    typeof text === 'string' && text.startsWith(MARK)
      ? ask({ name: hash('sha1', text), text, values }, ...others)
      : ask(text, values, ...others)) as typeof client.query
}
