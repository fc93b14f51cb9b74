import type { Context } from 'hono'
import { RelancesError } from '#domain/errors.ts'
import { recordNote } from '#ledger/record-note.ts'
import { type AttemptLimit, countAttempt, forgetAttempt, forgetAttempts } from '#platform/attempts.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import type { Logger } from '#platform/log.ts'
import type { AppEnv } from '#platform/router.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import * as signInContract from '../sign-in-contract.ts'
import type { BetterAuth } from './better-auth.ts'
import {
  createAdministrator,
  firstVisitCode,
  isDemoAllowed,
  isFirstVisit,
  isReachable,
} from './first-visit.ts'
import { type Forwarding, forward, type Note, requestFor } from './forward.ts'
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

/** Routes by which people come in. */
export function signInRoutes(parts: PeopleParts) {
  const { config, database, auth } = parts
  const countAddress = (c: Context<AppEnv>) => countAttempt(database, BY_ADDRESS, c.var.address)
  const forgetAddress = (c: Context<AppEnv>) => forgetAttempt(database, BY_ADDRESS, c.var.address)
  return [
    serve(signInContract.fetchSignIn, ({ request }) => readState(parts, request)),
    serve(signInContract.createAdministrator, async ({ body: { code, ...person }, request }) => {
      await countAddress(request)
      if (needsCode(parts, request) && code?.trim() !== firstVisitCode(parts.secret)) {
        throw new RelancesError('forbidden', 'people.wrong-first-code')
      }
      await createAdministrator(database, auth, person)
      const result = await signIn(request, parts, person)
      await forgetAddress(request)
      return result
    }),
    serve(signInContract.signIn, async ({ body: { email, password }, request }) => {
      await countAddress(request)
      await countAttempt(database, BY_ACCOUNT, email)
      const result = await signIn(request, parts, { email, password })
      await forgetAttempts(database, BY_ACCOUNT, email)
      await forgetAddress(request)
      return result
    }),
    serve(signInContract.sendSecondFactor, async ({ body: { code, isRecovery }, request }) => {
      await countAddress(request)
      await sendCode(request, parts, { code, isRecovery })
      await forgetAddress(request)
      return { done: true as const }
    }),
    serve(signInContract.signInToDemo, async ({ request }) => {
      if (!(await isDemoAllowed(parts, request.var.isForwarded))) {
        throw new RelancesError('forbidden', 'people.no-demo')
      }
      await forward(request, parts, '/sign-in/demo', {}, signInTrace('demo', null))
      return { done: true as const }
    }),
    serve(signInContract.fetchPasskeyChallenge, async ({ request }) => {
      await countAddress(request)
      return await forward<Record<string, unknown>>(request, parts, '/passkey/generate-authenticate-options')
    }),
    serve(signInContract.signInByPasskey, async ({ body, request }) => {
      await countAddress(request)
      const trace = signInTrace('passkey', null)
      await forward(request, parts, '/passkey/verify-authentication', body, trace)
      // Its challenge was counted too.
      await forgetAddress(request)
      await forgetAddress(request)
      return { done: true as const }
    }),
    serve(signInContract.fetchProviderAddress, async ({ request }) => {
      await countAddress(request)
      if (!config.oidc) throw new RelancesError('not-found', 'people.no-provider')
      const { url } = await forward<{ url: string }>(request, parts, '/sign-in/social', {
        provider: 'oidc',
        callbackURL: `${config.publicUrl}/`,
        errorCallbackURL: `${config.publicUrl}/connexion`,
        disableRedirect: true,
      })
      return { url }
    }),
    serve(signInContract.returnFromProvider, async ({ context, request }) => {
      const { search } = new URL(request.req.url)
      return await doSigned(database, context.actor, async (tx) => {
        const answer = await auth.handler(requestFor(request, `/callback/oidc${search}`))
        const isIn = answer.headers.getSetCookie().some((cookie) => /session_token=[^;]/.test(cookie))
        await recordNote(tx, isIn ? 'sign-in' : 'sign-in-failed', { way: 'provider' })
        if (isIn) await forgetAttempt({ db: tx }, BY_ADDRESS, request.var.address)
        return answer
      })
    }),
  ]
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

type Way = 'password' | 'second-factor' | 'recovery-code' | 'passkey' | 'demo'

/**
 * What the audit is told of somebody coming in. A success is signed by the person; a failure by nobody, and
 * names the account tried when it exists. What was typed for an account that does not is not kept: it may be
 * a password in the wrong field.
 */
function signInTrace(way: Way, person: string | null) {
  return {
    done: (_answer: unknown): Note => ['sign-in', { way }],
    failed: ['sign-in-failed', { way, person }] satisfies Note,
  }
}

/** Name of the person with this id or e-mail; null for nobody. */
async function nameOf(
  { database }: Pick<Forwarding, 'database'>,
  by: 'id' | 'email',
  value: string,
): Promise<string | null> {
  const found = await database.db.selectFrom('users').select('name').where(by, '=', value).executeTakeFirst()
  return found?.name ?? null
}

/** Whose second factor is asked for: the cookie better-auth set once the password was right says it. */
async function pendingPerson(c: Context<AppEnv>, parts: Forwarding): Promise<string | null> {
  const cookie = /[^;\s]*two_factor=([^;]+)/.exec(c.req.header('cookie') ?? '')?.[1]
  if (cookie === undefined) return null
  const identifier = decodeURIComponent(cookie).replace(/\.[^.]*$/, '')
  const { internalAdapter } = await parts.auth.$context
  const pending = await internalAdapter.findVerificationValue(identifier)
  return pending ? await nameOf(parts, 'id', pending.value) : null
}
