import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Database } from '#platform/database.ts'
import type { BetterAuth } from './better-auth.ts'
import type { Link, LinkState } from './contract.ts'

const DAY_MS = 24 * 3_600_000
const VALID_DAYS = { invitation: 7, reset: 1 } as const

type Db = Pick<Database, 'db'>

/**
 * A link by which a person chooses a password, once: an invitation for who has none yet, else a reset. Those
 * given before no longer work.
 */
export async function createLink(
  { database, auth }: { readonly database: Db; readonly auth: BetterAuth },
  userId: string,
  address: string,
): Promise<Link> {
  const { internalAdapter } = await auth.$context
  await sql`delete from one_time_values where value = ${userId}`.execute(database.db)
  const token = randomBytes(24).toString('base64url')
  const kind = (await hasPassword(database, userId)) ? 'reset' : 'invitation'
  const expiresAt = new Date(Date.now() + VALID_DAYS[kind] * DAY_MS)
  await internalAdapter.createVerificationValue({ identifier: identifierOf(token), value: userId, expiresAt })
  return { url: `${address}/lien/${token}`, expiresAt: expiresAt.toISOString() }
}

/** Whose link it is. @throws RelancesError not-found when it was used, is too old or never was */
export async function readLink(
  { database, auth }: { readonly database: Db; readonly auth: BetterAuth },
  token: string,
): Promise<LinkState & { readonly userId: string }> {
  const { internalAdapter } = await auth.$context
  const found = await internalAdapter.findVerificationValue(identifierOf(token))
  const user =
    found && found.expiresAt > new Date()
      ? await database.db
          .selectFrom('users')
          .select(['id', 'name', 'email'])
          .where('id', '=', found.value)
          .where('deactivated_at', 'is', null)
          .executeTakeFirst()
      : undefined
  if (!user) throw new RelancesError('not-found', 'people.link-expired')
  const isInvitation = !(await hasPassword(database, user.id))
  return { userId: user.id, name: user.name, email: user.email, isInvitation }
}

async function hasPassword(database: Db, userId: string): Promise<boolean> {
  const found = await database.db
    .selectFrom('sign_in_methods')
    .select('id')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return found !== undefined
}

// The name better-auth looks for when a password is reset.
function identifierOf(token: string): string {
  return `reset-password:${token}`
}
