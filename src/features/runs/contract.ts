import { z } from 'zod'
import { endpoint, type Sent } from '#contract/endpoint.ts'
import {
  addressId,
  cents,
  companyCodes,
  currencyAmount,
  day,
  idParams,
  level,
  pageLimit,
} from '#contract/fields.ts'
import { ALL_BLOCK_KINDS } from '#domain/dunning/blocks.ts'
import { REVIEW_DECISIONS, REVIEW_REASONS } from '#domain/letters/letter-review.ts'
import { CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { CREDIT_KINDS } from '#domain/receivables/receivable-kinds.ts'

/** A run: from « Relancer mes clients » to the next level, its letters, and its undoing. */

const count = z.number().int().nonnegative()

const filters = z.object({
  on: day,
  companies: z.array(z.string()).optional(),
  level: level.optional(),
  text: z.string().max(200).optional(),
  minCents: cents.nonnegative().optional(),
  minDaysLate: z.number().int().nonnegative().optional(),
  notRemindedForDays: z.number().int().positive().optional(),
  tab: z.enum(['all', 'advised']).optional(),
})

/** The same filters and selection as the page's (domain/dunning/selection.ts), and the date of the letters. */
export const newRun = z.object({
  filters,
  selection: z.object({
    base: z.enum(['none', 'all', 'advised']),
    customers: z.record(z.string().regex(/^\d+:[A-Z]{3}$/), z.boolean()),
    invoices: z.record(z.string().regex(/^\d+$/), z.object({ customer: z.string(), ticked: z.boolean() })),
  }),
  letterOn: day,
})
export const runMade = z.object({ run: z.number().int(), letters: count })

export const reviewReason = z.enum(REVIEW_REASONS)
export const reviewDecision = z.enum(REVIEW_DECISIONS)

const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['amount', 'information']), document: z.string(), before: cents, after: cents }),
  z.object({ kind: z.literal('due'), document: z.string(), before: day.nullable(), after: day.nullable() }),
  z.object({ kind: z.literal('level'), document: z.string(), before: level, after: level }),
  z.object({
    kind: z.literal('reminded'),
    document: z.string(),
    before: day.nullable(),
    after: day.nullable(),
  }),
  z.object({
    kind: z.literal('blocked'),
    document: z.string(),
    block: z.enum(ALL_BLOCK_KINDS),
    until: day.nullable(),
  }),
  z.object({
    kind: z.literal('credit'),
    credit: z.enum(CREDIT_KINDS),
    document: z.string(),
    receivedOn: day.nullable(),
    before: cents,
    after: cents,
  }),
  z.object({ kind: z.literal('document'), document: z.string(), after: z.string() }),
  z.object({
    kind: z.literal('addressee'),
    document: z.string(),
    before: z.enum(CUSTOMER_KINDS),
    after: z.enum(CUSTOMER_KINDS),
  }),
  z.object({ kind: z.literal('penalties'), document: z.string(), before: cents, after: cents }),
])

/** Null for a letter put to review by a defect, or before its changes were kept. */
export const review = z
  .object({ changes: z.array(change).readonly(), netBeforeCents: cents, netAfterCents: cents })
  .nullable()
export type ReviewChange = z.infer<typeof change>

export const letterStatus = z.enum(['draft', 'confirmed', 'to-review', 'cancelled', 'discarded'])

export const runSummary = z.object({
  id: z.number().int(),
  status: z.enum(['draft', 'confirmed', 'discarded', 'cancelled']),
  overdueOn: day,
  letterOn: day,
  companies: z.array(z.string()),
  createdAt: z.string(),
  createdBy: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  /** The latest undoing of its letters. */
  cancelledAt: z.string().nullable(),
  cancelledBy: z.string().nullable(),
  cancelReason: z.string().nullable(),
  letters: count,
  confirmed: count,
  toReview: count,
  cancelled: count,
  /** Confirmed letters whose PDF is not yet in the archive. */
  unarchived: count,
  withoutAddress: count,
  /** Letters whose address has more lines, or longer ones, than post machines read (NF Z 10-011). */
  longAddresses: count,
  /** Letters whose interest stops before their day: a legal rate was missing. */
  withoutRates: count,
  /** What the instalments of the letters come to, and what the letters ask: less the credits set against them. */
  amounts: z.array(currencyAmount),
  netAmounts: z.array(currencyAmount),
  /** The same of the letters neither undone nor dropped since; all of a draft, and of one given up. */
  standing: z.object({
    letters: count,
    amounts: z.array(currencyAmount),
    netAmounts: z.array(currencyAmount),
  }),
  /** How the standing letters go; null where no company of theirs sends e-mails. */
  ways: z.object({ paper: count, email: count, both: count, isTrial: z.boolean() }).nullable(),
  /** What the letters undone had asked. */
  cancelledNetAmounts: z.array(currencyAmount),
})
export type RunSummary = z.infer<typeof runSummary>

