import { HTTPException } from 'hono/http-exception'
import { type ErrorCode, RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import { fieldName } from './field-name.ts'

/** The body of every refusal: `message` is a sentence for the user, `key` its name in the catalogue. */
export interface Failure {
  readonly code: ErrorCode | 'internal'
  readonly key: string
  readonly message: string
  /** The field of the request that does not suit, as a program calls it, for "invalid"; the message names it. */
  readonly field?: string
  /** What that field may answer, where whoever asks has to choose. */
  readonly choices?: readonly string[]
}

/** A refusal under /api/v1, as RFC 9457 has it: `detail` is the sentence, beside our own fields. */
export interface Problem extends Omit<Failure, 'message'> {
  readonly type: string
  readonly title: string
  readonly status: FailureStatus
  readonly detail: string
}

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 422 | 429 | 500 | 503

// The one table from the ways of failing to HTTP.
const STATUSES: Readonly<Record<Failure['code'], FailureStatus>> = {
  invalid: 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  outdated: 412,
  unprocessable: 422,
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

export interface Explanation {
  readonly status: FailureStatus
  readonly body: Failure
  readonly headers: Readonly<Record<string, string>>
}

/**
 * The answer that tells `error` to the user; one that will pass by itself says when (RFC 9110 §10.2.3).
 * `problem` is what keeps the database closed, which says more than that it does not answer.
 */
export function explainError(
  error: unknown,
  language: Language,
  problem: RelancesError | null = null,
): Explanation {
  const found = knownFailure(error)
  const known = found?.key === 'platform.database-lost' ? (problem ?? found) : found
  const code = known?.code ?? 'internal'
  const key = known?.key ?? 'platform.internal'
  const field = known?.values.field
  const named = field === undefined ? {} : { field: fieldName(language, String(field)) }
  return {
    status: STATUSES[code],
    body: {
      code,
      key,
      message: translate(language, key, { ...known?.values, ...named }),
      ...(field === undefined ? {} : { field: String(field) }),
      ...(known?.values.choices === undefined ? {} : { choices: String(known.values.choices).split(',') }),
    },
    headers: code === 'too-many' ? { 'Retry-After': String(known?.values.seconds ?? 60) } : {},
  }
}

// RFC 9457 §3.1.3: the same for every problem of a kind, whatever the language.
const TITLES: Readonly<Record<Failure['code'], string>> = {
  invalid: 'Invalid request',
  'signed-out': 'Not signed in',
  forbidden: 'Forbidden',
  'not-found': 'Not found',
  conflict: 'Conflict',
  outdated: 'Changed meanwhile',
  unprocessable: 'Unprocessable',
  'too-large': 'Too large',
  'too-many': 'Too many requests',
  internal: 'Internal error',
  unavailable: 'Unavailable',
}

/** The same refusal for programs. */
export function problemOf({ status, body: { message, ...body } }: Explanation): Problem {
  return {
    type: `urn:relances:problem:${body.key}`,
    title: TITLES[body.code],
    status,
    detail: message,
    ...body,
  }
}

/** What a user can be told of `error`: of ours, of HTTP, or of the machine (disk, database); null for a defect. */
export function knownFailure(error: unknown): RelancesError | null {
  if (error instanceof RelancesError) return error
  if (error instanceof HTTPException) {
    const code = CODES_BY_STATUS[error.status]
    return code ? new RelancesError(code, `platform.http-${code}`) : null
  }
  if (UNSTORABLE.includes(codeOf(error))) return new RelancesError('invalid', 'platform.bad-character')
  if (OVERTAKEN.includes(codeOf(error))) return new RelancesError('conflict', 'platform.overtaken')
  const key = machineFailure(error)
  return key === null ? null : new RelancesError('unavailable', key)
}

// Given up because of another transaction: 40001 "serialization failure", 40P01 "deadlock".
const OVERTAKEN = ['40001', '40P01']

// PostgreSQL keeps no null character, in text (22021) or in JSON (22P05).
const UNSTORABLE = ['22021', '22P05']

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function machineFailure(error: unknown): string | null {
  const code = codeOf(error)
  if (FULL.includes(code)) return 'platform.disk-full'
  if (READ_ONLY.includes(code) || isRefusedFile(error, code)) return 'platform.disk-read-only'
  return isLostDatabase(error, code) ? 'platform.database-lost' : null
}

// Of PostgreSQL (53100 "disk full", 58030 "input or output error") and of the file system.
const FULL = ['53100', 'ENOSPC', 'EDQUOT']
const READ_ONLY = ['58030', 'EROFS', 'EIO']

// PostgreSQL gives a file it may not write the code of a missing right.
function isRefusedFile(error: unknown, code: string): boolean {
  return (
    code === '42501' && error instanceof Error && /^could not (open|create|write|extend)/.test(error.message)
  )
}

// Class 08 is "connection exception", 57P "operator intervention", 53300 "too many connections".
function isLostDatabase(error: unknown, code: string): boolean {
  return (
    /^(08|57P|53300|ECONNREFUSED$|ECONNRESET$|EPIPE$)/.test(code) ||
    isMissingSocket(error, code) ||
    isEndedConnection(error)
  )
}

// Any other missing file is a defect.
function isMissingSocket(error: unknown, code: string): boolean {
  return code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'connect'
}

const ENDED =
  /^(Connection terminated|Client was closed|Client has encountered a connection error|timeout exceeded when trying)/

// `pg` gives these no code.
function isEndedConnection(error: unknown): boolean {
  return error instanceof Error && ENDED.test(error.message)
}
