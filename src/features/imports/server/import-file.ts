import { RelancesError } from '#domain/errors.ts'
import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Detection, detect } from '#readers/detect.ts'
import type { Source } from '#readers/source.ts'
import type { ImportOptions, ImportPreview } from '../contract.ts'
import { importBooksFile } from './import-books-file.ts'
import { importEInvoices } from './import-e-invoices.ts'
import { importStatementsFile } from './import-statements-file.ts'
import type { ImportMode } from './in-company.ts'
import { keepRefusal } from './keep-refusal.ts'
import type { ReadOptions } from './read-books.ts'

/** What an import works with: e-invoices are kept in the archive. */
export interface ImportParts {
  readonly database: Pick<Database, 'db'>
  readonly archive: Archive
}

export interface ImportOrder {
  /** One ledger or list, or any number of e-invoices and archives of them. */
  readonly sources: readonly [Source, ...Source[]]
  readonly options: Omit<ImportOptions, 'mapping'> &
    Pick<ReadOptions, 'mapping' | 'isTable'> & {
      /** Nothing is imported of a file that asks a question without an answer. */
      readonly isStrict?: boolean
    }
  /** The plan lists every change, not the first thousand. */
  readonly listsAll?: boolean
  /**
   * In the transaction of the import, once all of it is written, previews included: throws to undo it. Not called for a
   * file that is refused.
   */
  seal?(tx: ScopedTransaction, companyId: number, written: ImportPreview): Promise<void>
  /** Hears how far the reading, then the writing, has gone: 0 to 1. */
  onProgress?(step: 'reading' | 'writing', share: number): void
}

/**
 * What importing these files would do: the import itself, rolled back, so that the two cannot
 * disagree. `errors` not empty: nothing can be imported.
 * @throws RelancesError not-found for an unknown company, invalid for a term that is none, conflict
 * for a year imported out of turn
 */
export async function previewImport(
  parts: ImportParts,
  context: Context,
  order: ImportOrder,
): Promise<ImportPreview> {
  return await runImport(parts, context, order, 'preview')
}

/**
 * Imports into a company, in one transaction: a ledger or a list whole, or not at all; e-invoices
 * each for itself. The company is created when its code is unknown and a name is given.
 * @throws as `previewImport`
 */
export async function applyImport(
  parts: ImportParts,
  context: Context,
  order: ImportOrder,
): Promise<ImportPreview> {
  return await runImport(parts, context, order, 'apply')
}

async function runImport(
  parts: ImportParts,
  context: Context,
  order: ImportOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const result = await importByKind(parts, context, order, mode)
  if (result.errors.length === 0) return result
  const refusal = { company: order.options.company, sources: order.sources, result }
  return { ...result, isRefusalKept: await keepRefusal(parts.database, context, refusal) }
}

async function importByKind(
  parts: ImportParts,
  context: Context,
  { sources, ...order }: ImportOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const [source, ...others] = sources
  const kind = order.options.kind ?? (await foundKind(source, order.options))
  if (kind === 'e-invoices') return await importEInvoices(parts, context, { sources, ...order }, mode)
  if (kind === 'statements')
    return await importStatementsFile(parts.database, context, { sources, ...order }, mode)
  if (others.length > 0) throw new RelancesError('invalid', 'imports.one-at-a-time')
  return await importBooksFile(
    parts.database,
    context,
    { source, ...order, options: { ...order.options, kind } },
    mode,
  )
}

/** What is no books says so by its content, unless the options say; books are told apart by their reader. */
export async function foundKind(
  source: Source,
  { kind, isTable }: Pick<ImportOrder['options'], 'kind' | 'isTable'>,
): Promise<ImportOptions['kind']> {
  if (kind !== undefined || isTable) return kind
  const { format, reason } = await detect(source)
  if (E_INVOICE_FORMATS.includes(format)) return 'e-invoices'
  return reason?.code === 'is-statement' ? 'statements' : undefined
}

// Statuses are dropped like the invoices they are about, and beside them.
const E_INVOICE_FORMATS: readonly Detection['format'][] = [
  'e-invoice',
  'e-invoice-statuses',
  'e-invoices-zip',
]
