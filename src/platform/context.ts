import type { Day } from '#domain/day.ts'
import type { Language } from '#messages/translate.ts'

/** Who makes a change: the person at this machine, the command line, a signed-in user, or a job of our own. */
export interface Actor {
  readonly kind: 'local' | 'cli' | 'user' | 'system'
  readonly name: string
}

/** What every piece of work is told: by whom, for which companies, on which day, in which language. */
export interface Context {
  readonly actor: Actor
  /** The companies this work may see; "all" is for listing and creating companies, and for our own jobs. */
  readonly companyIds: readonly number[] | 'all'
  readonly today: Day
  readonly language: Language
}
