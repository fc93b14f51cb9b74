import { z } from '@hono/zod-openapi'
import { checkOverdueDay } from '#domain/procedure.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import type { Archivist } from './archive-letters.ts'
import { cancelRun, reasonOf } from './cancel-letters.ts'
import { confirmRun } from './confirm-run.ts'
import {
  cancellationOrder,
  cancellationResult,
  confirmationResult,
  newRun,
  reviewOrder,
  reviewResult,
  runMade,
  runPage,
  runQuery,
  runSummary,
} from './contract.ts'
import { createDraft } from './create-draft.ts'
import { decideReview } from './decide-review.ts'
import { discardRun, listRuns, readRun } from './store.ts'

const tags = ['Passes de relance']
const params = z.object({ id: z.coerce.number().int().positive() })

const createRunRoute = apiRoute({
  method: 'post',
  path: '/api/runs',
  capability: 'remind',
  tags,
  summary: 'Makes a draft run: its letters are frozen, no level moves',
  request: { body: jsonBody(newRun) },
  responses: jsonAnswers(runMade),
})

const listRoute = apiRoute({
  method: 'get',
  path: '/api/runs',
  capability: 'read',
  tags,
  summary: 'Runs, newest first',
  request: { query: runQuery },
  responses: jsonAnswers(runPage),
})

const readRoute = apiRoute({
  method: 'get',
  path: '/api/runs/{id}',
  capability: 'read',
  tags,
  summary: 'One run',
  request: { params },
  responses: jsonAnswers(runSummary),
})

const discardRoute = apiRoute({
  method: 'delete',
  path: '/api/runs/{id}',
  capability: 'remind',
  tags,
  summary: 'Abandons a draft; no level moves',
  request: { params },
  responses: jsonAnswers(z.object({ discarded: z.boolean() })),
})

const confirmRoute = apiRoute({
  method: 'post',
  path: '/api/runs/{id}/confirmation',
  capability: 'remind',
  tags,
  summary: 'Confirms the letters of a run: each instalment moves to its next level',
  request: { params },
  responses: jsonAnswers(confirmationResult),
})

const reviewRoute = apiRoute({
  method: 'post',
  path: '/api/runs/{id}/review',
  capability: 'remind',
  tags,
  summary: 'Decides of letters to review: made again, dropped, or confirmed as they were posted',
  request: { params, body: jsonBody(reviewOrder) },
  responses: jsonAnswers(reviewResult),
})

const cancelRoute = apiRoute({
  method: 'post',
  path: '/api/runs/{id}/cancellation',
  capability: 'undo-own',
  tags,
  summary: 'Undoes a confirmed run',
  request: { params, body: { content: { 'application/json': { schema: cancellationOrder } } } },
  responses: jsonAnswers(cancellationResult),
})

/** Routes of a run as a whole: draft, confirmation, undoing. */
export function runsRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly archivist: Pick<Archivist, 'wake'>
}) {
  const { database, archivist } = parts
  const read = { readOnly: true } as const
  return createRouter()
    .openapi(createRunRoute, async (c) => {
      const { filters, selection, letterOn } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), filters.companies)
      checkOverdueDay(filters.on, context.today)
      const filter = { ...filters, today: context.today, companyIds: context.companyIds }
      const order = { filter, selection, letterOn }
      const made = await withScope(database, context, (tx) => createDraft(tx, order, context.actor.name), {
        isolation: 'repeatable read',
      })
      return c.json(made, 200)
    })
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      return c.json(
        await withScope(database, context, (tx) => listRuns(tx, context.companyIds, query), read),
        200,
      )
    })
    .openapi(readRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => readRun(tx, id), read), 200)
    })
    .openapi(discardRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      await withScope(database, context, (tx) => discardRun(tx, id, context.actor.name))
      return c.json({ discarded: true }, 200)
    })
    .openapi(confirmRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const result = await confirmRun(database, context, id)
      archivist.wake()
      return c.json(result, 200)
    })
    .openapi(reviewRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const result = await decideReview(database, context, id, c.req.valid('json'))
      archivist.wake()
      return c.json(result, 200)
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await cancelRun(database, context, id, reasonOf(c.req.valid('json'))), 200)
    })
}
