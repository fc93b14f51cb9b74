import type { DoubtChoice } from '#domain/doubt.ts'
import type { DecidedDoubt, OpenDoubts } from '#features/doubts/contract.ts'
import { getJson, sendJson } from './request.ts'

export const fetchOpenDoubts = () => getJson<OpenDoubts>('/api/import-doubts')
export const decideDoubt = (id: number, choice: DoubtChoice) =>
  sendJson<DecidedDoubt>('POST', `/api/import-doubts/${id}/decision`, { choice })
export const reopenDoubt = (id: number) =>
  sendJson<{ reopened: boolean }>('DELETE', `/api/import-doubts/${id}/decision`)
