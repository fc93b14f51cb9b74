import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Company } from '../contract.ts'
import { lockCompany, readCompany } from './store.ts'

/**
 * Hides a company where one chooses and proposes; nothing of it is lost, and it can be brought back.
 * @throws RelancesError not-found; conflict while a draft of letters is open
 */
export async function archiveCompany(tx: ScopedTransaction, code: string, actor: string): Promise<Company> {
  const { id } = await lockCompany(tx, code)
  const draft = await tx
    .selectFrom('runs')
    .select(['id', 'created_by'])
    .where('company_id', '=', id)
    .where('status', '=', 'draft')
    .orderBy('id')
    .executeTakeFirst()
  if (draft)
    throw new RelancesError('conflict', 'identity.company-has-draft', {
      run: draft.id,
      name: draft.created_by,
    })
  await tx
    .updateTable('companies')
    .set({
      archived_at: sql`now()`,
      archived_by: actor,
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .execute()
  return await readCompany(tx, code)
}

/** Brings an archived company back. @throws RelancesError not-found */
export async function restoreCompany(tx: ScopedTransaction, code: string, actor: string): Promise<Company> {
  const { id } = await lockCompany(tx, code)
  await tx
    .updateTable('companies')
    .set({ archived_at: null, archived_by: null, updated_at: sql`clock_timestamp()`, updated_by: actor })
    .where('id', '=', id)
    .execute()
  return await readCompany(tx, code)
}
