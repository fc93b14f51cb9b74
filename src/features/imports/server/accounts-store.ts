import { sql } from 'kysely'
import { z } from 'zod'
import { ACCOUNT_CHOICES, type AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

// Beside the mappings of lists, under the one header all ledgers have by law.
const LEDGER_KEY = 'fec'
const remembered = z.object({ accounts: z.array(z.enum(ACCOUNT_CHOICES)).default([]) })

/** Remembers which accounts a company reads beside 411, for its next ledger. */
export async function rememberAccounts(
  tx: ScopedTransaction,
  companyId: number,
  accounts: readonly AccountChoice[],
  actor: string,
): Promise<void> {
  const mapping = JSON.stringify({ accounts })
  // The answers to what ledgers ask are kept in the same row.
  await sql`
    insert into import_mappings (company_id, header_key, mapping, updated_by)
    values (${companyId}, ${LEDGER_KEY}, ${mapping}::jsonb, ${actor})
    on conflict (company_id, header_key) do update
    set mapping = import_mappings.mapping || excluded.mapping, updated_at = now(), updated_by = excluded.updated_by
  `.execute(tx)
}

/** The accounts a company has chosen; none until it has. */
export async function recallAccounts(
  tx: ScopedTransaction,
  companyId: number,
): Promise<readonly AccountChoice[]> {
  const found = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', '=', companyId)
    .where('header_key', '=', LEDGER_KEY)
    .executeTakeFirst()
  return found ? remembered.parse(found.mapping).accounts : []
}
