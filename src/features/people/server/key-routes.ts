import type { Context } from 'hono'
import { RelancesError } from '#domain/errors.ts'
import { isAllowed } from '#domain/people/capabilities.ts'
import { requireCompany } from '#platform/company-scope.ts'
import type { AppEnv } from '#platform/router.ts'
import { serve } from '#platform/serve.ts'
import * as keyContract from '../key-contract.ts'
import { createKey, listKeys, revokeKey } from './key-store.ts'
import type { PeopleParts } from './sign-in-routes.ts'

/** Routes of the keys by which programs come in. */
export function keyRoutes({ database }: PeopleParts) {
  return [
    serve(keyContract.fetchKeys, async ({ request }) => ({
      keys: await listKeys(database, ownerOf(request)),
    })),
    serve(keyContract.createKey, async ({ body: wanted, context, request }) => {
      const { actor } = request.var
      // A key that makes keys would outlive its own revocation.
      if (actor.kind !== 'user') throw new RelancesError('forbidden', 'people.not-by-key')
      for (const company of wanted.companies ?? []) requireCompany(context, company)
      return await createKey(database, { ...actor, kind: 'user' }, wanted)
    }),
    serve(keyContract.revokeKey, async ({ params, context, request }) => {
      const by = { owner: ownerOf(request), actor: context.actor }
      return await revokeKey(database, params.id, by)
    }),
  ]
}

// Whose keys one sees: one's own, or everybody's (null).
function ownerOf(c: Context<AppEnv>): string | null {
  const { permission, actor } = c.var
  if (permission === 'everything') return null
  const { everywhere } = permission.roles
  if (isAllowed({ everywhere, byCompany: {} }, 'manage-users')) return null
  return 'userId' in actor ? actor.userId : ''
}
