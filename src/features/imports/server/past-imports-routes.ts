import type { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import type { Context } from '#platform/context.ts'
import { isAfter, type Keyset, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import type {
  ImportJobRow,
  PastImports,
  PastIssues,
  pastImportsQuery,
  RefusedImport,
} from '../past-imports-contract.ts'
import * as contract from '../past-imports-contract.ts'

const SHOWN = 30

/** Routes of « Travaux » about imports. */
export function pastImportsRoutes(parts: {
  readonly importJobs: { list(context: Context): Promise<ImportJobRow[]> }
}) {
  return [
    serve(contract.fetchPastImports, ({ query: { companies, ...query }, context, read }) =>
      read((tx) => listPastImports(tx, context.companyIds, query)),
    ),
    serve(contract.fetchPastIssues, ({ params: { id }, read }) => read((tx) => readIssues(tx, id))),
    serve(contract.fetchRefusedImports, async ({ context, read }) => {
      const rows = await read((tx) => listRefusedImports(tx, context.companyIds))
      return { rows }
    }),
    serve(contract.fetchRefusedIssues, ({ params: { id }, read }) => read((tx) => readRefusal(tx, id))),
    serve(contract.fetchImportJobs, async ({ context }) => ({ rows: await parts.importJobs.list(context) })),
    serve(contract.cancelImport, async ({ params: { id }, context, write }) => {
      const outcome = await write((tx) =>
        cancelImport(tx, id, { actor: context.actor.name, today: context.today }),
      )
      const result = outcome.isCancelled
        ? { ...outcome, dependents: [] }
        : { ...outcome, dependents: [...outcome.dependents], withdrawn: null }
      return result
    }),
  ]
}

async function readIssues(tx: ScopedTransaction, id: number): Promise<PastIssues> {
  const found = await tx
    .selectFrom('imports')
    .select(['issues', 'issue_count as count'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'relations.no-import')
  return found
}

const NEWEST_FIRST: Keyset = { keys: [{ of: sql`m.id`, type: 'bigint' }], direction: 'desc' }

async function listPastImports(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  { after, limit }: z.output<typeof pastImportsQuery>,
): Promise<PastImports> {
  const found = await tx
    .selectFrom('imports as m')
    .innerJoin('companies as c', 'c.id', 'm.company_id')
    .select(['m.id', 'c.code as company', 'm.file_name as fileName', 'm.kind', 'm.created_at as createdAt'])
    .select([
      'm.created_by as createdBy',
      'm.covers_from as coversFrom',
      'm.covers_to as coversTo',
      'm.counts',
      'm.issue_count as issueCount',
    ])
    .select(['m.cancelled_at as cancelledAt', 'm.cancelled_by as cancelledBy'])
    .where('m.company_id', 'in', companyIds.length === 0 ? [0] : companyIds)
    .where(isAfter(NEWEST_FIRST, after))
    .orderBy('m.id', 'desc')
    .limit(limit + 1)
    .execute()
  const { rows, next } = pageOf(found, limit, (row) => [row.id])
  return {
    rows: rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      cancelledAt: row.cancelledAt?.toISOString() ?? null,
    })),
    next,
  }
}

/** The files refused lately in these companies, newest first; not those of which the same name went in since. */
async function listRefusedImports(
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
async function readRefusal(tx: ScopedTransaction, id: number): Promise<PastIssues> {
  const found = await tx
    .selectFrom('refused_imports')
    .select('issues')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'relations.no-import')
  return { issues: found.issues, count: found.issues.length }
}
