import { compareBalances } from '#domain/matching/balance-comparison.ts'
import { customerBalances } from '#ledger/customer-balances.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
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
