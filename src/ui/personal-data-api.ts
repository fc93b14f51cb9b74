import type { ErasurePreview, ErasureResult } from '#features/personal-data/contract.ts'
import { getJson, sendJson } from './request.ts'

/** What the page of a client asks about their personal data. */

export const fetchErasurePreview = (customerId: number) => getJson<ErasurePreview>(pathOf(customerId))
export const personalDataExportPath = (customerId: number) => `${pathOf(customerId)}/export`
export const eraseData = (customerId: number, reason: string) =>
  sendJson<ErasureResult>('POST', `${pathOf(customerId)}/erasure`, { reason })

function pathOf(customerId: number): string {
  return `/api/customers/${customerId}/personal-data`
}
