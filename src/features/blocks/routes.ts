import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { createdBlock, lifting, liftingResult, newBlock } from './contract.ts'
import { addBlock, liftBlock } from './store.ts'

const tags = ['Blocages']

const addRoute = apiRoute({
  method: 'post',
  path: '/api/dunning-blocks',
  capability: 'block',
  tags,
  summary: 'Sets a client, an invoice or an instalment aside',
  request: { body: jsonBody(newBlock) },
  responses: jsonAnswers(createdBlock),
})

const liftRoute = apiRoute({
  method: 'post',
  path: '/api/dunning-blocks/{id}/lifting',
  capability: 'block',
  tags,
  summary: 'Lifts a block, with its trace',
  request: { params: z.object({ id: z.coerce.number().int().positive() }), body: jsonBody(lifting) },
  responses: jsonAnswers(liftingResult),
})

/** Routes that set overdue items aside and bring them back. */
export function blocksRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(addRoute, async (c) => {
      const block = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const id = await withScope(database, context, (tx) => addBlock(tx, block, context.actor.name))
      return c.json({ id }, 200)
    })
    .openapi(liftRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { reason } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const lifted = await withScope(database, context, (tx) => liftBlock(tx, id, reason, context.actor.name))
      return c.json({ lifted }, 200)
    })
}
