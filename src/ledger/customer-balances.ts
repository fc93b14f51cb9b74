import { sql } from 'kysely'
import type { PartyOwed } from '#domain/matching/balance-comparison.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** What each customer of a company owes by the books, net of what is unallocated, in each currency it has. */
export async function customerBalances(
  tx: ScopedTransaction,
  companyId: number,
): Promise<readonly PartyOwed[]> {
  const { rows } = await sql<{ code: string; name: string; currency: string; cents: string | number }>`
    with owed as (
      select customer_id, currency, sum(open_cents) as cents from instalments
      where company_id = ${companyId} and is_final group by 1, 2
      union all
      select customer_id, currency, -sum(open_cents) from credits where company_id = ${companyId} group by 1, 2
    )
    select c.code, c.name, o.currency, sum(o.cents)::bigint as cents
    from owed o join customers c on c.company_id = ${companyId} and c.id = o.customer_id
    group by c.code, c.name, o.currency
  `.execute(tx)
  return rows.map((row) => ({ ...row, cents: Number(row.cents) }))
}
