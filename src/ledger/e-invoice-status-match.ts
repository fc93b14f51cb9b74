import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { applyStatuses } from './e-invoice-status-effects.ts'

/** UNTDID 1001: statuses of these are about credit notes, which nobody is reminded of. */
export const CREDIT_NOTE_TYPES: readonly string[] = [
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '502',
  '503',
]

/**
 * Gives the statuses that wait for their invoice to those that are there now: same number, same date of issue where
 * both are known, and one invoice only. Then each has its effect.
 * @returns how many found their invoice
 */
export async function matchStatuses(
  tx: ScopedTransaction,
  { companyId, actor }: { readonly companyId: number; readonly actor: string },
): Promise<number> {
  const { rows } = await sql<{ invoice_id: number }>`
    with waiting as materialized (
      select w.id, w.bare_number, w.issued_on from e_invoice_statuses w
      where w.company_id = ${companyId} and w.invoice_id is null and w.withdrawn_at is null
        and (w.document_type is null or w.document_type <> all (${CREDIT_NOTE_TYPES}::text[]))
    ), bearing as materialized (
      select coalesce(i.merged_into, i.id) as id, bare_number(i.number) as bare,
             case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
               else i.issued_on end as issued_on
      from invoices i
      where i.company_id = ${companyId} and (i.status = 'final' or i.merged_into is not null)
        and i.id in (select b.invoice_id
          from invoices_bearing(${companyId}, array(select distinct w.bare_number from waiting w)) b)
    ), found as (
      select w.id, min(b.id) as invoice_id
      from waiting w join bearing b on b.bare = w.bare_number
        and (b.issued_on = w.issued_on or b.issued_on is null or w.issued_on is null)
      group by w.id having count(distinct b.id) = 1
    )
    update e_invoice_statuses s set invoice_id = f.invoice_id from found f
    where s.company_id = ${companyId} and s.id = f.id
    returning s.invoice_id
  `.execute(tx)
  await applyStatuses(tx, { companyId, actor }, [...new Set(rows.map((row) => row.invoice_id))])
  return rows.length
}
