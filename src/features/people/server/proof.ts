import type { Context } from 'hono'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { recordNote } from '#ledger/record-note.ts'
import { type AttemptLimit, countAttempt, forgetAttempts } from '#platform/attempts.ts'
import type { Database } from '#platform/database.ts'
import type { AppEnv } from '#platform/router.ts'
import { type Forwarding, forward } from './forward.ts'
import { doSigned } from './signed-work.ts'

/** How long a proof of who one is stands for the grave acts that follow. */
const PROOF_MINUTES = 5

/**
 * Guesses of a person's password or codes by who holds one of their sessions. Apart from those of the sign-in page:
 * a stranger there does not keep the person from proving who they are, nor a thief here from signing in.
 */
const PROOFS: AttemptLimit = { name: 'proof', max: 10, windowSeconds: 15 * 60 }

type Person = Readonly<{ userId: string; sessionId: string }>

/** The person who asks, whom the guard has let in with a session. */
export function personOf(c: Context<AppEnv>): Person {
  const { actor, sessionId } = c.var
  if (!('userId' in actor) || sessionId === null) throw new RelancesError('signed-out', 'people.sign-in')
  return { userId: actor.userId, sessionId }
}

/** Whether the person of this session has proved who they are minutes ago. */
export async function isProved({ db }: Pick<Database, 'db'>, sessionId: string): Promise<boolean> {
  const found = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('proved_at', '>', sql<Date>`now() - make_interval(mins => ${PROOF_MINUTES})`)
    .executeTakeFirst()
  return found !== undefined
}

/** Counts one more try to prove who one is; `done` forgets them once one succeeded. @throws RelancesError too-many */
export async function countProof(
  database: Pick<Database, 'db'>,
  userId: string,
): Promise<() => Promise<void>> {
  await countAttempt(database, PROOFS, userId)
  return () => forgetAttempts(database, PROOFS, userId)
}

/**
 * Checks the password of who is signed in, counted and traced as signing in is.
 * @throws RelancesError forbidden for a wrong one, or for who has none; too-many
 */
export async function provePassword(
  c: Context<AppEnv>,
  { database, auth }: Forwarding,
  { userId, sessionId }: Person,
  password: string,
): Promise<void> {
  const forget = await countProof(database, userId)
  const { rows } = await sql<{ hash: string | null }>`
    select password as hash from sign_in_methods where user_id = ${userId} and provider_id = 'credential'`.execute(
    database.db,
  )
  const [method] = rows
  if (!method?.hash) throw new RelancesError('forbidden', 'people.no-password')
  const { password: hashing } = await auth.$context
  const isRight = await hashing.verify({ hash: method.hash, password })
  await doSigned(database, c.var.actor, async (tx) => {
    // What a right one opens is noted by itself.
    if (!isRight) await recordNote(tx, 'proof-failed', { way: 'password' })
    else await tx.updateTable('sessions').set({ proved_at: sql`now()` }).where('id', '=', sessionId).execute()
  })
  if (!isRight) throw new RelancesError('forbidden', 'people.wrong-password')
  await forget()
}

/**
 * A passkey shown by who is signed in. For better-auth it is signing in: the session that results replaces the one
 * there was, and is proved since it begins.
 * @throws RelancesError forbidden for a passkey that is refused, or of somebody else; too-many
 */
export async function provePasskey(
  c: Context<AppEnv>,
  parts: Forwarding,
  { userId, sessionId }: Person,
  response: object,
): Promise<void> {
  const forget = await countProof(parts.database, userId)
  await forward(c, parts, '/passkey/verify-authentication', response, {
    failed: ['proof-failed', { way: 'passkey' }],
    done: () => ['proof', { way: 'passkey' }],
    also: async (tx, answer) => {
      const shown = (answer as { session?: { userId?: string } }).session?.userId
      if (shown !== userId) throw new RelancesError('forbidden', 'people.passkey-of-another')
      await tx.deleteFrom('sessions').where('id', '=', sessionId).execute()
    },
  })
  await forget()
}
