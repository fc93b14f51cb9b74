import type { Context } from 'hono'
import { RelancesError } from '#domain/errors.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { Actor } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { AppEnv } from '#platform/router.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ADDRESS_HEADER, type BetterAuth } from './better-auth.ts'
import { doSigned } from './signed-work.ts'

const BASE = 'http://localhost/api/auth'

/** Our sentence for what better-auth refuses, by its codes. */
const REFUSALS: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'people.wrong-sign-in',
  FAILED_TO_CREATE_SESSION: 'people.wrong-sign-in',
  INVALID_PASSWORD: 'people.wrong-password',
  INVALID_CODE: 'people.wrong-code',
  INVALID_BACKUP_CODE: 'people.wrong-code',
  INVALID_TWO_FACTOR_COOKIE: 'people.second-factor-expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'people.second-factor-expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'people.second-factor-locked',
  SESSION_NOT_FRESH: 'people.not-fresh',
  TOTP_ALREADY_ENABLED: 'people.second-factor-on',
  TWO_FACTOR_NOT_ENABLED: 'people.second-factor-off',
  TOTP_NOT_ENABLED: 'people.second-factor-off',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'people.no-password',
}

export interface Forwarding {
  readonly database: Pick<Database, 'db'>
  readonly auth: BetterAuth
}

/** What the audit is told of a request, beside what it changes in the tables. */
export interface Trace {
  /** Note once it is done; null for nothing to tell of this answer. */
  readonly done?: (answer: unknown) => Note | null
  readonly failed?: Note
  /** What else is done with it, or refused, in the same transaction. */
  readonly also?: (tx: ScopedTransaction, answer: unknown) => Promise<void>
  /** Who signs, when it is not whoever asks. */
  readonly actor?: Actor
}
export type Note = readonly [what: string, details: Readonly<Record<string, unknown>>]

/**
 * Has better-auth do something for the request at hand, with its cookies and its address, and gives its answer;
 * the cookies it sets go back to the browser. All it writes, and the note of it, are one signed transaction.
 * @throws RelancesError forbidden, in our words; what the refusal wrote stays written; unavailable, for what the
 *   database refused, of which better-auth keeps the reason for itself
 */
export async function forward<T = unknown>(
  c: Context<AppEnv>,
  { database, auth }: Forwarding,
  path: string,
  body?: object,
  trace: Trace = {},
): Promise<T> {
  const { answer, value } = await doSigned(database, trace.actor ?? c.var.actor, async (tx) => {
    const answer = await auth.handler(requestFor(c, path, body))
    const text = await answer.text()
    const value = text === '' ? null : JSON.parse(text)
    // Nobody was refused for what they sent: nothing of it is written, and no failed try is noted.
    if (answer.status >= 500 && REFUSALS[value?.code] === undefined) {
      throw new RelancesError('unavailable', 'platform.database-lost')
    }
    if (answer.ok) await trace.also?.(tx, value)
    const note = answer.ok ? trace.done?.(value) : trace.failed
    if (note) await recordNote(tx, ...note)
    return { answer, value }
  })
  for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
  if (!answer.ok) throw new RelancesError('forbidden', REFUSALS[value?.code] ?? 'people.sign-in-failed')
  return value as T
}

/** The request better-auth gets: only what it needs of ours. */
export function requestFor(c: Context<AppEnv>, path: string, body?: object): Request {
  const headers = new Headers({ [ADDRESS_HEADER]: c.var.address })
  for (const name of ['cookie', 'origin', 'user-agent']) {
    const value = c.req.header(name)
    if (value !== undefined) headers.set(name, value)
  }
  if (body === undefined) return new Request(`${BASE}${path}`, { headers })
  headers.set('content-type', 'application/json')
  return new Request(`${BASE}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
