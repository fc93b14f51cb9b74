import { RelancesError } from '#domain/errors.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'

/**
 * The companies a piece of work is about: those of the user, narrowed to `codes` when it names
 * some. Resolved once; every store function then works inside them.
 * @throws RelancesError not-found for a code that is none of the user's companies
 */
export async function narrowToCompanies(
  database: Pick<Database, 'db'>,
  who: Omit<Context, 'companyIds'>,
  codes?: readonly string[],
): Promise<Context & { readonly companyIds: readonly number[] }> {
  const companies = await withScope(
    database,
    { actor: who.actor, companyIds: 'all' },
    (tx) => tx.selectFrom('companies').select(['id', 'code']).orderBy('code').execute(),
    { readOnly: true },
  )
  const chosen = codes ?? companies.map((company) => company.code)
  const companyIds = chosen.map((code) => {
    const found = companies.find((company) => company.code === code)
    if (!found) throw new RelancesError('not-found', 'features.no-company', { code })
    return found.id
  })
  return { ...who, companyIds: [...new Set(companyIds)] }
}

/**
 * The scope of one company, and the company itself.
 * @throws RelancesError not-found for a code that is none of the user's companies
 */
export async function narrowToCompany(
  database: Pick<Database, 'db'>,
  who: Omit<Context, 'companyIds'>,
  code: string,
): Promise<{ context: Context; company: { readonly id: number; readonly code: string } }> {
  const context = await narrowToCompanies(database, who, [code])
  const [id] = context.companyIds
  if (id === undefined) throw new Error('one code, one company')
  return { context, company: { id, code } }
}

/** Nothing new enters the books of an archived company. @throws RelancesError conflict */
export async function requireActive(tx: ScopedTransaction, companyId: number): Promise<void> {
  const { code, archived_at } = await tx
    .selectFrom('companies')
    .select(['code', 'archived_at'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  if (archived_at !== null) throw new RelancesError('conflict', 'identity.company-archived', { code })
}
