import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Digests of what rows say, by id: a push that changes none has changed nothing. */
export interface PushStates {
  readonly customer: ReadonlyMap<number, string>
  readonly invoice: ReadonlyMap<number, string>
  readonly credit: ReadonlyMap<number, string>
}

export interface PushIds {
  readonly customers: readonly number[]
  readonly invoices: readonly number[]
  readonly credits: readonly number[]
}

/** What these customers, invoices and credits say now, their instalments and allocations with them. */
export async function readStates(
  tx: ScopedTransaction,
  companyId: number,
  ids: PushIds,
): Promise<PushStates> {
  const { rows } = await sql<{ kind: keyof PushStates; id: number; state: string }>`
    select 'customer' as kind, c.id, md5(jsonb_build_array(c.code, c.name, c.kind, c.siren, c.vat_number, c.address_lines,
      c.postcode, c.town, c.country, c.email, c.phone, c.language, c.channel, c.payment_term, c.credit_limit_cents)::text) as state
    from customers c where c.company_id = ${companyId} and c.id = any(${ids.customers}::bigint[])
    union all
    select 'invoice', i.id, md5(jsonb_build_array(i.customer_id, i.number, i.issued_on, i.currency, i.total_cents, i.label,
      i.status, i.source, (select jsonb_agg(jsonb_build_array(j.id, j.due_on, j.amount_cents, j.settled_cents)
        order by j.id) from instalments j where j.company_id = i.company_id and j.invoice_id = i.id))::text)
    from invoices i where i.company_id = ${companyId} and i.id = any(${ids.invoices}::bigint[])
    union all
    select 'credit', k.id, md5(jsonb_build_array(k.customer_id, k.kind, k.number, k.received_on, k.currency, k.amount_cents,
      k.label, k.source, k.withdrawn_by_import is null, k.corrects_invoice_id,
      (select jsonb_agg(jsonb_build_array(a.instalment_id, a.cents) order by a.instalment_id)
       from (select a.instalment_id, sum(a.amount_cents) as cents from allocations a
         where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null group by 1) a))::text)
    from credits k where k.company_id = ${companyId} and k.id = any(${ids.credits}::bigint[])
  `.execute(tx)
  const of = (kind: keyof PushStates) =>
    new Map(rows.flatMap((row) => (row.kind === kind ? [[row.id, row.state] as const] : [])))
  return { customer: of('customer'), invoice: of('invoice'), credit: of('credit') }
}
