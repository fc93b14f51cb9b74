import type { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import type { Context } from '#platform/context.ts'
import { isAfter, type Keyset, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import type { ImportJobRow, PastImports, PastIssues, pastImportsQuery } from '../past-imports-contract.ts'
import * as contract from '../past-imports-contract.ts'
import { listRefusedImports, readRefusal } from './refused-store.ts'

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
      const outcome = await write((tx) => cancelImport(tx, id, context.actor.name))
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
