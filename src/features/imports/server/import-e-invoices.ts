import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { type EInvoicesOutcome, importDocuments, type KeptDocument } from '#ledger/import-e-invoices.ts'
import { recordStatuses, type StatusDocument } from '#ledger/record-statuses.ts'
import { type ToldFile, tellStatuses } from '#ledger/tell-statuses.ts'
import type { Context } from '#platform/context.ts'
import { eInvoiceFiles, mediaTypeOf } from '#readers/e-invoice-files.ts'
import { type FileIssue, type ImportPreview, NO_COUNTS } from '../contract.ts'
import { documentRows, documentWarnings } from './e-invoice-rows.ts'
import { importRemark } from './file-issues.ts'
import type { ImportOrder, ImportParts } from './import-file.ts'
import { type ImportMode, inCompany } from './in-company.ts'
import { type ReadFile, readDocuments } from './read-e-invoices.ts'
import { companyOfSeller, sellerNamedOtherwise } from './seller-company.ts'
import { keepIssues } from './store.ts'

const SHOWN = 200

/**
 * Imports e-invoices into a company, in one transaction, each document for itself: what is refused or
 * uncertain is left aside with its reason, and the rest imported. A company whose code is unknown is
 * created with the identity of the seller. The files are kept in the archive.
 */
export async function importEInvoices(
  { database, archive }: ImportParts,
  context: Context,
  order: ImportOrder,
  mode: ImportMode,
): Promise<ImportPreview> {
  const { sources, options } = order
  const files = await readDocuments(sources, (share) => order.onProgress?.('reading', share))
  const documents = files.flatMap(({ document }) => document ?? [])
  const statuses = statusDocuments(files)
  if (documents.length + statuses.length === 0) return previewOf(files, null, [], context)
  order.onProgress?.('writing', 0)
  // A company is made of the seller of its invoices: statuses alone make none.
  const asked = documents.length > 0 ? options : { ...options, companyName: undefined }
  const company = await companyOfSeller(database, context, asked, documents)
  const remarks: FileIssue[] = []
  const say = (key: string, values: Readonly<Record<string, string>>) =>
    remarks.push(importRemark(sources[0].name, context.language, key, values))
  const seller = sellerNamedOtherwise(company, documents)
  if (seller) say('imports.einvoice-seller-renamed', { seller, company: company.companyName ?? '' })
  const keep = async (indexes: readonly number[]) => {
    const positions = new Map(indexes.map((index) => [documents[index]?.position ?? -1, index]))
    return mode === 'apply' ? await keepFiles(archive, sources, positions) : unkept(indexes)
  }
  const preview = await inCompany(database, context, company, mode, async (tx, companyId) => {
    const outcome = await importDocuments(tx, {
      companyId,
      fileName: sources.length > 1 ? `${sources[0].name} + ${sources.length - 1}` : sources[0].name,
      sha256: createHash('sha256')
        .update(files.map(({ sha256 }) => sha256).join())
        .digest('hex'),
      documents,
      term: options.term,
      context,
      keep,
    })
    const { importId } = outcome.books
    const ofStatuses = await recordStatuses(tx, {
      ...{ companyId, importId, documents: statuses, actor: context.actor.name },
    })
    const told = await tellStatuses(tx, companyId, statuses, ofStatuses)
    const { renumbered } = outcome.books.doubles
    if (renumbered.length > 0) say('imports.renumbered-doubles', { numbers: renumbered.join(', ') })
    const done = previewOf(files, { ...outcome, statuses: told }, remarks, context)
    await keepIssues(tx, { companyId, importId: outcome.books.importId }, done, context.language)
    await order.seal?.(tx, companyId, done)
    return done
  })
  order.onProgress?.('writing', 1)
  return preview
}

function statusDocuments(files: readonly ReadFile[]): readonly StatusDocument[] {
  return files.flatMap(({ name, sha256, statuses }) =>
    statuses ? { file: name, sha256, content: statuses.content, statuses: statuses.statuses } : [],
  )
}

async function keepFiles(
  archive: ImportParts['archive'],
  sources: ImportOrder['sources'],
  positions: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, KeptDocument>> {
  const kept = new Map<number, KeptDocument>()
  let position = 0
  for await (const { content } of eInvoiceFiles(sources)) {
    const index = positions.get(position)
    position += 1
    if (index === undefined) continue
    if ('code' in content) throw new RelancesError('conflict', 'imports.no-deposit')
    kept.set(index, {
      sha256: await archive.put(content, mediaTypeOf(content) === 'application/xml' ? 'xml' : 'pdf'),
      bytes: content.length,
    })
  }
  return kept
}

// A preview stores nothing, and the rows that would name it are undone.
function unkept(indexes: readonly number[]): ReadonlyMap<number, KeptDocument> {
  return new Map(indexes.map((index) => [index, { sha256: '', bytes: 0 }]))
}

function previewOf(
  files: readonly ReadFile[],
  outcome: (EInvoicesOutcome & { readonly statuses: readonly ToldFile[] }) | null,
  remarks: readonly FileIssue[],
  { language }: Context,
): ImportPreview {
  const documents = documentRows(files, outcome ?? { plans: [], statuses: [] }, language)
  const isAllLeftAside = documents.every(({ state }) => state === 'refused' || state === 'doubt')
  const warnings = [...remarks, ...documentWarnings(files, outcome?.plans ?? [], language)]
  const errors = documents.flatMap(({ file, remarks }) => {
    const [message] = remarks
    return message === undefined ? [] : [{ file, line: 0, column: null, message }]
  })
  return {
    kind: 'e-invoices',
    counts: isAllLeftAside ? NO_COUNTS : (outcome?.books.counts ?? NO_COUNTS),
    doubts: [],
    remarks: [],
    warnings: warnings.slice(0, SHOWN),
    errors: isAllLeftAside ? errors.slice(0, SHOWN) : [],
    warningCount: warnings.length,
    fec: null,
    documents,
    parties: [],
    partyCount: 0,
    estimatedDueDates: outcome?.books.estimatedDueDates ?? 0,
    customersWithoutAddress: outcome?.books.customersWithoutAddress ?? 0,
  }
}
