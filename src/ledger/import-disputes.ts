import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Sets aside the open invoices a list says are disputed. Once lifted here, a dispute is not made
 * again by the next file: the user knows better than a column nobody has cleared.
 */
export async function recordDisputes(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId, fileName, actor } = scope
  await sql`
    insert into dunning_blocks (company_id, customer_id, invoice_id, kind, reason, created_by)
    select i.company_id, i.customer_id, i.id, 'dispute', ${fileName}, ${actor}
    from staged_invoices s join invoices i on i.company_id = ${companyId} and i.id = s.id
    where s.is_disputed
      and exists (select from instalments j
        where j.company_id = i.company_id and j.invoice_id = i.id and j.open_cents > 0)
      and not exists (select from dunning_blocks b
        where b.company_id = i.company_id and b.invoice_id = i.id and b.kind = 'dispute')
  `.execute(tx)
}
