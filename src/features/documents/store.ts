import { RelancesError } from '#domain/errors.ts'
import type { Archive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'

/** The file an invoice or a credit note came in, as it was received. */
export interface KeptDocument {
  readonly fileName: string
  readonly mediaType: 'application/pdf' | 'application/xml'
  readonly sha256: string
}

/** @throws RelancesError not-found when there is no such invoice or credit note, or it came in no e-invoice */
export async function readDocument(
  tx: ScopedTransaction,
  of: { readonly invoiceId: number } | { readonly creditId: number },
): Promise<KeptDocument> {
  const documents = tx
    .selectFrom('e_invoices')
    .select(['file_name as fileName', 'media_type as mediaType', 'sha256'])
    .orderBy('id', 'desc')
    .limit(1)
  const found =
    'invoiceId' in of
      ? await documents.where('invoice_id', '=', of.invoiceId).executeTakeFirst()
      : await documents.where('credit_id', '=', of.creditId).executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'imports.no-document')
  return found
}

/** A document that is missing from the archive, or is no longer what was stored. */
export interface DocumentFault {
  readonly fileName: string
  readonly sha256: string
}

/** Reads every document kept again and compares it with its hash. */
export async function findDocumentFaults(
  database: Pick<Database, 'db'>,
  context: Context,
  archive: Archive,
): Promise<DocumentFault[]> {
  const documents = await withScope(
    database,
    context,
    (tx) => tx.selectFrom('e_invoices').select(['file_name', 'media_type', 'sha256']).orderBy('id').execute(),
    { readOnly: true },
  )
  const faults: DocumentFault[] = []
  for (const { file_name, media_type, sha256 } of documents) {
    const isWhole = await archive.get(sha256, extensionOf(media_type)).then(
      () => true,
      () => false,
    )
    if (!isWhole) faults.push({ fileName: file_name, sha256 })
  }
  return faults
}

/** How the archive names a document of this type. */
export function extensionOf(mediaType: KeptDocument['mediaType']): 'pdf' | 'xml' {
  return mediaType === 'application/xml' ? 'xml' : 'pdf'
}
