import type { Context } from 'hono'
import { sql } from 'kysely'
import { haveGrown, isAllowed } from '#domain/people/capabilities.ts'
import { recordNote } from '#ledger/record-note.ts'
import { narrowToCompanies, requireCompany } from '#platform/company-scope.ts'
import { type AppEnv, contextOf } from '#platform/router.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import type { RoleGrants } from '../contract.ts'
import * as userContract from '../user-contract.ts'
import { addressOf } from './link-routes.ts'
import { createLink, endLinks } from './links.ts'
import { readPersonRoles } from './person-roles.ts'
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
  return [
    serve(userContract.fetchUsers, async ({ request }) => {
      const by = await administrationOf(parts, request)
      const users = await withScope(database, by.context, (tx) => listUsers(tx, by), { readOnly: true })
      return { users, companies: await codesOf(parts, by), givesEverywhere: by.isEverywhere }
    }),
    serve(userContract.inviteUser, async ({ body: invitation, request }) => {
      const by = await administrationOf(parts, request)
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
      return { user: created, link: await createLink(database, created, madeBy(parts, request)) }
    }),
    serve(userContract.saveRoles, async ({ params: { id }, body: grants, request }) => {
      let linksEnded = 0
      const changed = await changeUser(request, id, async (tx, by) => {
        checkGrants(by, grants)
        await readUser(tx, by, id)
        linksEnded = await changeRoles(tx, by, id, grants)
      })
      return { ...changed, linksEnded }
    }),
    serve(userContract.createUserLink, async ({ params: { id }, request }) => {
      const by = await administrationOf(parts, request)
      const found = await withScope(database, by.context, async (tx) => {
        const found = await readUser(tx, by, id)
        requireWhole(by, found)
        return found
      })
      return await createLink(database, found, madeBy(parts, request))
    }),
    serve(userContract.deactivateUser, ({ params: { id }, request }) =>
      changeUser(request, id, async (tx, by) => deactivateUser(tx, by, await readUser(tx, by, id))),
    ),
    serve(userContract.reactivateUser, ({ params: { id }, request }) =>
      changeUser(request, id, async (tx, by) => reactivateUser(tx, by, await readUser(tx, by, id))),
    ),
    serve(userContract.removeUserFactor, ({ params: { id }, request }) =>
      changeUser(request, id, async (tx, by) => removeSecondFactor(tx, by, await readUser(tx, by, id))),
    ),
  ]
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

/**
 * Replaces the roles of a person where one administers. When they may then do more, the links they were given end:
 * whoever kept one would come in as more than it was given for.
 * @returns how many links ended
 * @throws RelancesError as `replaceRoles`
 */
async function changeRoles(
  tx: ScopedTransaction,
  by: Administration,
  id: string,
  grants: RoleGrants,
): Promise<number> {
  const before = await readPersonRoles({ db: tx }, id)
  await replaceRoles(tx, by, id, grants)
  const after = await readPersonRoles({ db: tx }, id)
  // Who is deactivated has no link left.
  if (!before || !after || !haveGrown(before.roles, after.roles)) return 0
  const count = await endLinks(tx, id)
  if (count > 0) await recordNote(tx, 'links-ended', { person: after.name, count })
  return count
}
