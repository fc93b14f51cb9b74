import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { settledOn } from './customer-standing.ts'
import { creditCents, issuedOn, receivedOn } from './dated-books.ts'

/** What moved the accounts of whole companies on one day. */
export interface AccountDay {
  readonly on: Day
  /** More owed, or less below zero: they add up to the balance of the accounts. */
  readonly movedCents: number
  /** Invoices less credit notes; opening balances are no sale. */
  readonly salesCents: number
  /** Of what moved, the opening balances that books brought: they were owed before that day. */
  readonly openedCents: number
}

/** The account of these companies in one currency, summed by day, oldest first. */
export async function readAccountDays(
  tx: ScopedTransaction,
  { companyIds, currency, until }: { companyIds: readonly number[]; currency: string; until: Day },
): Promise<AccountDay[]> {
  const companies = sql`any(${companyIds}::bigint[])`
  return await readAsSets(
    tx,
    sql<AccountDay>`
    select m.on, sum(m.cents)::bigint as "movedCents", sum(m.sales)::bigint as "salesCents",
           sum(m.opened)::bigint as "openedCents"
    from (
      select ${issuedOn} as on, i.amount_cents as cents,
             case when v.kind = 'opening-balance' then 0 else i.amount_cents end as sales,
             case when v.kind = 'opening-balance' then i.amount_cents else 0 end as opened
      from invoices v join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
      where v.company_id = ${companies} and v.currency = ${currency} and v.status = 'final'
      union all
      select ${receivedOn}, -${creditCents}, case when k.kind = 'credit-note' then -${creditCents} else 0 end, 0
      from credits k where k.company_id = ${companies} and k.currency = ${currency}
      union all
      select r.returned_on, ${creditCents}, 0, 0
      from credits k join credit_returns r
        on r.company_id = k.company_id and r.credit_id = k.id and r.cancelled_at is null
      where k.company_id = ${companies} and k.currency = ${currency} and k.is_returned
      union all
      select ${receivedOn}, a.amount_cents, 0, 0
      from allocations a join credits k on k.company_id = a.company_id and k.id = a.credit_id
      where a.company_id = ${companies} and k.currency = ${currency} and a.cancelled_at is null
        and a.penalty_invoice_id is not null
      union all
      select ${settledOn}, -a.amount_cents, 0, 0
      from allocations a
        join instalments i on i.company_id = a.company_id and i.id = a.instalment_id and i.is_final
        left join credits k on false
        left join imports m on m.company_id = a.company_id and m.id = a.import_id
      where a.company_id = ${companies} and i.currency = ${currency} and a.cancelled_at is null
        and a.credit_id is null
    ) m
    where m.on <= ${until}::date
    group by m.on
    order by m.on
  `,
  )
}
