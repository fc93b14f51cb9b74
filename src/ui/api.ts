import type { z } from 'zod'
import type { SetAsideReason } from '#domain/blocks.ts'
import type { LetterText } from '#domain/letter-text.ts'
import type { Level } from '#domain/levels.ts'
import type { Selection } from '#domain/selection.ts'
import type { createdBlock, liftingResult, newBlock } from '#features/blocks/contract.ts'
import type {
  Company,
  companyList,
  letterheadChange,
  newCompany,
  previewRequest,
  SentImage,
} from '#features/companies/contract.ts'
import type { CustomerChange, CustomerDetail } from '#features/customers/contract.ts'
import type { ImportOptions } from '#features/imports/contract.ts'
import type {
  depositSize,
  FileReading,
  Heirs,
  ImportState,
  importHistory,
  ReadingOrder,
} from '#features/imports/deposit-contract.ts'
import type {
  CopyOrder,
  CopyResult,
  LetterTextChange,
  LetterTextState,
  PreviewRequest,
  Recipients,
  TextVersions,
  Variant,
} from '#features/letter-texts/contract.ts'
import type {
  LetterDay,
  Procedure,
  ProcedureChange,
  Simulation,
  SimulationRequest,
} from '#features/procedure/contract.ts'
import type { NewRate, RateTable, TermChange } from '#features/rates/contract.ts'
import type {
  CustomerPage,
  Filters,
  InvoiceRow,
  levelChange,
  levelChangeResult,
  SelectionSummary,
  SetAsidePage,
  SetAsideReasons,
  SortKey,
  Totals,
} from '#features/reminders/contract.ts'
import type { InvoiceDetail } from '#features/reminders/detail-contract.ts'
import type {
  CancellationResult,
  ConfirmationResult,
  letterPage,
  letterStatus,
  PrintParts,
  ReviewOrder,
  ReviewResult,
  RunSummary,
  runPage,
} from '#features/runs/contract.ts'
import type { Session } from '#features/session/contract.ts'
import { getJson, sendBytes, sendForBytes, sendJson, withQuery } from './request.ts'

/** One function per need of the screens; shapes are those of the features' contracts. */

export type NewBlock = z.input<typeof newBlock>
export type NewCompany = z.input<typeof newCompany>
export type Letterhead = z.input<typeof letterheadChange>
export type LevelChange = z.input<typeof levelChange>
export type { CancellationResult }
export type LetterPage = z.infer<typeof letterPage>
export type LetterStatus = z.infer<typeof letterStatus>
export type RunPage = z.infer<typeof runPage>
export type DepositSize = z.infer<typeof depositSize>
export type ImportHistory = z.infer<typeof importHistory>
type CreatedRun = { run: number; letters: number }

export const fetchSession = () => getJson<Session>('/api/session')
export const signOut = () => sendJson<unknown>('DELETE', '/api/session')
export const loadExample = () => sendJson<unknown>('POST', '/api/example')

export const fetchCompanies = () => getJson<z.infer<typeof companyList>>('/api/companies')
export const fetchCompany = (code: string) => getJson<Company>(companyPath(code))
export const createCompany = (company: NewCompany) => sendJson<Company>('POST', '/api/companies', company)
export const saveLetterhead = (code: string, letterhead: Letterhead) =>
  sendJson<Company>('PUT', companyPath(code), letterhead)
export const archiveCompany = (code: string) => sendJson<Company>('POST', `${companyPath(code)}/archiving`)
export const restoreCompany = (code: string) => sendJson<Company>('DELETE', `${companyPath(code)}/archiving`)
export const sendImage = (code: string, image: Blob) =>
  sendBytes<SentImage>(`${companyPath(code)}/images`, image)
export const imagePath = (code: string, sha256: string) => `${companyPath(code)}/images/${sha256}`
export const envelopeSheetPath = (code: string) => `${companyPath(code)}/envelope-sheet`
export const previewLetterhead = (
  code: string,
  letterhead: z.input<typeof previewRequest>,
  signal: AbortSignal,
) => sendForBytes(`${companyPath(code)}/letterhead-preview`, letterhead, signal)

