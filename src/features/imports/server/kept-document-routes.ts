import { type Archive, extensionOf } from '#platform/archive.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../kept-document-contract.ts'
import { type KeptDocument, readDocument } from './kept-document-store.ts'

/** Routes of the documents kept with invoices and credit notes. */
export function documentsRoutes({ archive }: { readonly archive: Archive }) {
  const answer = async (document: KeptDocument) =>
    fileResponse(document, await archive.get(document.sha256, extensionOf(document.mediaType)))
  return [
    serve(contract.fetchInvoiceDocument, async ({ params: { id: invoiceId }, read }) =>
      answer(await read((tx) => readDocument(tx, { invoiceId }))),
    ),
    serve(contract.fetchCreditDocument, async ({ params: { id: creditId }, read }) =>
      answer(await read((tx) => readDocument(tx, { creditId }))),
    ),
  ]
}

// Saved, never shown in our pages: the file is somebody else's.
function fileResponse({ fileName, mediaType }: KeptDocument, bytes: Uint8Array): Response {
  const name = encodeURIComponent(fileName.replace(/^.*[\\/]/, ''))
  return new Response(Uint8Array.from(bytes), {
    headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename*=UTF-8''${name}` },
  })
}
