import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import {
  addressId,
  cents,
  companyCodes,
  currencyAmount,
  day,
  givenId,
  idParams,
  level,
} from '#contract/fields.ts'
import { MERGE_KINDS } from '#domain/matching/merge.ts'

/** « Doublons probables » and « Fusionner »: what is likely there twice, and making one of two. Amounts in cents. */

const kind = z.enum(MERGE_KINDS)
const amounts = z.array(currencyAmount)

export const doublesQuery = z.object({ companies: companyCodes })

const doubleSide = z.object({
  id: givenId,
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
      keptId: givenId,
    }),
  ),
})
export type LikelyDoubles = z.infer<typeof likelyDoubles>
export type LikelyDoubleRow = LikelyDoubles['rows'][number]

export const mergeOrder = z.object({ kind, keptId: givenId, mergedId: givenId })
export const mergePreviewQuery = z.object({
  kind,
  keptId: addressId,
  mergedId: addressId,
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

export const mergeDone = z.object({ id: givenId })

export const mergesQuery = z.object({ companies: companyCodes, customer: addressId.optional() })
const mergeSide = z.object({ id: givenId, name: z.string(), customerCode: z.string() })
export const merges = z.object({
  rows: z.array(
    z.object({
      id: givenId,
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
  params: idParams,
  answer: mergeUndoing,
})