export const fetchProcedure = (code: string) => getJson<Procedure>(`${companyPath(code)}/procedure`)
export const saveProcedure = (code: string, change: ProcedureChange) =>
  sendJson<Procedure>('PUT', `${companyPath(code)}/procedure`, change)
export const fetchLetterDay = (query: { on: string; companies?: readonly string[] | undefined }) =>
  getJson<LetterDay>(withQuery('/api/letter-day', query))
export const simulateProcedure = (code: string, edited: SimulationRequest) =>
  sendJson<Simulation>('POST', `${companyPath(code)}/procedure/simulation`, edited)

export const fetchRates = (code: string) => getJson<RateTable>(`${companyPath(code)}/rates`)
export const addRates = (code: string, rate: NewRate) =>
  sendJson<RateTable>('POST', `${companyPath(code)}/rates`, rate)
export const savePenaltyTerms = (code: string, change: TermChange) =>
  sendJson<RateTable>('PUT', `${companyPath(code)}/penalty-terms`, change)
export const fetchLetterText = (code: string, variant: Variant) =>
  getJson<LetterTextState>(letterTextPath(code, variant))
export const saveLetterText = (code: string, variant: Variant, change: LetterTextChange) =>
  sendJson<LetterTextState>('PUT', letterTextPath(code, variant), change)
export const keepOwnText = (code: string, variant: Variant) =>
  sendJson<LetterTextState>('POST', `${letterTextPath(code, variant)}/original-seen`, {})
export const fetchDefaultText = (code: string, variant: Variant) =>
  getJson<LetterText>(`${letterTextPath(code, variant)}/default`)
export const fetchTextVersions = (code: string, variant: Variant, after?: string) =>
  getJson<TextVersions>(withQuery(`${letterTextPath(code, variant)}/versions`, { after }))
export const fetchTextVersion = (code: string, variant: Variant, version: number) =>
  getJson<LetterText>(`${letterTextPath(code, variant)}/versions/${version}`)
export const copyLetterText = (code: string, variant: Variant, order: CopyOrder) =>
  sendJson<CopyResult>('POST', `${letterTextPath(code, variant)}/copies`, order)
export const fetchRecipients = (code: string, search: string, signal?: AbortSignal) =>
  getJson<Recipients>(withQuery(`${companyPath(code)}/letter-texts/recipients`, { search }), signal)
export const previewLetter = (code: string, request: PreviewRequest, signal: AbortSignal) =>
  sendForBytes(`${companyPath(code)}/letter-texts/preview`, request, signal)

export interface CustomerQuery extends Filters {
  readonly tab?: 'all' | 'advised'
  readonly sort?: SortKey
  readonly direction?: 'asc' | 'desc'
  readonly after?: string | undefined
  readonly limit?: number
}

export const fetchCustomers = (query: CustomerQuery, signal?: AbortSignal) =>
  getJson<CustomerPage>(withQuery('/api/reminders', query), signal)
export const fetchTotals = (filters: Filters, signal?: AbortSignal) =>
  getJson<Totals>(withQuery('/api/reminders/totals', filters), signal)
export const fetchSetAside = (
  query: Filters & { reason?: SetAsideReason | undefined; after?: string | undefined; limit?: number },
) => getJson<SetAsidePage>(withQuery('/api/reminders/set-aside', query))
export const fetchSetAsideReasons = ({ on, companies, text }: Filters) =>
  getJson<SetAsideReasons>(withQuery('/api/reminders/set-aside-reasons', { on, companies, text }))
export const fetchInvoices = (customerId: number, on: string, currency: string) =>
  getJson<{ invoices: InvoiceRow[] }>(
    withQuery(`/api/reminders/customers/${customerId}/invoices`, { on, currency }),
  )
export const fetchInvoice = (id: number, on: string) =>
  getJson<InvoiceDetail>(withQuery(`/api/invoices/${id}`, { on }))
export const sumSelection = (filters: Filters, selection: Selection, letterOn?: string) =>
  sendJson<SelectionSummary>('POST', '/api/reminders/selection', { filters, selection, letterOn })
export const changeLevel = (change: LevelChange) =>
  sendJson<z.infer<typeof levelChangeResult>>('POST', '/api/level-changes', change)

export const createBlock = (block: NewBlock) =>
  sendJson<z.infer<typeof createdBlock>>('POST', '/api/dunning-blocks', block)
