import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { decideDoubt, reopenDoubt } from '#ledger/decide-doubt.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { decidedDoubt, doubtDecision, openDoubts, openDoubtsQuery } from './contract.ts'
import { listOpenDoubts } from './store.ts'

const tags = ['Imports']
const params = z.object({ id: z.coerce.number().int().positive() })

const listRoute = apiRoute({
  method: 'get',
  path: '/api/import-doubts',
  capability: 'read',
  tags,
  summary: 'Questions imports could not ask, with what is set aside until they are decided',
  request: { query: openDoubtsQuery },
  responses: jsonAnswers(openDoubts),
})

const decideRoute = apiRoute({
  method: 'post',
  path: '/api/import-doubts/{id}/decision',
  capability: 'import',
  tags,
  summary: 'Decides a question for all that is set aside under it',
  request: { params, body: jsonBody(doubtDecision) },
  responses: jsonAnswers(decidedDoubt),
})

const reopenRoute = apiRoute({
  method: 'delete',
  path: '/api/import-doubts/{id}/decision',
  capability: 'import',
  tags,
  summary: 'Takes a decision back: what it brought back is set aside again',
  request: { params },
  responses: jsonAnswers(z.object({ reopened: z.boolean() })),
})

/** Routes of the questions that imports leave to be decided. */
export function doubtsRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const read = { readOnly: true }
      const doubts = await withScope(
        database,
        context,
        (tx) => listOpenDoubts(tx, context.companyIds, context.language),
        read,
      )
      return c.json(doubts, 200)
    })
    .openapi(decideRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { choice } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { effect, items } = await withScope(database, context, (tx) =>
        decideDoubt(tx, id, choice, context.actor.name),
      )
      return c.json({ effect, items }, 200)
    })
    .openapi(reopenRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      await withScope(database, context, (tx) => reopenDoubt(tx, id, context.actor.name))
      return c.json({ reopened: true }, 200)
    })
}