export const runPage = z.object({ rows: z.array(runSummary), next: z.string().nullable() })
export const runQuery = z.object({
  status: z.enum(['draft', 'confirmed', 'discarded']).optional(),
  companies: companyCodes,
  after: z.string().optional(),
  limit: pageLimit({ usual: 25, most: 100 }),
})

export const confirmationResult = z.object({
  confirmed: count,
  toReview: z.array(
    z.object({
      letterId: z.number().int(),
      company: z.string(),
      code: z.string(),
      name: z.string(),
      currency: z.string(),
      reason: reviewReason,
      review,
    }),
  ),
})
export type ConfirmationResult = z.infer<typeof confirmationResult>

/** Why a run or a letter is undone, kept with it. */
export const cancellationOrder = z.object({ reason: z.string().trim().max(500).optional() })

/** Undoing goes letter by letter: one whose instalments moved since stays as it is. */
export const cancellationResult = z.object({
  cancelled: count,
  refused: z.array(
    z.object({ letterId: z.number().int(), company: z.string(), code: z.string(), name: z.string() }),
  ),
})
export type CancellationResult = z.infer<typeof cancellationResult>

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

export const createRun = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/runs',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Makes a draft run: its letters are frozen, no level moves',
  body: newRun,
  answer: runMade,
})

export const fetchRuns = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/runs',
  capability: 'read',
  tags: ['Passes de relance'],
  summary: 'Runs, newest first',
  query: runQuery,
  answer: runPage,
})

export const fetchRun = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/runs/{id}',
  capability: 'read',
  tags: ['Passes de relance'],
  summary: 'One run',
  params: idParams,
  answer: runSummary,
})

export const discardRun = endpoint({
  method: 'delete',
  isVersioned: true,
  path: '/api/runs/{id}',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Abandons a draft; no level moves',
  params: idParams,
  answer: z.object({ discarded: z.boolean() }),
})

export const takeOutCustomer = endpoint({
  method: 'delete',
  isVersioned: true,
  path: '/api/runs/{id}/customers/{customerId}',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Takes the letters and e-mails of one client out of a draft; no level moves',
  params: idParams.extend({ customerId: addressId }),
  answer: z.object({
    takenOut: count,
    /** They were its last: the draft is abandoned. */
    isDiscarded: z.boolean(),
  }),
})

export const confirmRun = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/runs/{id}/confirmation',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Confirms the letters of a run: each instalment moves to its next level',
  params: idParams,
  answer: confirmationResult,
})

/** Letters whose e-mail reached nobody, to be made again on paper. */
export const printInstead = endpoint({
  method: 'post',
  path: '/api/paper-runs',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Makes a draft, on paper, of letters whose e-mail reached nobody',
  body: z.object({ letterIds: z.array(z.number().int().positive()).min(1).max(1_000) }),
  answer: runMade,
})

export const decideReview = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/runs/{id}/review',
  capability: 'remind',
  tags: ['Passes de relance'],
  summary: 'Decides of letters to review: made again, dropped, or confirmed as they were posted',
  params: idParams,
  body: reviewOrder,
  answer: reviewResult,
})

export const cancelRun = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/runs/{id}/cancellation',
  capability: 'undo-own',
  tags: ['Passes de relance'],
  summary: 'Undoes a confirmed run',
  params: idParams,
  body: cancellationOrder,
  isBodyOptional: true,
  answer: cancellationResult,
})

export type NewRun = Sent<typeof createRun>['body']
export type RunPage = z.infer<typeof runPage>
