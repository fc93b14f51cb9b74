import { z } from '@hono/zod-openapi'
import { RelancesError } from '#domain/errors.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers } from '#platform/api-route.ts'
import type { Context } from '#platform/context.ts'
import { decodeCursor, encodeCursor } from '#platform/cursor.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import {
  type ImportJobRow,
  importCancellation,
  importJobs,
  type PastImports,
  type PastIssues,
  pastImports,
  pastImportsQuery,
  pastIssues,
  refusedImports,
} from './contract.ts'
import { listRefusedImports, readRefusal } from './refused-store.ts'

const tags = ['Travaux']

const listRoute = apiRoute({
  method: 'get',
  path: '/api/past-imports',
  capability: 'read',
  tags,
  summary: 'Past imports, newest first, with their result',
  request: { query: pastImportsQuery },
  responses: jsonAnswers(pastImports),
})

const params = z.object({ id: z.coerce.number().int().positive() })

const issuesRoute = apiRoute({
  method: 'get',
  path: '/api/past-imports/{id}/issues',
  capability: 'read',
  tags,
  summary: 'What a past import found odd, line by line, and what it left aside',
  request: { params },
  responses: jsonAnswers(pastIssues),
})

const jobsRoute = apiRoute({
  method: 'get',
  path: '/api/import-jobs',
  capability: 'import',
  tags,
  summary: 'One’s own imports under way, from deposit to confirmation',
  responses: jsonAnswers(importJobs),
})

const cancelRoute = apiRoute({
  method: 'post',
  path: '/api/past-imports/{id}/cancellation',
  capability: 'import',
  tags,
  summary: 'Takes an import back wholly, or says what depends on it',
  request: { params },
  responses: jsonAnswers(importCancellation),
})

const refusedRoute = apiRoute({
  method: 'get',
  path: '/api/refused-imports',
  capability: 'read',
  tags,
  summary: 'Files refused lately and not imported since, newest first',
  request: { query: pastImportsQuery.pick({ companies: true }) },
  responses: jsonAnswers(refusedImports),
})

const refusedIssuesRoute = apiRoute({
  method: 'get',
  path: '/api/refused-imports/{id}/issues',
  capability: 'read',
  tags,
  summary: 'Why a file was refused, line by line',
  request: { params },
  responses: jsonAnswers(pastIssues),
})

/** Routes of « Travaux » about imports. */
export function pastImportsRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly importJobs: { list(context: Context): Promise<ImportJobRow[]> }
}) {
  const { database } = parts
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const page = await withScope(
        database,
        context,
        (tx) => listPastImports(tx, context.companyIds, query),
        { readOnly: true },
      )
      return c.json(page, 200)
    })
    .openapi(issuesRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => readIssues(tx, id), { readOnly: true }), 200)
    })
    .openapi(refusedRoute, async (c) => {
      const { companies } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const rows = await withScope(database, context, (tx) => listRefusedImports(tx, context.companyIds), {
        readOnly: true,
      })
      return c.json({ rows }, 200)
    })
    .openapi(refusedIssuesRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const issues = await withScope(database, context, (tx) => readRefusal(tx, id), { readOnly: true })
      return c.json(issues, 200)
    })
    .openapi(jobsRoute, async (c) => c.json({ rows: await parts.importJobs.list(contextOf(c, [])) }, 200))
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const outcome = await withScope(database, context, (tx) => cancelImport(tx, id, context.actor.name))
      const result = outcome.isCancelled
        ? { ...outcome, dependents: [] }
        : { ...outcome, dependents: [...outcome.dependents], withdrawn: null }
      return c.json(result, 200)
    })
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

async function listPastImports(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  { after, limit }: z.output<typeof pastImportsQuery>,
): Promise<PastImports> {
  const [before] = after === undefined ? [] : decodeCursor(after, ['number'])
  const rows = await tx
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
    .$if(before !== undefined, (query) => query.where('m.id', '<', Number(before)))
    .orderBy('m.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      cancelledAt: row.cancelledAt?.toISOString() ?? null,
    })),
    next: rows.length > limit && last ? encodeCursor([last.id]) : null,
  }
}
