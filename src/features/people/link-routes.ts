import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { sql } from 'kysely'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { type AttemptLimit, countAttempt, forgetAttempt } from '#platform/attempts.ts'
import { type AppEnv, createRouter } from '#platform/router.ts'
import { done, linkState, newPassword, resetRequest, signInResult } from './contract.ts'
import { createAskedLink, readLink, spendLink } from './links.ts'
import { checkPassword } from './passwords.ts'
import { type PeopleParts, signIn } from './sign-in-routes.ts'

/** Guesses of a link, and resets asked for, from one address. */
const LINKS: AttemptLimit = { name: 'link', max: 30, windowSeconds: 15 * 60 }

const tags = ['Connexion']
const params = z.object({ token: z.string().max(100) })

const resetRoute = apiRoute({
  method: 'post',
  path: '/api/password-resets',
  capability: 'public',
  tags,
  summary: 'Asks for a link to choose another password; says nothing of who has an account',
  request: { body: jsonBody(resetRequest) },
  responses: jsonAnswers(done),
})

const linkRoute = apiRoute({
  method: 'get',
  path: '/api/links/{token}',
  capability: 'public',
  tags,
  summary: 'Whose link it is',
  request: { params },
  responses: jsonAnswers(linkState),
})

const useRoute = apiRoute({
  method: 'post',
  path: '/api/links/{token}',
  capability: 'public',
  tags,
  summary: 'Chooses a password by a link, which then no longer works, and signs in',
  request: { params, body: jsonBody(newPassword) },
  responses: jsonAnswers(signInResult),
})

/** Routes of the links by which people choose a password. */
export function linkRoutes(parts: PeopleParts) {
  const { database } = parts
  const count = (c: Context<AppEnv>) => countAttempt(database, LINKS, c.var.address)
  const succeed = (c: Context<AppEnv>) => forgetAttempt(database, LINKS, c.var.address)
  return createRouter()
    .openapi(resetRoute, async (c) => {
      await count(c)
      const { email } = c.req.valid('json')
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
      if (user) void writeResetLink(parts, user, { actor: c.var.actor, address: addressOf(parts, c) })
      return c.json({ done: true as const }, 200)
    })
    .openapi(linkRoute, async (c) => {
      await count(c)
      const { userId: _, ...state } = await readLink(database, c.req.valid('param').token)
      await succeed(c)
      return c.json(state, 200)
    })
    .openapi(useRoute, async (c) => {
      await count(c)
      const { token } = c.req.valid('param')
      const { password } = c.req.valid('json')
      const { userId, email, name } = await readLink(database, token)
      await succeed(c)
      checkPassword(password, { email, name })
      const actor = { kind: 'user', name, userId, address: c.var.address } as const
      await spendLink(parts, token, { password, actor })
      return c.json(await signIn(c, parts, { email, password }), 200)
    })
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
