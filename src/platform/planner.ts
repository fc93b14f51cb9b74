import { sql } from 'kysely'
import type { ScopedTransaction } from './scoped.ts'

// Under row-level security, and just after an import, PostgreSQL believes that a company has a row or two. Every
// plan then looks as cheap as any other. These settings leave it one way, the one that is right at any size.

/** Runs a query that reads a page in the order of an index and stops: never all rows, to sort them first. */
export async function readInOrder<T>(tx: ScopedTransaction, query: () => Promise<T>): Promise<T> {
  return await withSetting(tx, 'enable_sort', query)
}

/** Runs a query that needs every row of several tables: joined by hashing, never each row with every other. */
export async function readAsSets<T>(tx: ScopedTransaction, query: () => Promise<T>): Promise<T> {
  return await withSetting(tx, 'enable_nestloop', query)
}

// After a failure nothing is set back: the transaction is lost, and the setting with it.
async function withSetting<T>(
  tx: ScopedTransaction,
  setting: 'enable_sort' | 'enable_nestloop',
  query: () => Promise<T>,
): Promise<T> {
  await sql`select set_config(${setting}, 'off', true)`.execute(tx)
  const result = await query()
  await sql`select set_config(${setting}, 'on', true)`.execute(tx)
  return result
}
