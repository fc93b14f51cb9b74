import type { Context } from 'hono'
import { sql } from 'kysely'
import { type AttemptLimit, countAttempt, forgetAttempt } from '#platform/attempts.ts'
import type { AppEnv } from '#platform/router.ts'
import { serve } from '#platform/serve.ts'
import * as linkContract from '../link-contract.ts'
import { createAskedLink, readLink, spendLink } from './links.ts'
import { checkPassword } from './passwords.ts'
import { type PeopleParts, signIn } from './sign-in-routes.ts'

/** Guesses of a link, and resets asked for, from one address. */
const LINKS: AttemptLimit = { name: 'link', max: 30, windowSeconds: 15 * 60 }

/** Routes of the links by which people choose a password. */
export function linkRoutes(parts: PeopleParts) {
  const { database } = parts
  const count = (c: Context<AppEnv>) => countAttempt(database, LINKS, c.var.address)
  const succeed = (c: Context<AppEnv>) => forgetAttempt(database, LINKS, c.var.address)
  return [
    serve(linkContract.askReset, async ({ body: { email }, context, request }) => {
      await count(request)
      const user = await database.db
        .selectFrom('users')
        .select(['id', 'name'])
        .where('email', '=', email)
        .where('deactivated_at', 'is', null)
        .where('is_demo', '=', false)
        // Whoever has not come yet has no password to forget: their invitation stays good, whoever asks for them.
        .where(sql<boolean>`exists (select from sign_in_methods m
          where m.user_id = users.id and m.provider_id = 'credential')`)
        .executeTakeFirst()
      // Not waited for: the time of the answer would say that there is such an account.
      if (user) void writeResetLink(parts, user, { actor: context.actor, address: addressOf(parts, request) })
      return { done: true as const }
    }),
    serve(linkContract.fetchLink, async ({ params, request }) => {
      await count(request)
      const { userId: _, ...state } = await readLink(database, params.token)
      await succeed(request)
      return state
    }),
    serve(linkContract.sendLinkPassword, async ({ params: { token }, body: { password }, request }) => {
      await count(request)
      const { userId, email, name } = await readLink(database, token)
      await succeed(request)
      checkPassword(password, { email, name })
      const actor = { kind: 'user', name, userId, address: request.var.address } as const
      await spendLink(parts, token, { password, actor })
      return await signIn(request, parts, { email, password })
    }),
  ]
}

// No mail server: the link is in the log, for the person who runs this server.
async function writeResetLink(
  { database, log }: PeopleParts,
  ...[person, made]: [Parameters<typeof createAskedLink>[1], Parameters<typeof createAskedLink>[2]]
): Promise<void> {
  try {
    const link = await createAskedLink(database, person, made)
    if (link) log.info({ link: link.url }, 'password reset')
    else log.info('password reset asked for again: the links above still work')
  } catch (error) {
    log.error({ err: error }, 'password reset failed')
  }
}

/** The address people type: the one configured, or the one of the request, whose name has been checked. */
export function addressOf({ config }: Pick<PeopleParts, 'config'>, c: Context<AppEnv>): string {
  return config.publicUrl ?? new URL(c.req.url).origin
}
