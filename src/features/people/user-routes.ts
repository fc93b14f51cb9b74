import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { isAllowed } from '#domain/capabilities.ts'
import { narrowToCompanies, requireCompany } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { type AppEnv, contextOf, createRouter } from '#platform/router.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import {
  changedRoles,
  invited,
  link,
  newUser,
  type RoleGrants,
  roleGrants,
  user,
  userList,
} from './contract.ts'
import { addressOf } from './link-routes.ts'
import { createLink } from './links.ts'
import { changeRoles } from './role-changes.ts'
import type { PeopleParts } from './sign-in-routes.ts'
import {
  type Administration,
  addUser,
  deactivateUser,
  listUsers,
  reactivateUser,
  readUser,
  removeSecondFactor,
  replaceRoles,
  requireWhole,
} from './user-store.ts'

const params = z.object({ id: z.string().max(100) })
const administered = { capability: 'manage-users' as const, tags: ['Utilisateurs'] }
/** What changes who may come in, or what they may do. */
const grave = { ...administered, isGrave: true as const }

const listRoute = apiRoute({
  ...administered,
  method: 'get',
  path: '/api/users',
  summary: 'People and their roles in the companies one administers',
  responses: jsonAnswers(userList),
})

const invitationRoute = apiRoute({
  ...grave,
  method: 'post',
  path: '/api/users',
  summary: 'Invites someone, and gives the link to hand over',
  request: { body: jsonBody(newUser) },
  responses: jsonAnswers(invited),
})

const rolesRoute = apiRoute({
  ...grave,
  method: 'put',
  path: '/api/users/{id}/roles',
  summary: 'Replaces the roles of a person in the companies one administers',
  request: { params, body: jsonBody(roleGrants) },
  responses: jsonAnswers(changedRoles),
})

const linkRoute = apiRoute({
  ...grave,
  method: 'post',
  path: '/api/users/{id}/links',
  summary: 'A link by which the person chooses a password',
  request: { params },
  responses: jsonAnswers(link),
})

const deactivationRoute = apiRoute({
  ...grave,
  method: 'post',
  path: '/api/users/{id}/deactivation',
  summary: 'Nobody signs in as this person any more; what they did stays',
  request: { params },
  responses: jsonAnswers(user),
})

const reactivationRoute = apiRoute({
  ...grave,
  method: 'delete',
  path: '/api/users/{id}/deactivation',
  summary: 'Lets the person sign in again',
  request: { params },
  responses: jsonAnswers(user),
})

const secondFactorRoute = apiRoute({
  ...grave,
  method: 'delete',
  path: '/api/users/{id}/second-factor',
  summary: 'Removes the second factor of a person who has lost it',
  request: { params },
  responses: jsonAnswers(user),
})

/** Routes of « Paramètres › Utilisateurs ». */
export function userRoutes(parts: PeopleParts) {
  const { database } = parts
  const changeUser = async (
    c: Context<AppEnv>,
    id: string,
    change: (tx: ScopedTransaction, by: Administration) => Promise<void>,
  ) => {
    const by = await administrationOf(parts, c)
    return await withScope(database, by.context, async (tx) => {
      await change(tx, by)
      return await readUser(tx, by, id)
    })
  }
  return createRouter()
    .openapi(listRoute, async (c) => {
      const by = await administrationOf(parts, c)
      const users = await withScope(database, by.context, (tx) => listUsers(tx, by), { readOnly: true })
      return c.json({ users, companies: await codesOf(parts, by), givesEverywhere: by.isEverywhere }, 200)
    })
    .openapi(invitationRoute, async (c) => {
      const invitation = c.req.valid('json')
      const by = await administrationOf(parts, c)
      checkGrants(by, invitation)
      const created = await withScope(database, by.context, async (tx) => {
        const id = await addUser(
          tx,
          { name: invitation.name, email: invitation.email },
          by.context.actor.name,
        )
        await replaceRoles(tx, by, id, invitation)
        return await readUser(tx, by, id)
      })
      return c.json({ user: created, link: await createLink(database, created, madeBy(parts, c)) }, 200)
    })
    .openapi(rolesRoute, async (c) => {
      const { id } = c.req.valid('param')
      const grants = c.req.valid('json')
      let linksEnded = 0
      const changed = await changeUser(c, id, async (tx, by) => {
        checkGrants(by, grants)
        await readUser(tx, by, id)
        linksEnded = await changeRoles(tx, by, id, grants)
      })
      return c.json({ ...changed, linksEnded }, 200)
    })
    .openapi(linkRoute, async (c) => {
      const { id } = c.req.valid('param')
      const by = await administrationOf(parts, c)
      const found = await withScope(database, by.context, async (tx) => {
        const found = await readUser(tx, by, id)
        requireWhole(by, found)
        return found
      })
      return c.json(await createLink(database, found, madeBy(parts, c)), 200)
    })
    .openapi(deactivationRoute, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(
        await changeUser(c, id, async (tx, by) => deactivateUser(tx, by, await readUser(tx, by, id))),
        200,
      )
    })
    .openapi(reactivationRoute, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(
        await changeUser(c, id, async (tx, by) => reactivateUser(tx, by, await readUser(tx, by, id))),
        200,
      )
    })
    .openapi(secondFactorRoute, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(
        await changeUser(c, id, async (tx, by) => removeSecondFactor(tx, by, await readUser(tx, by, id))),
        200,
      )
    })
}

function madeBy(parts: PeopleParts, c: Context<AppEnv>) {
  return { actor: c.var.actor, address: addressOf(parts, c) }
}

async function administrationOf({ database }: PeopleParts, c: Context<AppEnv>): Promise<Administration> {
  const context = await narrowToCompanies(database, contextOf(c, []))
  const { permission } = context
  const isEverywhere =
    permission === 'everything' ||
    isAllowed({ everywhere: permission.roles.everywhere, byCompany: {} }, 'manage-users')
  return { context, isEverywhere }
}

async function codesOf({ database }: PeopleParts, { context }: Administration): Promise<string[]> {
  const rows = await withScope(
    database,
    context,
    (tx) =>
      tx
        .selectFrom('companies')
        .select('code')
        .where('id', '=', sql<number>`any (${context.companyIds}::bigint[])`)
        .orderBy('code')
        .execute(),
    { readOnly: true },
  )
  return rows.map((row) => row.code)
}

function checkGrants({ context }: Administration, grants: RoleGrants): void {
  for (const { company } of grants.roles) requireCompany(context, company)
}
