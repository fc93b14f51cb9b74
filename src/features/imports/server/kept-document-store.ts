import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

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
