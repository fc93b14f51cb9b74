import type {
  CustomerChoices,
  CustomerItems,
  MovementCounts,
  MovementPage,
  MovementTab,
  PaymentDecision,
  ProposalFilter,
  ReturnChoices,
} from '#features/reconciliation/contract.ts'
import { getJson, sendJson, withQuery } from './request.ts'

/** What the screen of bank movements asks; shapes are those of its contract. */

const PATH = '/api/bank-movements'

export interface MovementsQuery {
  readonly tab: MovementTab
  readonly proposal?: ProposalFilter | undefined
  readonly search?: string | undefined
  readonly companies?: string | undefined
  readonly after?: string | undefined
}

export const fetchMovements = (query: MovementsQuery) => getJson<MovementPage>(withQuery(PATH, query))
export const fetchMovementCounts = (companies: string | undefined) =>
  getJson<MovementCounts>(withQuery(`${PATH}/counts`, { companies }))
export const fetchPayers = (movement: number, search: string) =>
  getJson<CustomerChoices>(withQuery(`${PATH}/${movement}/customers`, { search }))
export const fetchPayerItems = (movement: number, customer: number) =>
  getJson<CustomerItems>(`${PATH}/${movement}/customers/${customer}`)
export const fetchReturnable = (movement: number, search: string) =>
  getJson<ReturnChoices>(withQuery(`${PATH}/${movement}/payments`, { search }))

export const matchMovement = (movement: number, decision: PaymentDecision) =>
  sendJson<unknown>('POST', `${PATH}/${movement}/matching`, decision)
export const returnByMovement = (movement: number, creditId: number, reasons: readonly string[]) =>
  sendJson<unknown>('POST', `${PATH}/${movement}/return`, { creditId, reasons })
export const setMovementAside = (movement: number) =>
  sendJson<unknown>('POST', `${PATH}/${movement}/set-aside`, { reason: 'not-a-customer' })
export const undoMovement = (movement: number, reason: string) =>
  sendJson<unknown>('POST', `${PATH}/${movement}/cancellation`, { reason })
