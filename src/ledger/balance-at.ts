import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import { settledOn } from './customer-standing.ts'
import { creditCents, issuedOn, receivedOn } from './dated-books.ts'

/**
 * What was open at the end of a day (domain/steering/balance-at.ts), as pieces of SQL for whole companies. What is
 * open now is read from its index; to it is added back what was settled after that day. So a recent day costs little
 * more than today.
 */

/** A company and the first day its account is known of; nothing can be said of a day before. */
export interface KnownFrom {
  readonly company: string
  readonly companyId: number
  /** Null: nothing is known at all. */
  readonly knownFrom: Day | null
}

/**
 * Since when each account is known: the first day that books imported cover, or the day of a list, which says nothing
 * of what was paid before; else the first invoice or credit. Never after today.
 */
export async function readKnownFrom(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  today: Day,
): Promise<KnownFrom[]> {
  const { rows } = await sql<KnownFrom>`
    select c.code as company, c.id as "companyId", least(${today}::date, coalesce(
      (select min(coalesce(m.covers_from, m.covers_to, (m.created_at at time zone ${ZONE})::date)) from imports m
       where m.company_id = c.id and m.kind in ('fec', 'list') and m.cancelled_at is null),
      least(
        (select min(${issuedOn}) from invoices v where v.company_id = c.id and v.status = 'final'),
        (select min(${receivedOn}) from credits k where k.company_id = c.id)))) as "knownFrom"
    from companies c where c.id = any(${companyIds}::bigint[])
    order by c.code
  `.execute(tx)
  return rows
}

/** The instalments open at the end of a day: company_id, customer_id, invoice_id, id, currency, due_on, open_cents. */
export function openInstalmentsAt(companyIds: readonly number[], on: Day): RawBuilder<unknown> {
  return sql`
    select i.company_id, i.customer_id, i.invoice_id, i.id, i.currency, i.due_on, x.open_cents
    from (
      select parts.company_id, parts.id, sum(parts.cents)::bigint as open_cents
      from (
        select i.company_id, i.id, i.open_cents as cents from instalments i
        where i.company_id = any(${companyIds}::bigint[]) and i.open_cents > 0 and i.is_final
        union all
        select a.company_id, a.instalment_id, a.amount_cents
        from allocations a
          left join credits k on k.company_id = a.company_id and k.id = a.credit_id
          left join imports m on m.company_id = a.company_id and m.id = a.import_id
        where a.company_id = any(${companyIds}::bigint[]) and a.cancelled_at is null
          and a.instalment_id is not null and ${settledOn} > ${on}::date
      ) parts
      group by parts.company_id, parts.id
    ) x
      join instalments i on i.company_id = x.company_id and i.id = x.id and i.is_final
      join invoices v on v.company_id = i.company_id and v.id = i.invoice_id and ${issuedOn} <= ${on}::date`
}

/** What credits had not settled at the end of a day: company_id, customer_id, currency, cents. */
export function unallocatedAt(companyIds: readonly number[], on: Day): RawBuilder<unknown> {
  const companies = sql`k.company_id = any(${companyIds}::bigint[])`
  return sql`
    select k.company_id, k.customer_id, k.currency, k.open_cents as cents
    from credits k where ${companies} and k.open_cents > 0 and ${receivedOn} <= ${on}::date
    union all
    select k.company_id, k.customer_id, k.currency, ${creditCents}
    from credits k join credit_returns r
      on r.company_id = k.company_id and r.credit_id = k.id and r.cancelled_at is null
    where ${companies} and k.is_returned and ${receivedOn} <= ${on}::date and r.returned_on > ${on}::date
    union all
    select k.company_id, k.customer_id, k.currency, a.amount_cents
    from invoices v
      join instalments i on i.company_id = v.company_id and i.invoice_id = v.id and i.is_final
      join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
      join credits k on k.company_id = a.company_id and k.id = a.credit_id
    where v.company_id = any(${companyIds}::bigint[]) and ${issuedOn} > ${on}::date
      and ${receivedOn} <= ${on}::date`
}
