import { sql } from 'kysely'
import { compareBalances, type PartyOwed } from '#domain/matching/balance-comparison.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ClientBalance } from '#readers/client-balance.ts'
import type { BalanceComparison } from '../comparison-contract.ts'
import { findCompany } from './in-company.ts'

const SHOWN = 500

/** Sets a balance by client beside what the company's books say; a company that does not exist has none. */
export async function compareWithBooks(
  database: Pick<Database, 'db'>,
  context: Context,
  company: string,
  balances: readonly ClientBalance[],
): Promise<BalanceComparison> {
  const books = await withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
    const companyId = await findCompany(tx, context, company)
    return companyId === null ? [] : await customerBalances(tx, companyId)
  })
  const all = compareBalances(balances, books)
  const sums = [...Map.groupBy(all, ({ currency }) => currency)].map(([currency, rows]) => {
    const sum = (read: (row: (typeof all)[number]) => number) =>
      rows.reduce((total, row) => total + read(row), 0)
    return {
      currency,
      fileCents: sum(({ fileCents }) => fileCents ?? 0),
      booksCents: sum(({ booksCents }) => booksCents ?? 0),
      differenceCents: sum(({ differenceCents }) => differenceCents),
    }
  })
  return {
    rows: all.slice(0, SHOWN).map((row) => ({ ...row })),
    differing: all.filter(({ differenceCents }) => differenceCents !== 0).length,
    compared: all.length,
    sums,
  }
}

/** What each customer of a company owes by the books, net of what is unallocated, in each currency it has. */
async function customerBalances(tx: ScopedTransaction, companyId: number): Promise<readonly PartyOwed[]> {
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
