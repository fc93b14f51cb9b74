import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { RelancesError } from '#domain/errors.ts'
import { recordNote } from '#ledger/record-note.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { type AttemptLimit, countAttempt, forgetAttempt, forgetAttempts } from '#platform/attempts.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import type { Logger } from '#platform/log.ts'
import { type AppEnv, createRouter } from '#platform/router.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { BetterAuth } from './better-auth.ts'
import {
  credentials,
  done,
  newAdministrator,
  redirection,
  secondFactorCode,
  signInResult,
  signInState,
  webAuthnOptions,
  webAuthnResponse,
} from './contract.ts'
import {
  createAdministrator,
  firstVisitCode,
  isDemoAllowed,
  isFirstVisit,
  isReachable,
} from './first-visit.ts'
import { type Forwarding, forward, requestFor } from './forward.ts'
import { nameOf, pendingPerson, signInTrace } from './sign-in-trace.ts'
import { doSigned } from './signed-work.ts'
import { personIn, spendCode } from './spent-codes.ts'

export interface PeopleParts {
  readonly config: Pick<Config, 'host' | 'publicUrl' | 'proxies' | 'oidc' | 'demo'>
  readonly database: Pick<Database, 'db'>
  readonly auth: BetterAuth
  readonly secret: string
  readonly log: Pick<Logger, 'info' | 'error'>
}

const MINUTES = 60
/** Guesses of one account's password, wherever they come from. */
const BY_ACCOUNT: AttemptLimit = { name: 'sign-in account', max: 10, windowSeconds: 15 * MINUTES }
/** Failures from one address, whoever they are about: an office shares one, and all its people come in the same morning. */
const BY_ADDRESS: AttemptLimit = { name: 'sign-in address', max: 60, windowSeconds: 15 * MINUTES }

const tags = ['Connexion']

const stateRoute = apiRoute({
  method: 'get',
  path: '/api/sign-in',
  capability: 'public',
  tags,
  summary: 'Which ways of signing in there are',
  responses: jsonAnswers(signInState),
})

const administratorRoute = apiRoute({
  method: 'post',
  path: '/api/administrator',
  capability: 'public',
  tags,
  summary: 'First visit: makes the administrator’s account, once, and signs in',
  request: { body: jsonBody(newAdministrator) },
  responses: jsonAnswers(signInResult),
})

const passwordRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in',
  capability: 'public',
  tags,
  summary: 'Signs in with e-mail and password; a second factor may still be needed',
  request: { body: jsonBody(credentials) },
  responses: jsonAnswers(signInResult),
})

const secondFactorRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in/second-factor',
  capability: 'public',
  tags,
  summary: 'Ends signing in, with a code of the application or a recovery code',
  request: { body: jsonBody(secondFactorCode) },
  responses: jsonAnswers(done),
})

const demoRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in/demo',
  capability: 'public',
  tags,
  summary: 'Signs in the person of --demo, on this machine only',
  responses: jsonAnswers(done),
})

const passkeyOptionsRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in/passkey-options',
  capability: 'public',
  tags,
  summary: 'Challenge for signing in with a passkey',
  responses: jsonAnswers(webAuthnOptions),
})

const passkeyRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in/passkey',
  capability: 'public',
  tags,
  summary: 'Signs in with a passkey',
  request: { body: jsonBody(webAuthnResponse) },
  responses: jsonAnswers(done),
})

const providerRoute = apiRoute({
  method: 'post',
  path: '/api/sign-in/provider',
  capability: 'public',
  tags,
  summary: 'Address of the OpenID provider to go to',
  responses: jsonAnswers(redirection),
})

const callbackRoute = apiRoute({
  method: 'get',
  path: '/api/auth/callback/oidc',
  capability: 'public',
  tags,
  summary: 'Where the OpenID provider sends people back',
  // The state is of our own making: another alphabet was never ours, and is not looked up.
  request: {
    query: z.looseObject({
      state: z
        .string()
        .regex(/^[\w-]*$/)
        .optional(),
      code: z.string().optional(),
    }),
  },
  responses: { 302: { description: 'Back to the screens' } },
})

