import type { Context } from 'hono'
import type { AppEnv } from '#platform/router.ts'
import type { Forwarding, Note } from './forward.ts'

type Way = 'password' | 'second-factor' | 'recovery-code' | 'passkey' | 'demo'

/**
 * What the audit is told of somebody coming in. A success is signed by the person; a failure by nobody, and
 * names the account tried when it exists. What was typed for an account that does not is not kept: it may be
 * a password in the wrong field.
 */
export function signInTrace(way: Way, person: string | null) {
  return {
    done: (_answer: unknown): Note => ['sign-in', { way }],
    failed: ['sign-in-failed', { way, person }] satisfies Note,
  }
}

/** Name of the person with this id or e-mail; null for nobody. */
export async function nameOf(
  { database }: Pick<Forwarding, 'database'>,
  by: 'id' | 'email',
  value: string,
): Promise<string | null> {
  const found = await database.db.selectFrom('users').select('name').where(by, '=', value).executeTakeFirst()
  return found?.name ?? null
}

/** Whose second factor is asked for: the cookie better-auth set once the password was right says it. */
export async function pendingPerson(c: Context<AppEnv>, parts: Forwarding): Promise<string | null> {
  const cookie = /[^;\s]*two_factor=([^;]+)/.exec(c.req.header('cookie') ?? '')?.[1]
  if (cookie === undefined) return null
  const identifier = decodeURIComponent(cookie).replace(/\.[^.]*$/, '')
  const { internalAdapter } = await parts.auth.$context
  const pending = await internalAdapter.findVerificationValue(identifier)
  return pending ? await nameOf(parts, 'id', pending.value) : null
}
