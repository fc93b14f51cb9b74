import { z } from '@hono/zod-openapi'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { heirs, newOwner } from './deposit-contract.ts'
import type { ImportJobs } from './import-jobs.ts'

const common = { capability: 'import' as const, tags: ['Imports'] }
const params = z.object({ id: z.uuid() })

const heirsRoute = apiRoute({
  ...common,
  method: 'get',
  path: '/api/imports/{id}/heirs',
  summary: 'Who may be given this deposit: the others who import into its company',
  request: { params },
  responses: jsonAnswers(heirs),
})

const ownerRoute = apiRoute({
  ...common,
  method: 'put',
  path: '/api/imports/{id}/owner',
  summary: 'Gives one’s deposit to somebody else, who is to preview it again; recorded in the journal',
  request: { params, body: jsonBody(newOwner) },
  responses: jsonAnswers(z.object({ handed: z.boolean() })),
})

/** Routes by which the owner of a deposit gives it to somebody else. */
export function handRoutes({ importJobs }: { readonly importJobs: ImportJobs }) {
  return createRouter()
    .openapi(heirsRoute, async (c) =>
      c.json({ people: await importJobs.heirs(contextOf(c, []), c.req.valid('param').id) }, 200),
    )
    .openapi(ownerRoute, async (c) => {
      const { person } = c.req.valid('json')
      await importJobs.hand(contextOf(c, []), c.req.valid('param').id, person)
      return c.json({ handed: true }, 200)
    })
}
