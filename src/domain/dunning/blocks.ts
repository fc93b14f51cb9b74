import type { Day } from '#domain/days-and-money/day.ts'

export const BLOCK_KINDS = [
  'dispute',
  'promise',
  'do-not-remind',
  'direct-debit',
  'payment-under-way',
  'insolvency',
] as const

/** Why an overdue item is set aside by hand (rules §3, "Écartés"). */
export type HandBlockKind = (typeof BLOCK_KINDS)[number]

/** What a status of an e-invoice sets it aside for, beside a dispute or a promise (domain/receivables/e-invoice-status.ts). */
const STATUS_BLOCK_KINDS = ['suspended', 'refused', 'not-received'] as const

/**
 * `to-confirm`: an import could be read in several ways and nobody has said which (domain/receivables/doubt.ts).
 * `reply-to-read`: the client has answered a reminder, and nobody has read it yet.
 */
export const ALL_BLOCK_KINDS = [...BLOCK_KINDS, 'to-confirm', 'reply-to-read', ...STATUS_BLOCK_KINDS] as const
export type BlockKind = (typeof ALL_BLOCK_KINDS)[number]

/** What a block holds: a whole customer, an invoice, or one instalment of it. */
export const BLOCK_SCOPES = ['customer', 'invoice', 'instalment'] as const

/** Every reason an overdue item is not proposed: a block, or a rule of the procedure. */
export const SET_ASIDE_REASONS = [
  ...ALL_BLOCK_KINDS,
  'no-due-date',
  'credit-covers',
  'under-minimum',
  'provisional',
] as const
export type SetAsideReason = (typeof SET_ASIDE_REASONS)[number]

export interface BlockSpan {
  /** Last day the block holds, inclusive; null: until it is lifted. */
  readonly endsOn: Day | null
  readonly isLifted: boolean
}

/**
 * A block holds from the moment it is made, whatever past day the page is asked for: what a user
 * has just set aside must not come back because the list defaults to yesterday.
 */
export function isBlockActive(block: BlockSpan, on: Day): boolean {
  return !block.isLifted && (block.endsOn === null || on <= block.endsOn)
}
