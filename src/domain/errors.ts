/**
 * The ways a request can fail. One table in `platform/http.ts` turns them into HTTP statuses;
 * anything that is not a `RelancesError` is a defect and is reported as "internal".
 */
export type ErrorCode =
  | 'invalid'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** It has changed since whoever asks last read it. */
  | 'outdated'
  /** Well written, and not to be done as it stands. */
  | 'unprocessable'
  | 'too-large'
  | 'too-many'
  | 'unavailable'

/**
 * An expected failure, told to the user in both languages: what happened, and what to do.
 * `key` names the sentence of the message catalogue for the screens; `values` fills its blanks.
 */
export class RelancesError extends Error {
  readonly code: ErrorCode
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(`${key} ${JSON.stringify(values)}`)
    this.name = 'RelancesError'
    this.code = code
    this.key = key
    this.values = values
  }
}

/**
 * A value that cannot be missing here, whatever its type allows.
 * @param what names it in the log, should it be missing after all
 * @throws Error when it is missing: a fault of ours, never silently another value
 */
export function mustHave<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing`)
  return value
}