export const liftBlock = (id: number) =>
  sendJson<z.infer<typeof liftingResult>>('POST', `/api/dunning-blocks/${id}/lifting`, {})

export const fetchCustomer = (id: number) => getJson<CustomerDetail>(`/api/customers/${id}`)
export const changeCustomer = (id: number, change: CustomerChange) =>
  sendJson<CustomerDetail>('PATCH', `/api/customers/${id}`, change)

export interface NewRun {
  readonly filters: Filters
  readonly selection: Selection
  readonly letterOn: string
}
/** `key` names this press: sent twice, it makes one run. */
export const createRun = (draft: NewRun, key: string) => sendJson<CreatedRun>('POST', '/api/runs', draft, key)
export const fetchRuns = (query: {
  status?: RunSummary['status']
  companies?: string | undefined
  after?: string | undefined
}) => getJson<RunPage>(withQuery('/api/runs', query))
export const fetchRun = (id: number) => getJson<RunSummary>(`/api/runs/${id}`)

export interface LettersQuery {
  readonly search?: string | undefined
  readonly status?: LetterStatus | undefined
  readonly after?: string | undefined
  readonly limit?: number
}

export const fetchLetters = (run: number, query: LettersQuery) =>
  getJson<LetterPage>(withQuery(`/api/runs/${run}/letters`, query))
export const letterPdfPath = (id: number) => `/api/letters/${id}/pdf`
export const fetchPrintParts = (run: number) => getJson<PrintParts>(`/api/runs/${run}/print-parts`)
export const confirmRun = (id: number) =>
  sendJson<ConfirmationResult>('POST', `/api/runs/${id}/confirmation`, {})
export const discardRun = (id: number) => sendJson<unknown>('DELETE', `/api/runs/${id}`)
export const decideReview = (run: number, order: ReviewOrder) =>
  sendJson<ReviewResult>('POST', `/api/runs/${run}/review`, order)
export const cancelRun = (id: number, reason: string) =>
  sendJson<CancellationResult>('POST', `/api/runs/${id}/cancellation`, { reason })
export const cancelLetter = (id: number, reason: string) =>
  sendJson<CancellationResult>('POST', `/api/letters/${id}/cancellation`, { reason })

export interface HistoryQuery {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly companies?: string | undefined
  readonly customer?: string | undefined
  readonly customerId?: number | undefined
  readonly level?: Level | undefined
  readonly actor?: string | undefined
  readonly after?: string | undefined
}

export const fetchHistory = (query: HistoryQuery) => getJson<LetterPage>(withQuery('/api/history', query))

export const depositPath = (fileName: string, files: number) => withQuery('/api/imports', { fileName, files })
export const addFilePath = (id: string, fileName: string) =>
  withQuery(`/api/imports/${id}/files`, { fileName })
export const previewImport = (id: string, options: ImportOptions) =>
  sendJson<ImportState>('POST', `/api/imports/${id}/preview`, options)
export const readDeposit = (id: string, order: ReadingOrder) =>
  sendJson<FileReading>('POST', `/api/imports/${id}/reading`, order)
export const fetchImport = (id: string) => getJson<ImportState>(`/api/imports/${id}`)
export const IMPORT_MODEL_PATH = '/api/import-model'
export const changesPath = (id: string, format: 'csv' | 'xlsx') =>
  withQuery(`/api/imports/${id}/changes`, { format })
export const confirmImport = ({ id, digest }: { readonly id: string; readonly digest: string }) =>
  sendJson<ImportState>('POST', `/api/imports/${id}/confirmation`, { digest })
export const discardImport = (id: string) => sendJson<unknown>('DELETE', `/api/imports/${id}`)
export const fetchHeirs = (id: string) => getJson<Heirs>(`/api/imports/${id}/heirs`)
export const handImport = (id: string, person: string) =>
  sendJson<unknown>('PUT', `/api/imports/${id}/owner`, { person })
export const fetchImportHistory = () => getJson<ImportHistory>('/api/imports')

function companyPath(code: string): string {
  return `/api/companies/${encodeURIComponent(code)}`
}

function letterTextPath(code: string, { level, language, audience }: Variant): string {
  return `${companyPath(code)}/letter-texts/${level}/${language}/${audience}`
}