/** Routes by which people come in. */
export function signInRoutes(parts: PeopleParts) {
  const { config, database, auth } = parts
  const countAddress = (c: Context<AppEnv>) => countAttempt(database, BY_ADDRESS, c.var.address)
  const forgetAddress = (c: Context<AppEnv>) => forgetAttempt(database, BY_ADDRESS, c.var.address)
  return createRouter()
    .openapi(stateRoute, async (c) => c.json(await readState(parts, c), 200))
    .openapi(administratorRoute, async (c) => {
      const { code, ...person } = c.req.valid('json')
      await countAddress(c)
      if (needsCode(parts, c) && code?.trim() !== firstVisitCode(parts.secret)) {
        throw new RelancesError('forbidden', 'people.wrong-first-code')
      }
      await createAdministrator(database, auth, person)
      const result = await signIn(c, parts, person)
      await forgetAddress(c)
      return c.json(result, 200)
    })
    .openapi(passwordRoute, async (c) => {
      const { email, password } = c.req.valid('json')
      await countAddress(c)
      await countAttempt(database, BY_ACCOUNT, email)
      const result = await signIn(c, parts, { email, password })
      await forgetAttempts(database, BY_ACCOUNT, email)
      await forgetAddress(c)
      return c.json(result, 200)
    })
    .openapi(secondFactorRoute, async (c) => {
      const { code, isRecovery } = c.req.valid('json')
      await countAddress(c)
      await sendCode(c, parts, { code, isRecovery })
      await forgetAddress(c)
      return c.json({ done: true as const }, 200)
    })
    .openapi(demoRoute, async (c) => {
      if (!(await isDemoAllowed(parts, c.var.isForwarded))) {
        throw new RelancesError('forbidden', 'people.no-demo')
      }
      await forward(c, parts, '/sign-in/demo', {}, signInTrace('demo', null))
      return c.json({ done: true as const }, 200)
    })
    .openapi(passkeyOptionsRoute, async (c) => {
      await countAddress(c)
      return c.json(
        await forward<Record<string, unknown>>(c, parts, '/passkey/generate-authenticate-options'),
        200,
      )
    })
    .openapi(passkeyRoute, async (c) => {
      await countAddress(c)
      const trace = signInTrace('passkey', null)
      await forward(c, parts, '/passkey/verify-authentication', c.req.valid('json'), trace)
      // Its challenge was counted too.
      await forgetAddress(c)
      await forgetAddress(c)
      return c.json({ done: true as const }, 200)
    })
    .openapi(providerRoute, async (c) => {
      await countAddress(c)
      if (!config.oidc) throw new RelancesError('not-found', 'people.no-provider')
      const { url } = await forward<{ url: string }>(c, parts, '/sign-in/social', {
        provider: 'oidc',
        callbackURL: `${config.publicUrl}/`,
        errorCallbackURL: `${config.publicUrl}/connexion`,
        disableRedirect: true,
      })
      return c.json({ url }, 200)
    })
    .openapi(callbackRoute, async (c) => {
      const { search } = new URL(c.req.url)
      return await doSigned(database, c.var.actor, async (tx) => {
        const answer = await auth.handler(requestFor(c, `/callback/oidc${search}`))
        const isIn = answer.headers.getSetCookie().some((cookie) => /session_token=[^;]/.test(cookie))
        await recordNote(tx, isIn ? 'sign-in' : 'sign-in-failed', { way: 'provider' })
        if (isIn) await forgetAttempt({ db: tx }, BY_ADDRESS, c.var.address)
        return answer
      })
    })
}

/** Signs in with a password; whatever session the browser had is left for a new one. */
export async function signIn(
  c: Context<AppEnv>,
  parts: Forwarding,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<{ needsSecondFactor: boolean }> {
  const trace = signInTrace('password', await nameOf(parts, 'email', email))
  const needsSecondFactor = (answer: unknown) =>
    (answer as { twoFactorRedirect?: boolean }).twoFactorRedirect === true
  const done = (answer: unknown) => (needsSecondFactor(answer) ? null : trace.done(answer))
  const answer = await forward(c, parts, '/sign-in/email', { email, password }, { ...trace, done })
  return { needsSecondFactor: needsSecondFactor(answer) }
}

/** Ends signing in with a code of the application, which has then served, or with a recovery code. */
async function sendCode(
  c: Context<AppEnv>,
  parts: PeopleParts,
  { code: typed, isRecovery }: { readonly code: string; readonly isRecovery: boolean },
): Promise<void> {
  const trace = signInTrace(isRecovery ? 'recovery-code' : 'second-factor', await pendingPerson(c, parts))
  if (isRecovery) {
    await forward(c, parts, '/two-factor/verify-backup-code', { code: typed }, trace)
    return
  }
  const code = typed.replace(/\s/g, '')
  const also = (tx: ScopedTransaction, answer: unknown) => spendCode(tx, personIn(answer), code)
  try {
    await forward(c, parts, '/two-factor/verify-totp', { code }, { ...trace, also })
  } catch (error) {
    // All that was written is taken back, the session with it: what was tried is told apart.
    if (error instanceof RelancesError && error.key === 'people.code-spent') {
      await doSigned(parts.database, c.var.actor, (tx) => recordNote(tx, ...trace.failed))
    }
    throw error
  }
}

async function readState(parts: PeopleParts, c: Context<AppEnv>) {
  const isFirst = await isFirstVisit(parts.database)
  const isDemo = await isDemoAllowed(parts, c.var.isForwarded)
  return {
    step: isFirst && !isDemo ? ('first-visit' as const) : ('sign-in' as const),
    needsCode: isFirst && needsCode(parts, c),
    isDemo,
    provider: parts.config.oidc?.name ?? null,
  }
}

function needsCode({ config }: PeopleParts, c: Context<AppEnv>): boolean {
  return isReachable(config) || c.var.isForwarded
}
