import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * The codes of the companies in scope that have each of these bank accounts: on their letters, among
 * their other accounts, or because they have imported a statement of it,
 * and kept it. Accounts nobody has are left out.
 */
export async function accountOwners(
  tx: ScopedTransaction,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ account: string; codes: string[] }>`
    with known as (
      select id as company_id, replace(upper(iban), ' ', '') as account from companies where iban is not null
      union
      select company_id, replace(upper(iban), ' ', '') from other_bank_accounts
      union
      select a.company_id, a.account from bank_accounts a
      where exists (select from bank_statements s
        where s.company_id = a.company_id and s.account_id = a.id and s.cancelled_at is null)
    )
    select k.account, array_agg(c.code order by c.code) as codes
    from known k join companies c on c.id = k.company_id
    where k.account = any(${accounts}::text[]) group by k.account
  `.execute(tx)
  return new Map(rows.map((row) => [row.account, row.codes]))
}

/** The bank accounts of one company: on its letters first, among its others, then those of its statements. */
export async function companyAccounts(tx: ScopedTransaction, companyId: number): Promise<readonly string[]> {
  const { rows } = await sql<{ account: string }>`
    select account from (
      select 1 as rank, replace(upper(iban), ' ', '') as account from companies
      where id = ${companyId} and iban is not null
      union all
      select 2, replace(upper(iban), ' ', '') from other_bank_accounts where company_id = ${companyId}
      union all
      select 3, account from bank_accounts a where company_id = ${companyId} and account <> ''
        and exists (select from bank_statements s
          where s.company_id = a.company_id and s.account_id = a.id and s.cancelled_at is null)
    ) known
    group by account order by min(rank), account
  `.execute(tx)
  return rows.map(({ account }) => account)
}
