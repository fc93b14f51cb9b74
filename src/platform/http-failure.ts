import { HTTPException } from 'hono/http-exception'
import { type ErrorCode, RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'

/** The body of every refusal: `message` is a sentence for the user, `key` its name in the catalogue. */
export interface Failure {
  readonly code: ErrorCode | 'internal'
  readonly key: string
  readonly message: string
  /** The field of the request that does not suit, for "invalid". */
  readonly field?: string
}

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503

// The one table from the ways of failing to HTTP.
const STATUSES: Readonly<Record<Failure['code'], FailureStatus>> = {
  invalid: 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
}

const CODES_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  415: 'invalid',
}

/** The status and the body that tell `error` to the user. */
export function explainError(error: unknown, language: Language): { status: FailureStatus; body: Failure } {
  const known = asRelancesError(error)
  const code = known?.code ?? 'internal'
  const key = known?.key ?? 'platform.internal'
  const field = known?.values.field
  return {
    status: STATUSES[code],
    body: {
      code,
      key,
      message: translate(language, key, known?.values),
      ...(field === undefined ? {} : { field: String(field) }),
    },
  }
}

function asRelancesError(error: unknown): RelancesError | null {
  if (error instanceof RelancesError) return error
  if (error instanceof HTTPException) {
    const code = CODES_BY_STATUS[error.status]
    return code ? new RelancesError(code, `platform.http-${code}`) : null
  }
  return isLostDatabase(error) ? new RelancesError('unavailable', 'platform.database-lost') : null
}

// Class 08 is "connection exception", 57P "operator intervention", 53300 "too many connections".
function isLostDatabase(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(08|57P|53300|ECONNREFUSED$|ECONNRESET$|ENOENT$)/.test(code) || isEndedConnection(error)
}

// `pg` gives these no code.
function isEndedConnection(error: unknown): boolean {
  return error instanceof Error && /^Connection terminated|timeout exceeded when trying/.test(error.message)
}
