import type {
  LikelyDoubles,
  MergeOrderSent,
  MergePreview,
  Merges,
  MergeUndoingAnswer,
} from '#features/merges/contract.ts'
import { getJson, sendJson, withQuery } from './request.ts'

export const fetchLikelyDoubles = (companies: string | undefined) =>
  getJson<LikelyDoubles>(withQuery('/api/likely-doubles', { companies }))
export const fetchMergePreview = (order: MergeOrderSent) =>
  getJson<MergePreview>(withQuery('/api/merge-preview', order))
export const fetchMerges = (query: {
  readonly companies?: string | undefined
  readonly customer?: number | undefined
}) => getJson<Merges>(withQuery('/api/merges', query))
export const sendMerge = (order: MergeOrderSent) => sendJson<{ id: number }>('POST', '/api/merges', order)
export const undoMerge = (id: number) => sendJson<MergeUndoingAnswer>('POST', `/api/merges/${id}/undo`, {})
