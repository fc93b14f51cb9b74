import { sql } from 'kysely'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { SetAside } from '#readers/records.ts'
import type { ImportScope } from './import-scope.ts'

// Kept with the block, in the language of the books.
const BLOCKS: Readonly<Record<SetAside['reason'], { readonly kind: string; readonly reason: string }>> = {
  bill: { kind: 'payment-under-way', reason: translate('fr', 'imports.set-aside-bill') },
  doubtful: { kind: 'do-not-remind', reason: translate('fr', 'imports.set-aside-doubtful') },
  retention: { kind: 'do-not-remind', reason: translate('fr', 'imports.set-aside-retention') },
  told: { kind: 'do-not-remind', reason: translate('fr', 'imports.set-aside-told') },
}

/**
 * Sets aside the open items of accounts that are not reminded as others: bills until their maturity,
 * retentions until their date, doubtful customers and what a list says not to remind of until someone decides. A block lifted by hand is
 * not made again by the next file.
 */
export async function setItemsAside(tx: ScopedTransaction, { companyId, actor }: ImportScope): Promise<void> {
  for (const [reason, block] of Object.entries(BLOCKS)) {
    await sql`
      insert into dunning_blocks (company_id, customer_id, invoice_id, kind, reason, ends_on, created_by)
      select i.company_id, i.customer_id, i.id, ${block.kind}, ${block.reason}, s.set_aside_until, ${actor}
      from staged_invoices s join invoices i on i.company_id = ${companyId} and i.id = s.id
      where s.set_aside = ${reason}
        and exists (select from instalments j
          where j.company_id = i.company_id and j.invoice_id = i.id and j.open_cents > 0)
        and not exists (select from dunning_blocks b
          where b.company_id = i.company_id and b.invoice_id = i.id and b.kind = ${block.kind})
    `.execute(tx)
  }
}
