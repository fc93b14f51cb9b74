import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { Actor } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { Link, LinkState } from './contract.ts'
import type { Forwarding } from './forward.ts'
import { doSigned } from './signed-work.ts'

const DAY_MS = 24 * 3_600_000
const VALID_DAYS = { invitation: 7, reset: 1 } as const

type Db = Pick<Database, 'db'>

/**
 * A link by which a person chooses a password, once: an invitation for who has none yet, else a reset. Those
 * given before no longer work.
 */
export async function createLink(
  { database, auth }: Forwarding,
  user: { readonly id: string; readonly name: string },
  { actor, address }: { readonly actor: Actor; readonly address: string },
): Promise<Link> {
  const { internalAdapter } = await auth.$context
  const token = randomBytes(24).toString('base64url')
  const kind = (await hasPassword(database, user.id)) ? 'reset' : 'invitation'
  const expiresAt = new Date(Date.now() + VALID_DAYS[kind] * DAY_MS)
  await doSigned(database, actor, async (tx) => {
    await sql`delete from one_time_values where value = ${user.id}`.execute(tx)
    const identifier = identifierOf(token)
    await internalAdapter.createVerificationValue({ identifier, value: user.id, expiresAt })
    await recordNote(tx, 'link-made', { kind, person: user.name })
  })
  return { url: `${address}/lien/${token}`, expiresAt: expiresAt.toISOString() }
}

/** Whose link it is. @throws RelancesError not-found when it was used, is too old or never was */
export async function readLink(
  { database, auth }: Forwarding,
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
