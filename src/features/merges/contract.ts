import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { isDay } from '#domain/days-and-money/day.ts'
import { MERGE_KINDS } from '#domain/matching/merge.ts'

/** « Doublons probables » and « Fusionner »: what is likely there twice, and making one of two. Amounts in cents. */

const id = z.number().int().positive()
const cents = z.number().int()
const day = z.string().refine(isDay, { error: 'day' })
const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const kind = z.enum(MERGE_KINDS)
const amounts = z.array(z.object({ currency: z.string(), cents }))
const companies = z
  .string()
  .transform((codes) => codes.split(',').filter((code) => code !== ''))
  .optional()

export const doublesQuery = z.object({ companies })

const doubleSide = z.object({
  id,
  /** Number of a document, empty when it has none; name of a client. */
  name: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  document: z
    .object({
      issuedOn: day.nullable(),
      currency: z.string(),
      totalCents: cents,
      openCents: cents,
      level: level.nullable(),
    })
    .nullable(),
})
export const likelyDoubles = z.object({
  rows: z.array(
    z.object({
      company: z.string(),
      kind,
      /** `same`: the rule tells; `asked`: only a person can. */
      likeness: z.enum(['same', 'asked']),
      /** The older first. */
      sides: z.tuple([doubleSide, doubleSide]),
      /** The one proposed to stand for both. */
      keptId: id,
    }),
  ),
})
export type LikelyDoubles = z.infer<typeof likelyDoubles>
export type LikelyDoubleRow = LikelyDoubles['rows'][number]

export const mergeOrder = z.object({ kind, keptId: id, mergedId: id })
export const mergePreviewQuery = z.object({
  kind,
  keptId: z.coerce.number().int().positive(),
  mergedId: z.coerce.number().int().positive(),
})

const state = z.object({ openCents: cents, level: level.nullable() })
export const mergePreview = z.object({
  /** What is owed before and after, and what credits are left, by currency. */
  owed: z.object({ before: amounts, after: amounts }),
  credits: z.object({ before: amounts, after: amounts }),
  /** Documents that become one, two by two. */
  pairs: z.array(
    z.object({
      kind: z.enum(['invoices', 'credits']),
      number: z.string().nullable(),
      mergedNumber: z.string().nullable(),
      issuedOn: day.nullable(),
      currency: z.string(),
      kept: state,
      merged: state,
      after: state,
    }),
  ),
  /** Documents that change client and stay what they are. */
  movedCount: z.number().int(),
})
export type MergePreview = z.infer<typeof mergePreview>

export const mergeDone = z.object({ id })

export const mergesQuery = z.object({ companies, customer: z.coerce.number().int().positive().optional() })
const mergeSide = z.object({ id, name: z.string(), customerCode: z.string() })
export const merges = z.object({
  rows: z.array(
    z.object({
      id,
      company: z.string(),
      kind,
      kept: mergeSide,
      merged: mergeSide,
      at: z.string(),
      by: z.string(),
      undone: z.object({ by: z.string(), at: z.string() }).nullable(),
    }),
  ),
})
export type MergeRow = z.infer<typeof merges>['rows'][number]

/** Undone; or what has happened since that stands in the way, and nothing was done. */
export const mergeUndoing = z.object({
  isUndone: z.boolean(),
  laterFacts: z.array(
    z.object({
      kind: z.enum(['import', 'letter', 'allocation', 'level', 'contact', 'merge', 'erasure']),
      name: z.string(),
      count: z.number().int(),
    }),
  ),
})

export const fetchLikelyDoubles = endpoint({
  method: 'get',
  path: '/api/likely-doubles',
  capability: 'read',
  tags: ['Fusions'],
  summary: 'Clients and documents that are likely there twice',
  query: doublesQuery,
  answer: likelyDoubles,
})

export const fetchMergePreview = endpoint({
  method: 'get',
  path: '/api/merge-preview',
  capability: 'read',
  tags: ['Fusions'],
  summary: 'What merging these two would change, before and after; nothing is written',
  query: mergePreviewQuery,
  answer: mergePreview,
})

export const fetchMerges = endpoint({
  method: 'get',
  path: '/api/merges',
  capability: 'read',
  tags: ['Fusions'],
  summary: 'Merges, the newest first, undone or not',
  query: mergesQuery,
  answer: merges,
})

export const sendMerge = endpoint({
  method: 'post',
  path: '/api/merges',
  capability: 'allocate',
  tags: ['Fusions'],
  summary: 'Makes one of two clients or two documents; the kept one owes what it owed, never the sum',
  body: mergeOrder,
  answer: mergeDone,
})

export const undoMerge = endpoint({
  method: 'post',
  path: '/api/merges/{id}/undo',
  capability: 'allocate',
  tags: ['Fusions'],
  summary: 'Parts again what was merged, or says what has happened since that stands in the way',
  params: z.object({ id: z.coerce.number().int().positive() }),
  answer: mergeUndoing,
})
