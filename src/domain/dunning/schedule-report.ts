import type { CurrencyAmount } from '#domain/days-and-money/money.ts'

/** What became of a run of a schedule. */
export const SCHEDULED_OUTCOMES = ['done', 'nothing', 'bank-too-old', 'draft-open', 'skipped'] as const
export type ScheduledOutcome = (typeof SCHEDULED_OUTCOMES)[number]

/** Why a client whose reminder is advised is left out of a run that nobody looks at. */
export const LEFT_OUT_REASONS = ['contacted', 'in-draft', 'formal-notice', 'reminded'] as const
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number]

/** Clients left out for one reason: how many, and the first of them by name. */
export interface LeftOutClients {
  readonly reason: LeftOutReason
  readonly count: number
  readonly names: readonly string[]
}

/** What a run of a schedule makes, or made. */
export interface ScheduleReport {
  /** E-mails that leave by themselves. */
  readonly emails: number
  /** Letters that wait in the draft: on paper, by both ways, or of a level that does not leave by itself. */
  readonly prepared: number
  /** Of those prepared, the ones to print. */
  readonly toPrint: number
  /** What all of them ask, net of credits. */
  readonly amounts: readonly CurrencyAmount[]
  readonly leftOut: readonly LeftOutClients[]
}

/** A letter is let out by itself when it goes by e-mail alone, at a level its company lets out. */
export function leavesByItself<Level>(
  letter: { readonly way: 'paper' | 'email' | 'both'; readonly level: Level },
  sentLevels: readonly Level[],
): boolean {
  return letter.way === 'email' && sentLevels.includes(letter.level)
}
