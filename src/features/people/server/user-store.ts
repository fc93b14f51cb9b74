import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Role } from '#domain/people/capabilities.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { RoleGrants, User } from '../contract.ts'

/** The companies whose people someone administers, and whether that is all of them, always. */
export interface Administration {
  readonly context: Context & { readonly companyIds: readonly number[] }
  readonly isEverywhere: boolean
}

interface UserRow {
  id: string
  name: string
  email: string
  role_everywhere: Role | null
  two_factor_enabled: boolean
  is_active: boolean
  is_invited: boolean
  is_elsewhere: boolean
  last_seen_at: Date | null
  roles: { company: string; role: Role }[]
}

/** The people who have a role in the companies of the reader; everybody for whom administers everywhere. */
export async function listUsers(tx: ScopedTransaction, by: Administration): Promise<User[]> {
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.email, u.role_everywhere, u.two_factor_enabled,
      u.deactivated_at is null as is_active,
      not exists (select from sign_in_methods m where m.user_id = u.id) as is_invited,
      u.role_everywhere is not null or exists (
        select from roles_of(u.id) o where o.company_id <> all (${by.context.companyIds}::bigint[])
      ) as is_elsewhere,
      (select max(s.updated_at) from sessions s where s.user_id = u.id) as last_seen_at,
      coalesce((
        select json_agg(json_build_object('company', c.code, 'role', r.role) order by c.code)
        from company_roles r join companies c on c.id = r.company_id
        where r.user_id = u.id and r.company_id = any (${by.context.companyIds}::bigint[])
      ), '[]') as roles
    from users u
    where ${by.isEverywhere} or exists (
      select from company_roles r
      where r.user_id = u.id and r.company_id = any (${by.context.companyIds}::bigint[])
    )
    order by lower(u.name)`.execute(tx)
  return rows.map((row) => toUser(row, by))
}

/** @throws RelancesError not-found, also for somebody the reader has no company in common with */
export async function readUser(tx: ScopedTransaction, by: Administration, id: string): Promise<User> {
  const found = (await listUsers(tx, by)).find((user) => user.id === id)
  if (!found) throw new RelancesError('not-found', 'people.no-user')
  return found
}

/** A new person, who cannot sign in yet. @throws RelancesError conflict for a name or an e-mail already taken */
export async function addUser(
  tx: ScopedTransaction,
  person: { readonly name: string; readonly email: string; readonly roleEverywhere?: Role | null },
  actor: string,
): Promise<string> {
  const taken = await tx
    .selectFrom('users')
    .select('email')
    .where((eb) =>
      eb.or([eb('email', '=', person.email), eb(eb.fn('lower', ['name']), '=', person.name.toLowerCase())]),
    )
    .executeTakeFirst()
  if (taken) {
    const key = taken.email === person.email ? 'people.email-taken' : 'people.name-taken'
    throw new RelancesError('conflict', key, { name: person.name, email: person.email })
  }
  const id = randomUUID()
  await tx
    .insertInto('users')
    .values({
      id,
      name: person.name,
      email: person.email,
      // Whoever invites vouches for the address: a provider that confirms it may sign the person in.
      email_verified: true,
      role_everywhere: person.roleEverywhere ?? null,
      created_by: actor,
    })
    .execute()
  return id
}

/**
 * Replaces the roles of a person in the companies of whoever gives them; those elsewhere are left alone.
 * @throws RelancesError forbidden for a role everywhere given by whom does not administer everywhere, conflict
 *   when nobody would administer Relances any more
 */
export async function replaceRoles(
  tx: ScopedTransaction,
  by: Administration,
  id: string,
  grants: RoleGrants,
): Promise<void> {
  const before = await tx
    .selectFrom('users')
    .select('role_everywhere')
    .where('id', '=', id)
    .executeTakeFirst()
  if (before && before.role_everywhere !== grants.roleEverywhere) {
    requireEverywhere(by)
    await tx
      .updateTable('users')
      .set({ role_everywhere: grants.roleEverywhere })
      .where('id', '=', id)
      .execute()
    await keepAnAdministrator(tx)
  }
  await tx
    .deleteFrom('company_roles')
    .where('user_id', '=', id)
    .where('company_id', 'in', by.context.companyIds.length > 0 ? by.context.companyIds : [-1])
    .where(
      sql<boolean>`company_id not in (select id from companies where code = any (${grants.roles.map(({ company }) => company)}::text[]))`,
    )
    .execute()
  for (const { company, role } of grants.roles) {
    await tx
      .insertInto('company_roles')
      .columns(['company_id', 'user_id', 'role', 'created_by'])
      .expression((eb) =>
        eb
          .selectFrom('companies')
          .where('code', '=', company)
          .select([
            'id',
            sql.lit(id).as('user_id'),
            sql.lit(role).as('role'),
            sql.lit(by.context.actor.name).as('by'),
          ]),
      )
      // A role that stays as it was leaves no trace.
      .onConflict((held) =>
        held
          .columns(['company_id', 'user_id'])
          .doUpdateSet({ role: (eb) => eb.ref('excluded.role') })
          .whereRef('company_roles.role', '<>', 'excluded.role'),
      )
      .execute()
  }
}

/** Nobody signs in as this person any more, nor by their keys. @throws RelancesError forbidden, conflict */
export async function deactivateUser(tx: ScopedTransaction, by: Administration, user: User): Promise<void> {
  requireWhole(by, user)
  await tx.updateTable('users').set({ deactivated_at: sql`now()` }).where('id', '=', user.id).execute()
  await tx.deleteFrom('sessions').where('user_id', '=', user.id).execute()
  await tx.deleteFrom('links').where('user_id', '=', user.id).execute()
  await keepAnAdministrator(tx)
}

/** @throws RelancesError forbidden */
export async function reactivateUser(tx: ScopedTransaction, by: Administration, user: User): Promise<void> {
  requireWhole(by, user)
  await tx.updateTable('users').set({ deactivated_at: null }).where('id', '=', user.id).execute()
}

/** For a lost telephone: the password alone signs in, until another second factor is set. */
export async function removeSecondFactor(
  tx: ScopedTransaction,
  by: Administration,
  user: User,
): Promise<void> {
  requireWhole(by, user)
  await sql`delete from second_factors where user_id = ${user.id}`.execute(tx)
  await tx.updateTable('users').set({ two_factor_enabled: false }).where('id', '=', user.id).execute()
  await tx.deleteFrom('sessions').where('user_id', '=', user.id).execute()
}

/**
 * What concerns the whole account (its password, its being active) is for whom administers every company the
 * person works in: or the administrator of one company would take over an account of another.
 * @throws RelancesError forbidden
 */
export function requireWhole(by: Administration, user: User): void {
  if (!by.isEverywhere && user.isElsewhere)
    throw new RelancesError('forbidden', 'people.elsewhere', { name: user.name })
}

function requireEverywhere(by: Administration): void {
  if (!by.isEverywhere) throw new RelancesError('forbidden', 'people.everywhere-needed')
}

// Locked, so that two administrators do not remove each other at the same moment. Who was invited and has never
// come, or the person of --demo, could not open the door again.
async function keepAnAdministrator(tx: ScopedTransaction): Promise<void> {
  const left = await tx
    .selectFrom('users')
    .select('id')
    .where('role_everywhere', '=', 'administrator')
    .where('deactivated_at', 'is', null)
    .where('is_demo', '=', false)
    .where(sql<boolean>`exists (select from sign_in_methods m where m.user_id = users.id)`)
    .forUpdate()
    .execute()
  if (left.length === 0) throw new RelancesError('conflict', 'people.last-administrator')
}

function toUser(row: UserRow, { context, isEverywhere }: Administration): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roleEverywhere: row.role_everywhere,
    roles: row.roles,
    isYou: 'userId' in context.actor && context.actor.userId === row.id,
    isActive: row.is_active,
    isInvited: row.is_invited,
    hasSecondFactor: row.two_factor_enabled,
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    isElsewhere: !isEverywhere && row.is_elsewhere,
  }
}
