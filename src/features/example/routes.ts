import { apiRoute, jsonAnswers } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { exampleResult } from './contract.ts'
import { loadExample } from './load-example.ts'

const loadRoute = apiRoute({
  method: 'post',
  path: '/api/example',
  capability: 'create-company',
  tags: ['Exemple'],
  summary: 'Loads two invented companies, for a first look',
  responses: jsonAnswers(exampleResult),
})

/** Route of the example data. */
export function exampleRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter().openapi(loadRoute, async (c) =>
    c.json(await loadExample(database, contextOf(c, 'all')), 200),
  )
}
