import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Source } from '#readers/source.ts'
import type { ImportPreview } from '../contract.ts'
import { findCompany } from './in-company.ts'

interface Refusal {
  readonly company: string
  readonly sources: readonly [Source, ...Source[]]
  readonly result: Pick<ImportPreview, 'kind' | 'errors'>
}

const KEPT_DAYS = 90

/**
 * Keeps why a file was refused with its company, so that it can be read once the screen is closed or the server
 * started again; false for a company that is unknown, or not the user's: nothing is kept.
 */
export async function keepRefusal(
  database: Pick<Database, 'db'>,
  context: Context,
  { company, sources, result }: Refusal,
): Promise<boolean> {
  const sha256 = await digestOf(sources)
  return await withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
    const companyId = await ownCompany(tx, context, company)
    if (companyId === null) return false
    const row = {
      file_name: sources[0].name,
      kind: result.kind,
      issues: JSON.stringify(result.errors),
      created_by: context.actor.name,
    }
    await tx
      .insertInto('refused_imports')
      .values({ company_id: companyId, sha256, ...row })
      .onConflict((conflict) =>
        conflict.columns(['company_id', 'sha256']).doUpdateSet({ ...row, created_at: new Date() }),
      )
      .execute()
    await sql`delete from refused_imports where company_id = ${companyId}
      and created_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(tx)
    return true
  })
}

async function ownCompany(tx: ScopedTransaction, context: Context, code: string): Promise<number | null> {
  try {
    return await findCompany(tx, context, code)
  } catch (error) {
    if (error instanceof RelancesError) return null
    throw error
  }
}

async function digestOf(sources: readonly Source[]): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources) for await (const chunk of source.open()) hash.update(chunk)
  return hash.digest('hex')
}
