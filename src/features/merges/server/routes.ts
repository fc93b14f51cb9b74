import { findLikelyDoubles } from '#ledger/likely-doubles.ts'
import { merge } from '#ledger/merge.ts'
import { planMerge } from '#ledger/merge-plan.ts'
import { undoMerge } from '#ledger/undo-merge.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { likelyDoubles, merges, mergeUndoing } from '../contract.ts'
import { previewOf } from './preview.ts'
import { listMerges } from './store.ts'

const PICTURE = { isolation: 'repeatable read' } as const

/** Routes of « Doublons probables » and « Fusionner ». */
export const mergesRoutes: readonly Served[] = [
  serve(contract.fetchLikelyDoubles, async ({ read }) => {
    const rows = await read(findLikelyDoubles, PICTURE)
    return likelyDoubles.parse({ rows })
  }),
  serve(contract.fetchMergePreview, async ({ query: order, context, read }) => {
    const plan = await read((tx) => planMerge(tx, order, context), PICTURE)
    return previewOf(plan)
  }),
  serve(contract.fetchMerges, async ({ query: { customer }, context, read }) => {
    const asked = { companyIds: context.companyIds, customerId: customer }
    const rows = await read((tx) => listMerges(tx, asked), PICTURE)
    return merges.parse({ rows })
  }),
  serve(contract.sendMerge, async ({ body: order, context, write }) => {
    const id = await write((tx) => merge(tx, order, context))
    return { id }
  }),
  serve(contract.undoMerge, async ({ params: { id }, context, write }) => {
    const undoing = await write((tx) => undoMerge(tx, id, context))
    return undoing.isUndone ? { ...undoing, laterFacts: [] } : mergeUndoing.parse(undoing)
  }),
]
