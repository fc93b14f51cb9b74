import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { isAllowed } from '#domain/capabilities.ts'
import { RelancesError } from '#domain/errors.ts'
import { requireCompany } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { type AppEnv, contextOf, createRouter } from '#platform/router.ts'
import { apiKey, apiKeyList, createdApiKey, newApiKey } from './contract.ts'
import { createKey, listKeys, revokeKey } from './key-store.ts'
import type { PeopleParts } from './sign-in-routes.ts'

const administered = { capability: 'manage-users' as const, tags: ['API'] }

const listRoute = apiRoute({
  ...administered,
  method: 'get',
  path: '/api/keys',
  summary: 'Keys one has made; everybody’s for whom administers everywhere',
  responses: jsonAnswers(apiKeyList),
})

const creationRoute = apiRoute({
  ...administered,
  isGrave: true,
  method: 'post',
  path: '/api/keys',
  summary: 'Makes a key; its secret is in this answer only',
  request: { body: jsonBody(newApiKey) },
  responses: jsonAnswers(createdApiKey),
})

const revocationRoute = apiRoute({
  ...administered,
  method: 'delete',
  path: '/api/keys/{id}',
  summary: 'Revokes a key, at once',
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: jsonAnswers(apiKey),
})

/** Routes of the keys by which programs come in. */
export function keyRoutes({ database }: PeopleParts) {
  return createRouter()
    .openapi(listRoute, async (c) => c.json({ keys: await listKeys(database, ownerOf(c)) }, 200))
    .openapi(creationRoute, async (c) => {
      const wanted = c.req.valid('json')
      const { actor } = c.var
      // A key that makes keys would outlive its own revocation.
      if (actor.kind !== 'user') throw new RelancesError('forbidden', 'people.not-by-key')
      for (const company of wanted.companies ?? []) requireCompany(contextOf(c, []), company)
      return c.json(await createKey(database, { ...actor, kind: 'user' }, wanted), 200)
    })
    .openapi(revocationRoute, async (c) => {
      const by = { owner: ownerOf(c), actor: c.var.actor }
      return c.json(await revokeKey(database, c.req.valid('param').id, by), 200)
    })
}

// Whose keys one sees: one's own, or everybody's (null).
function ownerOf(c: Context<AppEnv>): string | null {
  const { permission, actor } = c.var
  if (permission === 'everything') return null
  const { everywhere } = permission.roles
  if (isAllowed({ everywhere, byCompany: {} }, 'manage-users')) return null
  return 'userId' in actor ? actor.userId : ''
}
