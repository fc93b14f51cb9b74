import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations } from './allocations.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Payments a user has noted as returned, whose return the file now has as an entry of its own (a debit
 * of the same customer and amount, not before the payment): the payment settles that entry, so that
 * the customer does not owe the money twice, and what it had settled stays open at its level.
 */
export async function bookReturns(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId, importId, actor } = scope
  const { rows } = await sql<{ credit_id: number; instalment_id: number; amount_cents: number }>`
    with pairs as (
      select k.id as credit_id, j.id as instalment_id, k.amount_cents,
             row_number() over (partition by k.id order by i.entered_on, j.id) as of_credit,
             row_number() over (partition by j.id order by k.received_on, k.id) as of_entry
      from credits k
        join invoices i on i.company_id = k.company_id and i.customer_id = k.customer_id
          and i.currency = k.currency and i.kind = 'other-debit'
        join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
          and j.amount_cents = k.amount_cents
      where k.company_id = ${companyId} and k.is_returned and k.withdrawn_by_import is null
        and i.entered_on >= k.received_on
        and i.id in (select s.id from staged_invoices s where s.kind = 'other-debit')
        and not exists (select from allocations a where a.company_id = j.company_id and a.instalment_id = j.id
          and a.cancelled_at is null and a.origin in ('manual', 'statement'))
    ), booked as (
      update credits k set is_returned = false from pairs p
      where k.company_id = ${companyId} and k.id = p.credit_id and p.of_credit = 1 and p.of_entry = 1
      returning p.credit_id, p.instalment_id, p.amount_cents
    ), noted as (
      update credit_returns r set booked_by_import = ${importId} from booked b
      where r.company_id = ${companyId} and r.credit_id = b.credit_id and r.cancelled_at is null
    ), touched as (
      insert into touched_pairs select instalment_id, credit_id from booked
    ), cleared as (
      update allocations a set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${scope.fileName}
      from booked b
      where a.company_id = ${companyId} and a.instalment_id = b.instalment_id and a.cancelled_at is null
    )
    select * from booked
  `.execute(tx)
  const allocations = rows.map((row) => ({
    instalmentId: row.instalment_id,
    creditId: row.credit_id,
    amountCents: row.amount_cents,
    origin: 'manual' as const,
  }))
  await insertAllocations(tx, companyId, importId, allocations, actor)
}
