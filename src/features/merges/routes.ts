import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { findLikelyDoubles } from '#ledger/likely-doubles.ts'
import { merge } from '#ledger/merge.ts'
import { planMerge } from '#ledger/merge-plan.ts'
import { undoMerge } from '#ledger/undo-merge.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import {
  doublesQuery,
  likelyDoubles,
  mergeDone,
  mergeOrder,
  mergePreview,
  mergePreviewQuery,
  merges,
  mergesQuery,
  mergeUndoing,
} from './contract.ts'
import { previewOf } from './preview.ts'
import { listMerges } from './store.ts'

const tags = ['Fusions']
const params = z.object({ id: z.coerce.number().int().positive() })
const PICTURE = { readOnly: true, isolation: 'repeatable read' } as const

const doublesRoute = apiRoute({
  method: 'get',
  path: '/api/likely-doubles',
  capability: 'read',
  tags,
  summary: 'Clients and documents that are likely there twice',
  request: { query: doublesQuery },
  responses: jsonAnswers(likelyDoubles),
})

const previewRoute = apiRoute({
  method: 'get',
  path: '/api/merge-preview',
  capability: 'read',
  tags,
  summary: 'What merging these two would change, before and after; nothing is written',
  request: { query: mergePreviewQuery },
  responses: jsonAnswers(mergePreview),
})

const listRoute = apiRoute({
  method: 'get',
  path: '/api/merges',
  capability: 'read',
  tags,
  summary: 'Merges, the newest first, undone or not',
  request: { query: mergesQuery },
  responses: jsonAnswers(merges),
})

const mergeRoute = apiRoute({
  method: 'post',
  path: '/api/merges',
  capability: 'allocate',
  tags,
  summary: 'Makes one of two clients or two documents; the kept one owes what it owed, never the sum',
  request: { body: jsonBody(mergeOrder) },
  responses: jsonAnswers(mergeDone),
})

const undoRoute = apiRoute({
  method: 'post',
  path: '/api/merges/{id}/undo',
  capability: 'allocate',
  tags,
  summary: 'Parts again what was merged, or says what has happened since that stands in the way',
  request: { params },
  responses: jsonAnswers(mergeUndoing),
})

/** Routes of « Doublons probables » and « Fusionner ». */
export function mergesRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(doublesRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []), c.req.valid('query').companies)
      const rows = await withScope(database, context, findLikelyDoubles, PICTURE)
      return c.json(likelyDoubles.parse({ rows }), 200)
    })
    .openapi(previewRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const order = c.req.valid('query')
      const plan = await withScope(database, context, (tx) => planMerge(tx, order, context), PICTURE)
      return c.json(previewOf(plan), 200)
    })
    .openapi(listRoute, async (c) => {
      const { companies, customer } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const asked = { companyIds: context.companyIds, customerId: customer }
      const rows = await withScope(database, context, (tx) => listMerges(tx, asked), PICTURE)
      return c.json(merges.parse({ rows }), 200)
    })
    .openapi(mergeRoute, async (c) => {
      const order = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const id = await withScope(database, context, (tx) => merge(tx, order, context))
      return c.json({ id }, 200)
    })
    .openapi(undoRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const undoing = await withScope(database, context, (tx) => undoMerge(tx, id, context))
      return c.json(undoing.isUndone ? { ...undoing, laterFacts: [] } : mergeUndoing.parse(undoing), 200)
    })
}
