import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { createCompany } from '#ledger/create-company.ts'
import { type BooksOutcome, importBooks } from '#ledger/import-books.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { narrowScope, type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Source } from '#readers/source.ts'
import { type FileIssue, type ImportOptions, type ImportPreview, NO_COUNTS } from './contract.ts'
import { fileIssues, importRemark } from './file-issues.ts'
import { importRemarks } from './import-remarks.ts'
import { keepHeapLean } from './lean-heap.ts'
import { overlongTexts } from './overlong-texts.ts'
import { partyBalances } from './party-balances.ts'
import { type ReadBooks, type ReadOptions, readBooks } from './read-books.ts'
import { recallMapping, rememberMapping } from './store.ts'

export interface ImportOrder {
  readonly source: Source
  readonly options: Omit<ImportOptions, 'mapping'> & Pick<ReadOptions, 'mapping' | 'isTable'>
  /** Hears how far the reading, then the writing, has gone: 0 to 1. */
  onProgress?(step: 'reading' | 'writing', share: number): void
}

/**
 * What importing this file would do: the import itself, rolled back, so that the two cannot
 * disagree. `errors` not empty: the file is refused.
 * @throws RelancesError not-found for an unknown company, invalid for a term that is none, conflict
 * for a year imported out of turn
 */
export async function previewImport(
  database: Pick<Database, 'db'>,
  context: Context,
  order: ImportOrder,
): Promise<ImportPreview> {
  return await runImport(database, context, order, 'preview')
}

/**
 * Imports a file into a company, in one transaction: all of it, or nothing when `errors` is not
 * empty or anything fails. The company is created when its code is unknown and a name is given.
 * @throws as `previewImport`
 */
export async function applyImport(
  database: Pick<Database, 'db'>,
  context: Context,
  order: ImportOrder,
): Promise<ImportPreview> {
  return await runImport(database, context, order, 'apply')
}

const SHOWN = 200

async function runImport(
  database: Pick<Database, 'db'>,
  context: Context,
  order: ImportOrder,
  mode: 'preview' | 'apply',
): Promise<ImportPreview> {
  const { options } = order
  keepHeapLean(order.source)
  const { source, digest } = hashing(order.source)
  const onProgress = (share: number) => order.onProgress?.('reading', share)
  // A settlement date after today has not happened yet: the list is read as of today unless told otherwise.
  const asOf = options.asOf ?? context.today
  const books = await readBooks(source, { ...options, asOf, onProgress }, (headerKey) =>
    withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
      const companyId = await findCompany(tx, context, options.company)
      return companyId === null ? null : await recallMapping(tx, companyId, headerKey)
    }),
  )
  const errors = errorsOf(source.name, books, context)
  if (errors.length > 0) return refusal(source.name, books, errors, context)
  const sha256 = await digest()
  order.onProgress?.('writing', 0)
  const outcome = await inCompany(database, context, options, mode, async (tx, companyId) => {
    const actor = context.actor.name
    if (books.headerKey !== null && books.positions !== null && options.mapping !== undefined) {
      const mapping = { mapping: books.positions, dateOrder: options.dateOrder }
      await rememberMapping(tx, companyId, books.headerKey, mapping, actor)
    }
    return await importBooks(tx, {
      companyId,
      source: books.kind === 'fec' ? 'fec' : 'list',
      fileName: source.name,
      sha256,
      file: books.file,
      covers: books.covers,
      term: options.term,
      completeOn: options.completeOn,
      actor,
    })
  })
  order.onProgress?.('writing', 1)
  return previewOf(source.name, books, outcome, context)
}

/** Thrown to undo a preview; carries its outcome out of the transaction. */
class Undone extends Error {
  readonly outcome: BooksOutcome

  constructor(outcome: BooksOutcome) {
    super('preview undone')
    this.outcome = outcome
  }
}

async function inCompany(
  database: Pick<Database, 'db'>,
  context: Context,
  options: ImportOrder['options'],
  mode: 'preview' | 'apply',
  work: (tx: ScopedTransaction, companyId: number) => Promise<BooksOutcome>,
): Promise<BooksOutcome> {
  try {
    return await withScope(database, { actor: context.actor, companyIds: 'all' }, async (tx) => {
      const outcome = await work(tx, await findOrCreateCompany(tx, context, options))
      if (mode === 'preview') throw new Undone(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Undone) return error.outcome
    throw error
  }
}

// Narrows the transaction to the company, once found.
async function findCompany(tx: ScopedTransaction, context: Context, code: string): Promise<number | null> {
  const known = await tx.selectFrom('companies').select('id').where('code', '=', code).executeTakeFirst()
  if (!known) return null
  if (context.companyIds !== 'all' && !context.companyIds.includes(known.id)) {
    throw new RelancesError('not-found', 'imports.no-company', { company: code })
  }
  await narrowScope(tx, [known.id])
  return known.id
}

async function findOrCreateCompany(
  tx: ScopedTransaction,
  context: Context,
  { company: code, companyName, term }: Pick<ImportOptions, 'company' | 'companyName' | 'term'>,
): Promise<number> {
  const known = await findCompany(tx, context, code)
  if (known !== null) return known
  if (!companyName) throw new RelancesError('not-found', 'imports.no-company', { company: code })
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(code)) {
    throw new RelancesError('invalid', 'imports.bad-company-code', { company: code })
  }
  // The term given with the first file is the company's: the next import must not shift its dates.
  const company = { code, legalName: companyName, defaultPaymentTerm: term }
  return await createCompany(tx, company, context.actor.name)
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

function previewOf(name: string, books: ReadBooks, outcome: BooksOutcome, context: Context): ImportPreview {
  const remarks = [
    ...books.remarks.map(({ key, values }) => importRemark(name, context.language, key, values)),
    ...importRemarks(name, outcome, context.language),
  ]
  const warnings = [...remarks, ...fileIssues(name, books.file.warnings, context.language)]
  const parties = partyBalances(books.file)
  return {
    kind: books.kind,
    counts: outcome.counts,
    warnings: warnings.slice(0, SHOWN),
    errors: [],
    warningCount: warnings.length,
    fec: books.fec,
    parties: parties.slice(0, SHOWN),
    partyCount: parties.length,
    estimatedDueDates: outcome.estimatedDueDates,
    customersWithoutAddress: outcome.customersWithoutAddress,
  }
}

function errorsOf(name: string, { file }: ReadBooks, { language }: Context): readonly FileIssue[] {
  if (file.errors.length > 0) return fileIssues(name, file.errors, language)
  return overlongTexts(file).map(({ line, text, max }) => ({
    ...importRemark(name, language, 'imports.text-too-long', { line, text, max }),
    line,
  }))
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
    warnings: warnings.slice(0, SHOWN),
    errors: errors.slice(0, SHOWN),
    warningCount: warnings.length,
    fec: books.fec,
    parties: [],
    partyCount: 0,
    estimatedDueDates: 0,
    customersWithoutAddress: 0,
  }
}
