import type { Roles } from '#domain/capabilities.ts'
import { addDays } from '#domain/day.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers } from '#platform/api-route.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { session } from './contract.ts'
import { readSessionCompanies, readSessionDrafts, readSessionKey } from './store.ts'

const sessionRoute = apiRoute({
  method: 'get',
  path: '/api/session',
  capability: 'anyone-known',
  tags: ['Session'],
  summary:
    'Day, actor, companies and drafts, before the first question; of a key, what it may do and until when',
  responses: jsonAnswers(session),
})

/** The route every screen asks first. */
export function sessionRoutes(parts: { readonly database: Pick<Database, 'db'>; readonly version: string }) {
  return createRouter().openapi(sessionRoute, async (c) => {
    const context = await narrowToCompanies(parts.database, contextOf(c, []))
    const roles = rolesOf(context)
    const { companies, drafts, key } = await withScope(
      parts.database,
      context,
      async (tx) => ({
        companies: await readSessionCompanies(tx, context.today, roles),
        drafts: await readSessionDrafts(tx),
        key: await readSessionKey(tx, context.actor),
      }),
      { readOnly: true },
    )
    return c.json(
      {
        today: context.today,
        defaultOn: addDays(context.today, -1),
        actor: c.var.actor.name,
        key,
        version: parts.version,
        language: c.var.language,
        roleEverywhere: roles.everywhere,
        companies,
        // A key that may not read sees no company: that does not make it the first to come.
        isFirstVisit: key === null && companies.length === 0,
        drafts,
      },
      200,
    )
  })
}

function rolesOf({ permission }: Pick<Context, 'permission'>): Roles {
  return permission === 'everything' ? { everywhere: 'administrator', byCompany: {} } : permission.roles
}
