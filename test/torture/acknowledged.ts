import type { BuiltCompany } from '../world.ts'

/** What a server has acknowledged: its answer had come back whole. */
export interface Acknowledged {
  /** Each brought three invoices, I<n>-1 to I<n>-3. */
  readonly imports: number[]
  /** Files sent and not imported yet, the oldest first. */
  readonly deposits: WaitingDeposit[]
  readonly credits: number[]
  readonly allocations: number[]
  readonly drafts: number[]
  readonly confirmedRuns: number[]
  /** Names of files in the folder of the backups. */
  readonly backups: string[]
}

/** A file sent, which waits for its owner. */
export interface WaitingDeposit {
  readonly id: string
  /** Its invoices are I<n>-1 to I<n>-3. */
  readonly n: number
  /** Of its preview, once that was told and as long as no other is asked for. */
  digest: string | null
}

export function noneAcknowledged(): Acknowledged {
  return {
    imports: [],
    deposits: [],
    credits: [],
    allocations: [],
    drafts: [],
    confirmedRuns: [],
    backups: [],
  }
}

/** How many answers that is. */
export function countOf(acknowledged: Acknowledged): number {
  return Object.values(acknowledged).reduce((sum, list) => sum + list.length, 0)
}

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

/** A server and the company whose people work on it. */
export interface Work {
  readonly ask: Ask
  readonly company: BuiltCompany
}

/** One act of one person, who says by `begin` what they are at. */
export type Actor = (work: Work, acknowledged: Acknowledged, begin: (step: string) => void) => Promise<void>
