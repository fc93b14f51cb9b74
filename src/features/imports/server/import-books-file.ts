import { createHash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { type Doubt, isUnanswered, setsAside } from '#domain/receivables/doubt.ts'
import { questionOf } from '#ledger/doubt-words.ts'
import { type BooksOutcome, importBooks } from '#ledger/import-books.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { countSumsNow } from '#ledger/sums.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Source } from '#readers/source.ts'
import { type FileIssue, type ImportPlan, type ImportPreview, NO_COUNTS, textEncoding } from '../contract.ts'
import { recallAccounts, rememberAccounts } from './accounts-store.ts'
import { compareWithBooks } from './compare-balances.ts'
import { fileDoubts, fileIssues, fileRemarks, importRemark, importRemarks } from './file-issues.ts'
import type { ImportOrder } from './import-file.ts'
import { findCompany, type ImportMode, inCompany } from './in-company.ts'
import { overlongTexts } from './overlong-texts.ts'
import { currencySums, partyBalances } from './party-balances.ts'
import { type BooksKind, type ReadBooks, readBooks } from './read-books.ts'
import { identityOfFec } from './seller-company.ts'
import { keepIssues, recallMapping, rememberReading } from './store.ts'

const LARGE_BYTES = 10_000_000

const SHOWN = 200

interface BooksFileOrder extends Pick<ImportOrder, 'onProgress' | 'listsAll' | 'seal'> {
  readonly source: Source
  readonly options: Omit<ImportOrder['options'], 'kind'> & { readonly kind: BooksKind | undefined }
}

/**
 * Imports one ledger or one list into a company, in one transaction: all of it, or nothing when
 * `errors` is not empty or anything fails.
 */
export async function importBooksFile(
  database: Pick<Database, 'db'>,
  context: Context,
  order: BooksFileOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const { options } = order
  keepHeapLean(order.source)
  const { source, digest } = hashing(order.source)
  const onProgress = (share: number) => order.onProgress?.('reading', share)
  // A settlement date after today has not happened yet: the list is read as of today unless told otherwise.
  const asOf = options.asOf ?? context.today
  const recalled = <Kept>(recall: (tx: ScopedTransaction, companyId: number) => Promise<Kept>) =>
    withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
      const companyId = await findCompany(tx, context, options.company)
      return companyId === null ? null : await recall(tx, companyId)
    })
  const books = await readBooks(
    source,
    { ...options, asOf, onProgress },
    (headerKey) => recalled((tx, companyId) => recallMapping(tx, companyId, headerKey)),
    async () => (await recalled(recallAccounts)) ?? [],
  )
  const errors = errorsOf(source.name, books, context)
  if (errors.length > 0) {
    const refused = refusal(source.name, books, errors, context)
    if (!books.balances) return refused
    const comparison = await compareWithBooks(database, context, options.company, books.balances)
    return { ...refused, comparison }
  }
  const company = { ...options, identity: books.kind === 'fec' ? identityOfFec(source.name) : undefined }
  const sha256 = await digest()
  order.onProgress?.('writing', 0)
  const preview = await inCompany(database, context, company, mode, async (tx, companyId) => {
    const actor = context.actor.name
    await remember(tx, companyId, books, options, actor)
    if (books.kind === 'fec' && options.accounts)
      await rememberAccounts(tx, companyId, options.accounts, actor)
    const outcome = await importBooks(tx, {
      companyId,
      source: books.kind === 'fec' ? 'fec' : 'list',
      fileName: source.name,
      sha256,
      file: books.file,
      covers: books.covers,
      term: options.term,
      completeOn: options.completeOn,
      doubts: books.file.doubts,
      headerKey: books.headerKey ?? undefined,
      listsAll: order.listsAll,
      actor,
      today: context.today,
    })
    if (options.isStrict) refuseDoubts(outcome.doubts, context)
    const ahead = mode === 'preview' ? await readAhead(tx, companyId, context.today) : undefined
    const done = previewOf(source.name, books, { ...outcome, ahead }, context)
    await keepIssues(tx, { companyId, importId: outcome.importId }, done, context.language)
    await order.seal?.(tx, companyId, done)
    return done
  })
  order.onProgress?.('writing', 1)
  return preview
}

// The hash of the file, made along its first whole reading: there is no reason to read it once more.
function hashing(source: Source): { readonly source: Source; digest(): Promise<string> } {
  let sha256: string | null = null
  async function* open(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    for await (const chunk of source.open()) {
      if (sha256 === null) hash.update(chunk)
      yield chunk
    }
    sha256 ??= hash.digest('hex')
  }
  const digest = async (): Promise<string> => {
    if (sha256 === null) for await (const _ of open());
    return sha256 ?? ''
  }
  return { source: { ...source, open }, digest }
}

