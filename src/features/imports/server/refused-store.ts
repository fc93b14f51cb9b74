import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { PastIssues, RefusedImport } from '../past-imports-contract.ts'

const SHOWN = 30

/** The files refused lately in these companies, newest first; not those of which the same name went in since. */
export async function listRefusedImports(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<RefusedImport[]> {
  const { rows } = await sql<Omit<RefusedImport, 'createdAt'> & { createdAt: Date }>`
    select r.id, c.code as company, r.file_name as "fileName", r.kind, r.created_at as "createdAt",
           r.created_by as "createdBy", jsonb_array_length(r.issues) as "issueCount"
    from refused_imports r join companies c on c.id = r.company_id
    where r.company_id = any(${companyIds}) and not exists (select from imports m
      where m.company_id = r.company_id and m.file_name = r.file_name and m.created_at > r.created_at
        and m.cancelled_at is null)
    order by r.created_at desc, r.id desc limit ${SHOWN}
  `.execute(tx)
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** Why a file was refused. @throws RelancesError not-found */
export async function readRefusal(tx: ScopedTransaction, id: number): Promise<PastIssues> {
  const found = await tx
    .selectFrom('refused_imports')
    .select('issues')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'relations.no-import')
  return { issues: found.issues, count: found.issues.length }
}
