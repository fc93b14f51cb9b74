import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import type { Coverage } from '#ledger/import-scope.ts'
import type { ClientBalance } from '#readers/client-balance.ts'
import { detect } from '#readers/detect.ts'
import type { EncodingReading } from '#readers/encoding.ts'
import { type FecFile, readFec } from '#readers/fec.ts'
import { type FecReceivables, fecReceivables } from '#readers/fec-receivables.ts'
import type { ColumnMapping } from '#readers/invoice-columns.ts'
import type { ReadIssue, ReceivablesFile } from '#readers/records.ts'
import type { Source } from '#readers/source.ts'
import type { ImportKind, ImportOptions, ImportPreview } from '../contract.ts'
import { readList } from './read-list.ts'

/** A file understood: its records, and what is known of it besides. */
export interface ReadBooks {
  readonly kind: BooksKind
  readonly file: ReceivablesFile
  /** Period of the entries of a ledger; null for lists. */
  readonly covers: Coverage | null
  readonly fec: ImportPreview['fec']
  /** The columns of a list, by name and by position; the identity of the header that answers are remembered under. */
  readonly columns: ColumnMapping | null
  readonly positions: ColumnPositions | null
  readonly headerKey: string | null
  /** What a list that has no invoice says each client owes. */
  readonly balances?: readonly ClientBalance[] | null
  readonly remarks: readonly Remark[]
  /** How accented names can be read, the way taken first; none when there is no doubt. */
  readonly readings?: readonly EncodingReading[]
}

/** A sentence of the catalogue with its blanks. */
export interface Remark {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Field → position of its column, 0-based. */
export type ColumnPositions = NonNullable<ImportOptions['mapping']>

/** What can be read as books: a ledger, or a list. */
export type BooksKind = Extract<ImportKind, 'fec' | 'list' | 'customers'>

export interface ReadOptions
  extends Partial<
    Pick<ImportOptions, 'netting' | 'dateOrder' | 'asOf' | 'accounts' | 'answers' | 'encoding'>
  > {
  readonly kind?: BooksKind | undefined
  /** Field → position or name of its column. */
  readonly mapping?: Readonly<Record<string, number | string>> | undefined
  /** A table even if it looks like a ledger. */
  readonly isTable?: boolean
  onProgress?(share: number): void
}

/** Finds how a company has had files of this header read; null when it has none. */
export type RecallMapping = (headerKey: string) => Promise<RememberedReading | null>

/** How a company has had files of one header read. */
export type RememberedReading = Pick<ImportOptions, 'mapping' | 'dateOrder' | 'answers'>

/** All ledgers have the same header. */
const FEC_HEADER = 'fec'

/**
 * Reads a ledger or a list, told apart by their content unless `kind` says. Never throws on a bad
 * file: `file.errors` says why it is refused.
 */
export async function readBooks(
  source: Source,
  options: ReadOptions,
  recall?: RecallMapping,
  recallAccounts?: () => Promise<readonly AccountChoice[]>,
): Promise<ReadBooks> {
  const kind = options.kind ?? (options.isTable ? undefined : await guessedKind(source))
  if (typeof kind === 'object') return unreadable(kind)
  return kind === 'fec'
    ? await readLedger(source, options, options.accounts ?? (await recallAccounts?.()) ?? [], recall)
    : await readList(source, { ...options, kind }, recall)
}

async function guessedKind(source: Source): Promise<BooksKind | undefined | ReadIssue> {
  const { format, reason } = await detect(source)
  if (reason) return reason
  return format === 'fec' || format === 'fec-xml' ? 'fec' : undefined
}

async function readLedger(
  source: Source,
  options: ReadOptions,
  accounts: readonly AccountChoice[],
  recall: RecallMapping | undefined,
): Promise<ReadBooks> {
  const size = Math.max(source.size, 1)
  // The file is read twice: once to know its encoding.
  const read = await readFec(source, {
    accounts,
    encoding: options.encoding,
    onProgress: (bytes) => options.onProgress?.(Math.min(1, bytes / size)),
  })
  const netting = options.netting ?? false
  const remembered = await recall?.(FEC_HEADER)
  const answers = { ...remembered?.answers, ...options.answers }
  const file = fecReceivables(read, { netting, answers })
  return {
    kind: 'fec',
    file,
    covers: coverageOf(read),
    fec: controlsOf(read, file, netting),
    ...NO_TABLE,
    readings: read.readings ?? [],
    headerKey: FEC_HEADER,
  }
}

const NO_TABLE = { columns: null, positions: null, headerKey: null, remarks: [] } as const

function coverageOf({ firstOn, lastOn }: FecFile): Coverage | null {
  return firstOn !== null && lastOn !== null ? { from: firstOn, to: lastOn } : null
}

function controlsOf(read: FecFile, file: FecReceivables, isNetted: boolean): ImportPreview['fec'] {
  const offered = isNetted || !file.suggestsNetting ? file : fecReceivables(read, { netting: true })
  let nettedCents = 0
  for (const { origin, amountCents } of offered.allocations)
    if (origin === 'proposed') nettedCents += amountCents
  return {
    rows: read.rows,
    debitCents: read.debitCents,
    creditCents: read.creditCents,
    firstEntryOn: read.firstOn,
    lastEntryOn: read.lastOn,
    validatedRows: read.validatedRows,
    letteredShare: file.letteredShare,
    suggestsNetting: file.suggestsNetting,
    nettedCents,
    accounts: [...read.accounts],
  }
}

function unreadable(reason: ReadIssue): ReadBooks {
  const nothing = { customers: [], invoices: [], credits: [], allocations: [], doubts: [], remarks: [] }
  const file = { ...nothing, warnings: [], errors: [reason] }
  return { kind: 'list', file, covers: null, fec: null, ...NO_TABLE }
}
