import { z } from 'zod'
import { ACCOUNT_CHOICES, type AccountChoice } from '#domain/receivable-accounts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

// Beside the mappings of lists, under the one header all ledgers have by law.
const LEDGER_KEY = 'fec'
const remembered = z.object({ accounts: z.array(z.enum(ACCOUNT_CHOICES)) })

/** Remembers which accounts a company reads beside 411, for its next ledger. */
export async function rememberAccounts(
  tx: ScopedTransaction,
  companyId: number,
  accounts: readonly AccountChoice[],
  actor: string,
): Promise<void> {
  const mapping = JSON.stringify({ accounts })
  await tx
    .insertInto('import_mappings')
    .values({ company_id: companyId, header_key: LEDGER_KEY, mapping, updated_by: actor })
    .onConflict((conflict) =>
      conflict
        .columns(['company_id', 'header_key'])
        .doUpdateSet({ mapping, updated_at: new Date(), updated_by: actor }),
    )
    .execute()
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
