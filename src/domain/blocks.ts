import type { Day } from './day.ts'

/** Why an overdue item is set aside by hand (rules §3, "Écartés"). */
export type BlockKind =
  | 'dispute'
  | 'promise'
  | 'do-not-remind'
  | 'direct-debit'
  | 'payment-under-way'
  | 'insolvency'

export const BLOCK_KINDS: readonly BlockKind[] = [
  'dispute',
  'promise',
  'do-not-remind',
  'direct-debit',
  'payment-under-way',
  'insolvency',
]

/** Every reason an overdue item is not proposed: a block, or a rule of the procedure. */
export type SetAsideReason = BlockKind | 'no-due-date' | 'credit-covers' | 'under-minimum' | 'provisional'

export interface BlockSpan {
  readonly startsOn: Day
  readonly endsOn: Day | null
  readonly isLifted: boolean
}

/** A block holds from its first day to its last one inclusive; a promise holds until its date. */
export function isBlockActive(block: BlockSpan, on: Day): boolean {
  return !block.isLifted && block.startsOn <= on && (block.endsOn === null || on <= block.endsOn)
}
