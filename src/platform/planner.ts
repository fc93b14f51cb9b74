import { sql } from 'kysely'
import type { ScopedTransaction } from './scoped.ts'

// Under row-level security, and just after an import, PostgreSQL believes that a company has a row or two. Every
// plan then looks as cheap as any other. These settings leave it one way, the one that is right at any size.

/** Runs a query that reads a page in the order of an index and stops: never all rows, to sort them first. */
export async function readInOrder<T>(tx: ScopedTransaction, query: () => Promise<T>): Promise<T> {
  return await without(tx, ['enable_sort'], query)
}

/**
 * Runs a query that needs every row of several tables: joined by hashing on all that tells rows apart, never each
 * row with every other, nor in the order of the company alone.
 */
export async function readAsSets<T>(tx: ScopedTransaction, query: () => Promise<T>): Promise<T> {
  return await without(tx, ['enable_nestloop', 'enable_mergejoin'], query)
}

// After a failure nothing is set back: the transaction is lost, and the setting with it.
async function without<T>(
  tx: ScopedTransaction,
  settings: readonly string[],
  query: () => Promise<T>,
): Promise<T> {
  const setAll = async (value: 'on' | 'off') => {
    await sql`select set_config(name, ${value}, true) from unnest(${settings}::text[]) name`.execute(tx)
  }
  await setAll('off')
  const result = await query()
  await setAll('on')
  return result
}
