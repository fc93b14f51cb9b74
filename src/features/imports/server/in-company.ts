import { RelancesError } from '#domain/errors.ts'
import { isCompanyCode } from '#domain/people/company-code.ts'
import { createCompany, type NewCompany } from '#ledger/create-company.ts'
import { requireCompany } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { narrowScope, type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ImportOptions } from '../contract.ts'

/** A preview is the import itself, rolled back, so that the two cannot disagree. */
export type ImportMode = 'preview' | 'apply'

/** Thrown to undo a preview; carries its outcome out of the transaction. */
class Undone extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('preview undone')
    this.outcome = outcome
  }
}

/** The company of an import, by its code; with a name, it is created when it does not exist. */
export type Company = Pick<ImportOptions, 'company' | 'companyName' | 'term'> & {
  /** What is known of the company to create, besides its name. */
  readonly identity?: NewCompany['identity']
}

/**
 * Does the work of an import in a transaction of its own, scoped to the company, which is created
 * when its code is unknown and a name is given. A preview leaves nothing behind.
 * @throws RelancesError not-found for an unknown company, invalid for a code that cannot be one
 */
export async function inCompany<Outcome>(
  database: Pick<Database, 'db'>,
  context: Context,
  company: Company,
  mode: ImportMode,
  work: (tx: ScopedTransaction, companyId: number) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
      const outcome = await work(tx, await findOrCreateCompany(tx, context, company))
      if (mode === 'preview') throw new Undone(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Undone) return error.outcome as Outcome
    throw error
  }
}

/**
 * The company of this code, null when there is none; narrows the transaction to it.
 * @throws RelancesError not-found when the user may not work on it
 */
export async function findCompany(
  tx: ScopedTransaction,
  context: Context,
  code: string,
): Promise<number | null> {
  const known = await tx.selectFrom('companies').select('id').where('code', '=', code).executeTakeFirst()
  if (!known) return null
  requireCompany(context, code)
  if (context.companyIds !== 'all' && !context.companyIds.includes(known.id)) {
    throw new RelancesError('not-found', 'imports.no-company', { company: code })
  }
  await narrowScope(tx, [known.id])
  return known.id
}

async function findOrCreateCompany(
  tx: ScopedTransaction,
  context: Context,
  { company: code, companyName, term, identity }: Company,
): Promise<number> {
  const known = await findCompany(tx, context, code)
  if (known !== null) return known
  requireCompany(context, code, 'create-company')
  if (!companyName) throw new RelancesError('not-found', 'imports.no-company', { company: code })
  if (!isCompanyCode(code)) {
    throw new RelancesError('invalid', 'imports.bad-company-code', { company: code })
  }
  // The term given with the first file is the company's: the next import must not shift its dates.
  const company = { code, legalName: companyName, defaultPaymentTerm: term, identity }
  return await createCompany(tx, company, context.actor.name)
}
