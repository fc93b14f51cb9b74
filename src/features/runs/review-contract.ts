import { z } from 'zod'
import { BLOCK_KINDS } from '#domain/blocks.ts'
import { isDay } from '#domain/day.ts'
import { REVIEW_DECISIONS, REVIEW_REASONS } from '#domain/letter-review.ts'

/** « Une lettre à revoir »: what has changed in it since the draft, and what may be decided. Amounts are cents. */

const day = z.string().refine(isDay, { error: 'day' }).nullable()
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const cents = z.number().int()
const document = z.string()

export const reviewReason = z.enum(REVIEW_REASONS)
export const reviewDecision = z.enum(REVIEW_DECISIONS)

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['amount', 'information']), document, before: cents, after: cents }),
  z.object({ kind: z.literal('due'), document, before: day, after: day }),
  z.object({ kind: z.literal('level'), document, before: level, after: level }),
  z.object({ kind: z.literal('reminded'), document, before: day, after: day }),
  z.object({ kind: z.literal('blocked'), document, block: z.enum(BLOCK_KINDS), until: day }),
  z.object({
    kind: z.literal('credit'),
    credit: z.enum(['credit-note', 'payment', 'adjustment']),
    document,
    receivedOn: day,
    before: cents,
    after: cents,
  }),
  z.object({ kind: z.literal('document'), document, after: z.string() }),
])

/** Null for a letter put to review by a defect, or before its changes were kept. */
export const review = z
  .object({ changes: z.array(change).readonly(), netBeforeCents: cents, netAfterCents: cents })
  .nullable()
export type ReviewChange = z.infer<typeof change>

/** One decision for some of the letters to review of a run, or for all of them. */
export const reviewOrder = z.object({
  decision: reviewDecision,
  letters: z.array(z.number().int().positive()).max(100_000).optional(),
})
export type ReviewOrder = z.infer<typeof reviewOrder>

const letterNamed = z.object({
  letterId: z.number().int(),
  company: z.string(),
  code: z.string(),
  name: z.string(),
})

export const reviewResult = z.object({
  decided: z.number().int().nonnegative(),
  /** The draft that holds the letters made again; null where none was. */
  run: z.number().int().nullable(),
  /** Letters that were to be made again and ask for nothing any more: they are dropped. */
  nothingLeft: z.array(letterNamed),
})
export type ReviewResult = z.infer<typeof reviewResult>
