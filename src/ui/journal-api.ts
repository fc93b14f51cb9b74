import type { JournalKind } from '#domain/journal.ts'
import type { JournalPage, JournalPeople, JournalVerification } from '#features/journal/contract.ts'
import { filePath, getJson, sendJson, withQuery } from './request.ts'

/** What « Journal » asks of the server. */

export interface JournalQuery {
  readonly companies?: string | undefined
  readonly who?: string | undefined
  readonly kind?: JournalKind | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly text?: string | undefined
  readonly after?: string | undefined
}

export const fetchJournal = (query: JournalQuery, signal?: AbortSignal) =>
  getJson<JournalPage>(withQuery('/api/journal', query), signal)
export const fetchJournalPeople = () => getJson<JournalPeople>('/api/journal-people')
export const journalExportPath = (query: JournalQuery, format: 'csv' | 'xlsx') =>
  filePath('/api/journal-exports', { ...query, format })
export const fetchVerification = () => getJson<JournalVerification>('/api/journal-verification')
export const verifyJournal = () => sendJson<JournalVerification>('POST', '/api/journal-verification')
