import type { z } from 'zod'
import type {
  CustomerListPage,
  CustomerStanding,
  CustomerTotals,
  customerListQuery,
  customerTotalsQuery,
  TimelinePage,
  TimelineQuery,
} from '#features/customers/contract.ts'
import type { listParams, listQuery } from '#features/lists/contract.ts'
import type {
  ImportCancellationResult,
  ImportJobRows,
  PastImports,
  PastIssues,
  RefusedImports,
} from '#features/past-imports/contract.ts'
import type {
  Agenda,
  NewMark,
  newContactEvent,
  RelationChange,
  RelationSettings,
} from '#features/relation/contract.ts'
import { filePath, getJson, sendJson, withQuery } from './request.ts'

/** What « Clients », « Relation client » and « Travaux » ask of the server. */

export type CustomerListQuery = z.input<typeof customerListQuery>
type CustomerTotalsQuery = z.input<typeof customerTotalsQuery>
export type NewContact = z.input<typeof newContactEvent>
type ListName = z.infer<typeof listParams>['name']
export type ListAddress = z.input<typeof listQuery>

export const fetchCustomerList = (query: CustomerListQuery, signal?: AbortSignal) =>
  getJson<CustomerListPage>(withQuery('/api/customers', query), signal)
export const fetchCustomerTotals = (query: CustomerTotalsQuery, signal?: AbortSignal) =>
  getJson<CustomerTotals>(withQuery('/api/customers/totals', query), signal)
export const customerExportPath = (query: CustomerListQuery, format: 'csv' | 'xlsx') =>
  filePath('/api/customer-exports', { ...query, format })

export const fetchStanding = (id: number) => getJson<CustomerStanding>(`/api/customers/${id}/standing`)
export const fetchTimeline = (id: number, query: Partial<TimelineQuery>) =>
  getJson<TimelinePage>(withQuery(`/api/customers/${id}/timeline`, query))
export const statementPath = (
  id: number,
  query: { from?: string | undefined; on?: string | undefined } = {},
) => filePath(`/api/customers/${id}/statement`, query)

export const logContact = (event: NewContact) =>
  sendJson<{ id: number }>('POST', '/api/customer-events', event)
export const fetchAgenda = (query: {
  companies?: string | undefined
  kind?: string
  after?: string
  limit?: number
}) => getJson<Agenda>(withQuery('/api/agenda', query))
export const markDone = (mark: NewMark) => sendJson<{ id: number }>('POST', '/api/agenda-marks', mark)
export const undoDone = (id: number) =>
  sendJson<{ undone: boolean }>('POST', `/api/agenda-marks/${id}/undoing`, {})

export const fetchRelationSettings = (code: string) => getJson<RelationSettings>(settingsPath(code))
export const saveRelationSettings = (code: string, change: RelationChange) =>
  sendJson<RelationSettings>('PUT', settingsPath(code), change)

export const listPath = (name: ListName, query: ListAddress) => filePath(`/api/lists/${name}`, query)

export const fetchPastImports = (query: { companies?: string | undefined; after?: string | undefined }) =>
  getJson<PastImports>(withQuery('/api/past-imports', query))
export const fetchImportJobs = () => getJson<ImportJobRows>('/api/import-jobs')
export const fetchPastIssues = (id: number) => getJson<PastIssues>(`/api/past-imports/${id}/issues`)
export const fetchRefusedImports = (query: { companies?: string | undefined }) =>
  getJson<RefusedImports>(withQuery('/api/refused-imports', query))
export const fetchRefusedIssues = (id: number) => getJson<PastIssues>(`/api/refused-imports/${id}/issues`)
export const cancelImport = (id: number) =>
  sendJson<ImportCancellationResult>('POST', `/api/past-imports/${id}/cancellation`, {})

function settingsPath(code: string): string {
  return `/api/companies/${encodeURIComponent(code)}/relation`
}
