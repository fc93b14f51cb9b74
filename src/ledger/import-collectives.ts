import { sql } from 'kysely'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

// Kept with the block, in the language of the books.
const REASON = translate('fr', 'imports.collective-account')

/**
 * Sets the collective accounts of a ledger aside for good: they count in the balance, and nobody
 * knows whom to write to. A block lifted by hand is not made again.
 */
export async function setCollectivesAside(
  tx: ScopedTransaction,
  { companyId, actor }: ImportScope,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await sql`
    insert into dunning_blocks (company_id, customer_id, kind, reason, created_by)
    select c.company_id, c.id, 'do-not-remind', ${REASON}, ${actor}
    from customers c
    where c.company_id = ${companyId} and c.code = any(${codes}::text[])
      and not exists (select from dunning_blocks b
        where b.company_id = c.company_id and b.customer_id = c.id and b.kind = 'do-not-remind')
  `.execute(tx)
}
