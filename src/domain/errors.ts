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
