import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import { mayBeScored, riskPoints } from '#domain/steering/risk.ts'
import { openInstalmentsAt, unallocatedAt } from '#ledger/balance-at.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { isBrokenPromise } from '#ledger/promises.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Debtor } from '../contract.ts'

const DEBTORS = 10

interface Asked {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly currency: string
}

type FoundDebtor = Omit<Debtor, 'risk'> & { readonly kind: CustomerKind }

/** The ten customers who owe most once their credits are taken off, with the risk points of legal persons. */
export async function readDebtors(tx: ScopedTransaction, asked: Asked): Promise<Debtor[]> {
  const { companyIds, currency, today } = asked
  const found = await readAsSets(
    tx,
    sql<FoundDebtor>`
    with owed as (
      select x.company_id, x.customer_id, sum(x.cents)::bigint as cents, sum(x.late)::bigint as late
      from (
        select i.company_id, i.customer_id, i.open_cents as cents,
               case when i.due_on < ${today}::date then i.open_cents else 0 end as late
        from (${openInstalmentsAt(companyIds, today)}) i where i.currency = ${currency}
        union all
        select k.company_id, k.customer_id, -k.cents, 0 from (${unallocatedAt(companyIds, today)}) k
        where k.currency = ${currency}
      ) x
      group by x.company_id, x.customer_id
      having sum(x.cents) > 0
      order by sum(x.cents) desc, x.customer_id
      limit ${DEBTORS}::bigint
    )
    select c.id as "customerId", co.code as company, c.code, c.name, c.kind, o.cents as "balanceCents",
           o.late as "overdueCents"
    from owed o join customers c on c.company_id = o.company_id and c.id = o.customer_id
      join companies co on co.id = o.company_id
    order by o.cents desc, c.id
  `,
  )
  const scored = found.filter(mayBeScored).map((one) => one.customerId)
  const risks = await readRisks(tx, asked, scored)
  return found.map(({ kind: _, ...one }) => ({ ...one, risk: risks.get(one.customerId) ?? null }))
}

interface RiskRow {
  readonly id: number
  readonly recent: number | null
  readonly before: number | null
  readonly median: number | null
  readonly broken: number
  readonly level: Level | null
  readonly rejected: number
}

/** Risk points of a few customers, each read by its own indexes. */
async function readRisks(
  tx: ScopedTransaction,
  { companyIds, today }: Asked,
  customerIds: readonly number[],
) {
  if (customerIds.length === 0) return new Map<number, Debtor['risk']>()
  const { rows } = await sql<RiskRow>`
    select c.id, d.recent, d.before, d.median,
           (select count(*) from dunning_blocks b where b.company_id = c.company_id and b.customer_id = c.id
              and b.created_at > ${today}::date - 365 and ${isBrokenPromise(today)}) as broken,
           (select max(i.level) from instalments i where i.company_id = c.company_id and i.customer_id = c.id
              and i.open_cents > 0 and i.is_final and i.due_on < ${today}::date) as level,
           (select count(*) from credits k where k.company_id = c.company_id and k.customer_id = c.id
              and k.is_returned) as rejected
    from customers c cross join lateral (
      select percentile_cont(0.5) within group (order by p.days) as median,
             percentile_cont(0.5) within group (order by p.days) filter (where p.due_on > ${today}::date - 182) as recent,
             percentile_cont(0.5) within group (order by p.days) filter (where p.due_on <= ${today}::date - 182) as before
      from (
        select i.due_on, coalesce(case when i.open_cents = 0 then max(${settledOn}) end, ${today}::date) - i.due_on as days
        from invoices v
          join instalments i on i.company_id = v.company_id and i.invoice_id = v.id and i.is_final
          left join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
          left join credits k on k.company_id = a.company_id and k.id = a.credit_id
          left join imports m on m.company_id = a.company_id and m.id = a.import_id
        where v.company_id = c.company_id and v.customer_id = c.id
          and i.due_on between ${today}::date - 365 and ${today}::date - 1
        group by i.company_id, i.id, i.due_on, i.open_cents
      ) p) d
    where c.company_id = any(${companyIds}::bigint[]) and c.id = any(${customerIds}::bigint[])
  `.execute(tx)
  return new Map(
    rows.map((row) => [
      row.id,
      riskPoints({
        medianDelayDays: row.median,
        trendDays: row.recent === null || row.before === null ? null : row.recent - row.before,
        brokenPromises: row.broken,
        highestLevel: row.level,
        rejectedPayments: row.rejected,
      }),
    ]),
  )
}
