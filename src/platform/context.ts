import type { Day } from '#domain/days-and-money/day.ts'
import type { Capability, Roles } from '#domain/people/capabilities.ts'
import type { Language } from '#messages/translate.ts'

/** Who makes a change: a person signed in or their key, the command line, or a job of our own. */
export type Actor = {
  readonly name: string
  /** Address a request came from, for the audit. */
  readonly address?: string
} & (
  | { readonly kind: 'local' | 'cli' | 'system' }
  /** `userId` binds the database too: row-level security shows a transaction they sign their companies only. */
  | {
      readonly kind: 'user' | 'key'
      readonly userId: string
      /** Which of their keys, when it is one. */
      readonly keyId?: number
      /** The name of that key: of the program that bears it. */
      readonly program?: string
    }
)

/** What whoever asks may do. */
export interface Rights {
  readonly roles: Roles
  /** What a key is limited to; null for a person, whom only their roles limit. */
  readonly scopes: readonly Capability[] | null
}

/**
 * What a piece of work is allowed: "everything" for the command line and our own jobs, who have the database
 * itself; else the rights of whoever asks, and the capability this work takes.
 */
export type Permission = 'everything' | (Rights & { readonly capability: Capability })

/** What every piece of work is told: by whom, for which companies, on which day, in which language. */
export interface Context {
  readonly actor: Actor
  readonly permission: Permission
  /** The companies this work may see; "all" is for listing and creating companies, and for our own jobs. */
  readonly companyIds: readonly number[] | 'all'
  readonly today: Day
  /** Today is what the calendar says where the companies are, and not a day that was set. */
  readonly followsCalendar?: boolean
  /** Where the days and times of these companies are told; Paris when absent. */
  readonly timeZone?: string
  readonly language: Language
}
