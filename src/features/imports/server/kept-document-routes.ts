import { RelancesError } from '#domain/errors.ts'
import { type Archive, extensionOf } from '#platform/archive.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../kept-document-contract.ts'

/** Routes of the documents kept with invoices and credit notes. */
export function documentsRoutes({ archive }: { readonly archive: Archive }) {
  const answer = async (document: KeptDocument) =>
    fileResponse(document, await archive.get(document.sha256, extensionOf(document.mediaType)))
  return [
    serve(contract.fetchInvoiceDocument, async ({ params: { id: invoiceId }, read }) =>
      answer(await read((tx) => readDocument(tx, { invoiceId }))),
    ),
    serve(contract.fetchStatusFile, async ({ params: { id }, read }) => {
      const { content, ...file } = await read((tx) => readStatusFile(tx, id))
      return fileResponse({ ...file, mediaType: 'application/xml' }, content)
    }),
    serve(contract.fetchCreditDocument, async ({ params: { id: creditId }, read }) =>
      answer(await read((tx) => readDocument(tx, { creditId }))),
    ),
  ]
}

// Saved, never shown in our pages: the file is somebody else's.
function fileResponse({ fileName, mediaType }: Omit<KeptDocument, 'sha256'>, bytes: Uint8Array): Response {
  const name = encodeURIComponent(fileName.replace(/^.*[\\/]/, ''))
  return new Response(Uint8Array.from(bytes), {
    headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename*=UTF-8''${name}` },
  })
}

/** The file an invoice or a credit note came in, as it was received. */
interface KeptDocument {
  readonly fileName: string
  readonly mediaType: 'application/pdf' | 'application/xml'
  readonly sha256: string
}

/** @throws RelancesError not-found */
async function readStatusFile(tx: ScopedTransaction, id: number) {
  const found = await tx
    .selectFrom('e_invoice_statuses as s')
    .innerJoin('e_invoice_status_files as f', (join) =>
      join.onRef('f.company_id', '=', 's.company_id').onRef('f.id', '=', 's.file_id'),
    )
    .select(['f.file_name as fileName', 'f.content'])
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'imports.no-status')
  return found
}

/** @throws RelancesError not-found when there is no such invoice or credit note, or it came in no e-invoice */
async function readDocument(
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
