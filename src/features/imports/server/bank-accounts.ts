import { isValidIBAN } from 'ibantools'
import { sql } from 'kysely'
import { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import { companyAccounts } from '#ledger/account-owners.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { accountMeant } from '#readers/bank-account.ts'
import type { BankTable } from '#readers/bank-table.ts'
import type { ImportOptions } from '../contract.ts'
import type { StatementsImport } from '../statements-contract.ts'

/** An account that the tables of a bank name, or leave unnamed (""), and the company's account it is. */
export type ChosenAccount = NonNullable<StatementsImport['accounts']>[number]

type Given = ImportOptions['bankAccounts']

/**
 * The account of each name in these tables: the one given now, else the company's own that the name means, else
 * itself when it is an IBAN, else the one chosen for the last file of this header if there was only one.
 * `companyId`: null for a company that does not exist yet.
 * @throws RelancesError invalid for an account that cannot be one, or that is given to a name the tables have not
 */
export async function chooseAccounts(
  tx: ScopedTransaction,
  companyId: number | null,
  tables: readonly BankTable[],
  given: Given,
): Promise<readonly ChosenAccount[]> {
  const known = companyId === null ? [] : await companyAccounts(tx, companyId)
  const names = [...new Set(tables.flatMap(({ parts }) => parts.map(({ said }) => said)))]
  const asked = givenTo(names, given)
  const chosen: ChosenAccount[] = []
  for (const said of names) {
    const parts = tables.flatMap((table) => table.parts.filter((part) => part.said === said))
    const kept = companyId === null ? [] : await recallAccount(tx, companyId, tables, said)
    const [last, ...others] = kept
    const own = accountMeant(said, known) ?? (isValidIBAN(said) ? said : null)
    chosen.push({
      said,
      movements: parts.reduce((sum, { movements }) => sum + movements.length, 0),
      account: asked.get(said) ?? own ?? (others.length === 0 ? (last ?? null) : null),
      choices: [...new Set([...known, ...kept, ...(NUMBER.test(said) ? [said] : [])])],
    })
  }
  return chosen
}

const NUMBER = /^[\dA-Z]{5,34}$/

// What is given without a name is for a file that names one account at most.
function givenTo(names: readonly string[], given: Given = {}): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>()
  for (const [said, value] of Object.entries(given)) {
    const [only, ...others] = names
    const name = said === '' && others.length === 0 && only !== undefined ? only : said
    if (!names.includes(name)) {
      const known = names.join(', ')
      throw new RelancesError('invalid', 'bank.account-not-said', { said, known })
    }
    accounts.set(name, readAccount(value))
  }
  return accounts
}

function readAccount(value: string): string {
  const account = value.replace(/[\s.-]/g, '').toUpperCase()
  const isIban = /^[A-Z]{2}\d{2}/.test(account) && account.length > 14
  if (!NUMBER.test(account) || (isIban && !isValidIBAN(account)))
    throw new RelancesError('invalid', 'bank.bad-account', { value })
  return account
}

const remembered = z.object({ bankAccounts: z.record(z.string(), z.array(z.string())).default({}) })

async function recallAccount(
  tx: ScopedTransaction,
  companyId: number,
  tables: readonly BankTable[],
  said: string,
): Promise<readonly string[]> {
  const keys = tables
    .filter(({ parts }) => parts.some((part) => part.said === said))
    .map(({ headerKey }) => headerKey)
  const rows = await tx
    .selectFrom('import_mappings')
    .select('mapping')
    .where('company_id', '=', companyId)
    .where('header_key', 'in', keys)
    .execute()
  return [...new Set(rows.flatMap(({ mapping }) => remembered.parse(mapping).bankAccounts[said] ?? []))]
}

/**
 * Remembers, header by header, the accounts that were chosen for what tables name. A name that has been given two
 * accounts keeps both: the next file is then asked about.
 */
export async function rememberAccountsOf(
  tx: ScopedTransaction,
  companyId: number,
  tables: readonly BankTable[],
  chosen: readonly ChosenAccount[],
  actor: string,
): Promise<void> {
  for (const table of tables) {
    const told = chosen.filter(({ said }) => table.parts.some((part) => part.said === said))
    const accounts: Record<string, readonly string[]> = {}
    for (const { said, account } of told) {
      const kept = await recallAccount(tx, companyId, [table], said)
      if (account !== null) accounts[said] = [...new Set([...kept, account])]
    }
    await sql`
      insert into import_mappings (company_id, header_key, mapping, updated_by)
      values (${companyId}, ${table.headerKey}, ${JSON.stringify({ bankAccounts: accounts })}::jsonb, ${actor})
      on conflict (company_id, header_key) do update
      set mapping = import_mappings.mapping || jsonb_build_object('bankAccounts',
            coalesce(import_mappings.mapping -> 'bankAccounts', '{}') || (excluded.mapping -> 'bankAccounts')),
          updated_at = now(), updated_by = excluded.updated_by
    `.execute(tx)
  }
}
