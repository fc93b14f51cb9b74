import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { applyStatuses } from './e-invoice-status-effects.ts'
import type { StandingStatus } from './e-invoice-status-facts.ts'
import { takeBackPayments } from './e-invoice-status-receipts.ts'

interface Withdrawal {
  readonly companyId: number
  readonly importId: number
  readonly actor: string
}

/**
 * Takes back the statuses an import brought, and their effects; those of others about invoices it brought wait for them
 * again. To be called before the rows of the import are withdrawn.
 */
export async function withdrawStatuses(tx: ScopedTransaction, order: Withdrawal): Promise<void> {
  const { companyId, importId } = order
  const { rows } = await sql<
    Pick<StandingStatus, 'id' | 'code' | 'happenedOn' | 'creditId'> & { invoiceId: number | null }
  >`
    select s.id, s.status as code, s.happened_on as "happenedOn", s.credit_id as "creditId",
           s.invoice_id as "invoiceId"
    from e_invoice_statuses s
    where s.company_id = ${companyId} and s.withdrawn_at is null
      and (s.import_id = ${importId} or s.invoice_id in (select v.id from invoices v
        where v.company_id = ${companyId} and v.import_id = ${importId} and v.status = 'final'))
  `.execute(tx)
  if (rows.length === 0) return
  await takeBackPayments(tx, order, rows)
  await sql`
    update e_invoice_statuses
    set withdrawn_at = case when import_id = ${importId} then now() end,
      invoice_id = case when import_id = ${importId} then invoice_id end,
      unknown_cents = null, noted_cents = null, credit_id = null
    where company_id = ${companyId} and id = any(${rows.map((row) => row.id)}::bigint[])
  `.execute(tx)
  await applyStatuses(tx, order, [...new Set(rows.flatMap((row) => row.invoiceId ?? []))])
}
