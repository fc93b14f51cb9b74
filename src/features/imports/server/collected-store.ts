import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { StoredAmount } from '#platform/tables-e-invoices.ts'

/** An invoice that has collected something since a day, or of which a status (212) has told so. */
export interface CollectedInvoice {
  readonly id: number
  readonly number: string | null
  readonly currency: string
  /** Σ of what payments received since then settle of it today. */
  readonly collectedCents: number
  /** The last of those payments; null when none stands. */
  readonly lastOn: Day | null
  /** Amounts « MEN » of the statuses since then. */
  readonly told: readonly StoredAmount[]
  /** Settled by no payment that is known, so on no known day; of invoices issued since then. */
  readonly undatedCents: number
  /** Its file in the archive; null when it came in none. */
  readonly sha256: string | null
  readonly mediaType: 'application/pdf' | 'application/xml' | null
}

/** Those of one company, in the order of their numbers. */
export async function readCollected(
  tx: ScopedTransaction,
  { companyId, since, until }: { readonly companyId: number; readonly since: Day; readonly until: Day },
): Promise<readonly CollectedInvoice[]> {
  const { rows } = await sql<CollectedInvoice>`
    with paid as (
      select i.invoice_id, sum(a.amount_cents)::bigint as cents, max(k.received_on) as last_on
      from credits k
        join allocations a on a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
        join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
      where k.company_id = ${companyId} and k.kind = 'payment' and k.received_on between ${since} and ${until}
      group by i.invoice_id
    ), told as (
      select s.invoice_id, jsonb_agg(m) as amounts
      from e_invoice_statuses s
        cross join lateral jsonb_array_elements(s.amounts) m
      where s.company_id = ${companyId} and s.status = '212' and s.invoice_id is not null
        and s.withdrawn_at is null and s.happened_on between ${since} and ${until} and m ->> 'type' = 'MEN'
      group by s.invoice_id
    ), undated as (
      select i.invoice_id, sum(a.amount_cents)::bigint as cents
      from invoices o
        join instalments i on i.company_id = o.company_id and i.invoice_id = o.id
        join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
      where o.company_id = ${companyId} and o.issued_on between ${since} and ${until} and a.credit_id is null
      group by i.invoice_id
    )
    select v.id, v.number, v.currency, coalesce(p.cents, 0)::bigint as "collectedCents", p.last_on as "lastOn",
           coalesce(t.amounts, '[]'::jsonb) as told, coalesce(u.cents, 0)::bigint as "undatedCents",
           e.sha256, e.media_type as "mediaType"
    from invoices v
      left join paid p on p.invoice_id = v.id
      left join told t on t.invoice_id = v.id
      left join undated u on u.invoice_id = v.id
      left join lateral (
        select d.sha256, d.media_type from e_invoices d
        where d.company_id = v.company_id and d.invoice_id = v.id
        order by d.id desc limit 1
      ) e on true
    where v.company_id = ${companyId} and coalesce(p.invoice_id, t.invoice_id, u.invoice_id) is not null
    order by v.number, v.id
  `.execute(tx)
  return rows
}
