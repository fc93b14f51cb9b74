import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { after, cents, day, idParams, level, pageLimit } from '#contract/fields.ts'
import { CREDIT_KINDS } from '#domain/receivables/receivable-kinds.ts'

export const timelineKinds = [
  'invoice',
  'credit-note',
  'payment',
  'adjustment',
  'return',
  'allocation',
  'allocation-cancelled',
  'letter',
  'letter-cancelled',
  'message',
  'mail',
  'level',
  'status',
  'contact',
  'block',
  'block-lifted',
] as const

export const timelineQuery = z.object({
  /** Only these families; all without it. */
  only: z.enum(['money', 'reminders', 'relation']).optional(),
  after,
  limit: pageLimit({ usual: 40, most: 200 }),
})
export type TimelineQuery = z.output<typeof timelineQuery>

export const timelineEntry = z.object({
  kind: z.enum(timelineKinds),
  id: z.number().int(),
  on: day,
  actor: z.string().nullable(),
  /** Number or label of the document, or of the invoice concerned. */
  number: z.string().nullable(),
  amountCents: cents.nullable(),
  currency: z.string().nullable(),
  /** Level of the letter, or the level after the change. */
  level: level.nullable(),
  levelBefore: level.nullable(),
  /** Kind of block, of contact, of change of level or of returned mail; state of a message; code of a status. */
  what: z.string().nullable(),
  outcome: z.string().nullable(),
  text: z.string().nullable(),
  /** Due date, end of a block, day promised or of the next action. */
  until: day.nullable(),
  promise: z.enum(['waiting', 'kept', 'broken', 'lifted']).nullable(),
  /** What an allocation joins; no credit where a file says "paid" without saying by what. */
  allocation: z
    .object({
      invoiceId: z.number().int(),
      invoiceNumber: z.string().nullable(),
      creditKind: z.enum(CREDIT_KINDS).nullable(),
      creditNumber: z.string().nullable(),
      /** Of the interest and recovery fees of the invoice, and nothing of the invoice itself. */
      paysPenalties: z.boolean(),
      /** Whose the credit is, when it is another client's: a parent company pays for its subsidiary. */
      otherCustomer: z.string().nullable(),
    })
    .nullable(),
  runId: z.number().int().nullable(),
  /** The e-mail itself, or that which a mail is about. */
  messageId: z.number().int().nullable(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
export const timelinePage = z.object({ rows: z.array(timelineEntry), next: z.string().nullable() })
export type TimelinePage = z.infer<typeof timelinePage>

export const fetchTimeline = endpoint({
  method: 'get',
  isVersioned: true,
  path: '/api/customers/{id}/timeline',
  capability: 'read',
  tags: ['Clients'],
  summary: 'Everything that happened with a client, the latest first',
  params: idParams,
  query: timelineQuery,
  answer: timelinePage,
})
