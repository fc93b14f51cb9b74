import { type RawBuilder, sql } from 'kysely'
import { keepPlan } from './kept-plans.ts'
import type { ScopedTransaction } from './scoped.ts'

// Under row-level security, and just after an import, PostgreSQL believes that a company has a row or two. Every
// plan then looks as cheap as any other. These settings leave it one way, the one that is right at any size and for
// any values: so the plan is kept as well, since it takes longer to find than a page takes to read.

/** Reads a page in the order of an index, and stops: never all rows, to sort them first. */
export async function readInOrder<Row>(tx: ScopedTransaction, query: RawBuilder<Row>): Promise<Row[]> {
  return await readWithout(tx, ['enable_sort'], query)
}

/**
 * Reads what needs every row of several tables: joined by hashing on all that tells rows apart, never each row with
 * every other, nor in the order of the company alone.
 */
export async function readAsSets<Row>(tx: ScopedTransaction, query: RawBuilder<Row>): Promise<Row[]> {
  return await readWithout(tx, ['enable_nestloop', 'enable_mergejoin'], query)
}

// After a failure nothing is set back: the transaction is lost, and the settings with it.
async function readWithout<Row>(
  tx: ScopedTransaction,
  ways: readonly string[],
  query: RawBuilder<Row>,
): Promise<Row[]> {
  const names = ['plan_cache_mode', ...ways]
  await setAll(tx, names, ['force_generic_plan', ...ways.map(() => 'off')])
  const { rows } = await keepPlan(query).execute(tx)
  await setAll(tx, names, ['auto', ...ways.map(() => 'on')])
  return rows
}

async function setAll(
  tx: ScopedTransaction,
  names: readonly string[],
  values: readonly string[],
): Promise<void> {
  const settings = sql`unnest(${names}::text[], ${values}::text[]) as setting (name, value)`
  await keepPlan(sql`select set_config(name, value, true) from ${settings}`).execute(tx)
}
