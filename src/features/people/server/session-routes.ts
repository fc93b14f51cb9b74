import { addDays } from '#domain/days-and-money/day.ts'
import type { Roles } from '#domain/people/capabilities.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../session-contract.ts'
import { readSessionCompanies, readSessionDrafts, readSessionKey } from './session-store.ts'

/** The route every screen asks first. */
export function sessionRoutes(parts: { readonly database: Pick<Database, 'db'>; readonly version: string }) {
  return [
    serve(contract.fetchSession, async ({ context, read }) => {
      const roles = rolesOf(context)
      const { companies, drafts, key } = await read(async (tx) => ({
        companies: await readSessionCompanies(tx, context.today, roles),
        drafts: await readSessionDrafts(tx),
        key: await readSessionKey(tx, context.actor),
      }))
      return {
        today: context.today,
        defaultOn: addDays(context.today, -1),
        actor: context.actor.name,
        key,
        version: parts.version,
        language: context.language,
        roleEverywhere: roles.everywhere,
        companies,
        // A key that may not read sees no company: that does not make it the first to come.
        isFirstVisit: key === null && companies.length === 0,
        drafts,
      }
    }),
  ]
}

function rolesOf({ permission }: Pick<Context, 'permission'>): Roles {
  return permission === 'everything' ? { everywhere: 'administrator', byCompany: {} } : permission.roles
}