// What was answered is remembered as what was mapped: only what this import was told.
async function remember(
  tx: ScopedTransaction,
  companyId: number,
  { headerKey, positions }: ReadBooks,
  { mapping, dateOrder, answers }: BooksFileOrder['options'],
  actor: string,
): Promise<void> {
  if (headerKey === null) return
  const columns = mapping !== undefined && positions !== null ? { mapping: positions, dateOrder } : {}
  await rememberReading(tx, companyId, headerKey, { ...columns, answers }, actor)
}

/** @throws RelancesError conflict naming the first question nobody has answered, and how many there are */
function refuseDoubts(doubts: readonly Doubt[], { language }: Context): void {
  const unanswered = doubts.filter((doubt) => isUnanswered(doubt) && setsAside(doubt))
  if (unanswered.length === 0) return
  const questions = unanswered.map((doubt) => `${questionOf(language, doubt)} (${doubt.id}, ${doubt.count})`)
  throw new RelancesError('conflict', 'doubts.refused', { questions: questions.join(' ; ') })
}

type Ahead = NonNullable<ImportPreview['ahead']>

// The page's own figures: as it opens the day after, on what is due by today.
async function readAhead(tx: ScopedTransaction, companyId: number, today: Day): Promise<Ahead> {
  const asked = { on: today, today: addDays(today, 1), companyIds: [companyId] }
  await countSumsNow(tx)
  const { customers, invoices, amounts, netAmounts, setAside } = await readTotals(tx, asked)
  return { on: today, customers, invoices, amounts, netAmounts, setAside }
}

function previewOf(
  name: string,
  books: ReadBooks,
  outcome: BooksOutcome & { readonly ahead: Ahead | undefined },
  context: Context,
): ImportPreview {
  const remarks = [
    ...books.remarks.map(({ key, values }) => importRemark(name, context.language, key, values)),
    ...importRemarks(name, outcome, context.language),
  ]
  const warnings = [...remarks, ...fileIssues(name, books.file.warnings, context.language)]
  const parties = partyBalances(books.file)
  return {
    kind: books.kind,
    counts: outcome.counts,
    plan: planShown(outcome.plan),
    ...(outcome.ahead ? { ahead: outcome.ahead } : {}),
    doubts: [...fileDoubts(name, outcome.doubts, context.language)],
    remarks: [...fileRemarks(name, books.file.remarks, context.language)],
    warnings: warnings.slice(0, SHOWN),
    errors: [],
    warningCount: warnings.length,
    fec: books.fec,
    encodings: encodingsOf(books),
    documents: [],
    inFile: currencySums(parties),
    parties: parties.slice(0, SHOWN),
    partyCount: parties.length,
    estimatedDueDates: outcome.estimatedDueDates,
    customersWithoutAddress: outcome.customersWithoutAddress,
    probablePayments: outcome.probablePayments,
  }
}

function planShown(plan: BooksOutcome['plan']): ImportPlan {
  const { changes, customers, customerCounts, sums, books, digest } = plan
  return {
    changes: [...changes],
    customers: customers.map((one) => ({ ...one, facts: [...one.facts], balances: [...one.balances] })),
    customerCounts,
    sums: [...sums],
    books: [...books],
    digest,
  }
}

function errorsOf(name: string, { file }: ReadBooks, { language }: Context): readonly FileIssue[] {
  if (file.errors.length > 0) return fileIssues(name, file.errors, language)
  return overlongTexts(file).map(({ line, text, max }) => ({
    ...importRemark(name, language, 'imports.text-too-long', { line, text, max }),
    line,
  }))
}

// A file of UTF-8 leaves no doubt.
function encodingsOf({ readings = [] }: ReadBooks): ImportPreview['encodings'] {
  const asked = readings.flatMap(({ encoding, samples }) => {
    const known = textEncoding.safeParse(encoding)
    return known.success ? [{ encoding: known.data, samples: [...samples] }] : []
  })
  return asked.length > 1 ? asked : undefined
}

function refusal(
  name: string,
  books: ReadBooks,
  errors: readonly FileIssue[],
  { language }: Context,
): ImportPreview {
  const warnings = fileIssues(name, books.file.warnings, language)
  return {
    kind: books.kind,
    counts: NO_COUNTS,
    doubts: [],
    remarks: [...fileRemarks(name, books.file.remarks, language)],
    warnings: warnings.slice(0, SHOWN),
    errors: errors.slice(0, SHOWN),
    warningCount: warnings.length,
    fec: books.fec,
    documents: [],
    parties: [],
    partyCount: 0,
    estimatedDueDates: 0,
    customersWithoutAddress: 0,
  }
}

/**
 * Before a large file: keeps V8 from giving ever more room to short-lived objects, which reading makes
 * by the million. A third less memory at the peak of a million lines, for a few hundredths of its time.
 */
function keepHeapLean(source: Pick<Source, 'size'>): void {
  if (source.size > LARGE_BYTES) setFlagsFromString('--semi-space-growth-factor=1')
}
