import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * The imports under way that an erasure in this company takes away: all that were previewed for it, whose files may name
 * anybody in lines that no preview shows, and those not previewed yet whose first lines name the client.
 */
export async function depositsToErase(
  tx: ScopedTransaction,
  companyId: number,
  isNamed: (sentence: string) => boolean,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; company_id: number | null; words: string }>`
    select id, company_id, words from waiting_deposits(${companyId})`.execute(tx)
  return rows
    .filter(({ company_id: company, words }) => company !== null || isNamed(words))
    .map(({ id }) => id)
}

/** Takes these imports away, whoever owns them. Returns their files, to be removed from the store once it is committed. */
export async function eraseDeposits(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select drop_deposits(${companyId}, ${[...ids]}::uuid[]) as id`.execute(tx)
  return rows.map(({ id }) => id)
}
