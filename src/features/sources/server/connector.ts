import type { BlockList } from 'node:net'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ResolveName } from '#platform/outbound-address.ts'
import type { OutboundProblem } from '#platform/outbound-request.ts'
import type { SourceSettings } from '../settings-contract.ts'

/**
 * What a connector is: given where a source is and its secret, it says which files are there, and reads them. It never
 * writes to the other side, and knows nothing of imports: whatever it finds goes through the door of files
 * (`ImportDoor`). Whatever fails is a `SourceFault`.
 */
export type Connector<Settings extends SourceSettings> = (
  order: ConnectorOrder<Settings>,
) => AsyncIterable<FoundFile>

export interface ConnectorOrder<Settings> {
  readonly settings: Settings
  /** Null when none is needed. */
  readonly secret: string | null
  /** Networks that may be reached although they are not the Internet. */
  readonly allowed: BlockList
  readonly resolve?: ResolveName | undefined
  /** Certificates trusted beside those of the system. */
  readonly trusted?: readonly string[] | undefined
  /** Today where the company is. */
  readonly today: Day
  readonly timeZone: string
  readonly signal: AbortSignal
}

/** A file that a source holds now. */
export interface FoundFile {
  readonly name: string
  /**
   * Of a folder or a mailbox: what tells this version of this file from any other; it is taken once. Null for a source that
   * has one file, which says how things are now: it is taken when its bytes are not those of the last time.
   */
  readonly mark: string | null
  readonly bytes: number | null
  readonly modifiedAt: Date | null
  /** What the first record has, for the fields to be chosen. */
  readonly paths?: readonly string[]
  read(): AsyncGenerator<Uint8Array>
}

/** Why a source cannot be read, as a key `sources.problem-…` of the catalogue. */
export type SourceProblem =
  | OutboundProblem
  | 'not-an-address'
  | 'no-secret'
  | 'sign-in-refused'
  | 'not-there'
  | 'too-many'
  | 'their-error'
  | 'bad-status'
  | 'is-a-page'
  | 'other-origin'
  | 'not-json'
  | 'no-records'
  | 'no-record'
  | 'same-page'
  | 'too-many-pages'
  | 'bad-value'
  | 'empty'
  | 'no-file'
  | 'not-a-mailbox'
  | 'mail-encryption'
  | 'mail-consent-only'
  | 'mail-app-password'
  | 'mail-off'
  | 'mail-refused'
  | 'not-signed'

export class SourceFault extends Error {
  readonly problem: SourceProblem
  readonly values: Readonly<Record<string, string | number>>

  constructor(problem: SourceProblem, values: Readonly<Record<string, string | number>> = {}) {
    super(`source: ${problem}`)
    this.problem = problem
    this.values = values
  }
}
