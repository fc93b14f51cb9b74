import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute } from '#platform/api-route.ts'
import { type Archive, extensionOf } from '#platform/archive.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter, failure } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { type KeptDocument, readDocument } from './store.ts'

const params = z.object({ id: z.coerce.number().int().positive() })
const binary = { schema: { type: 'string', format: 'binary' } } as const

const DOCUMENT_ANSWERS = {
  200: {
    description: 'The file as it was received',
    content: { 'application/pdf': binary, 'application/xml': binary },
  },
  default: { description: 'Refused', content: { 'application/json': { schema: failure } } },
} as const

const invoiceRoute = apiRoute({
  method: 'get',
  path: '/api/invoices/{id}/document',
  capability: 'read',
  tags: ['Documents'],
  summary: 'The e-invoice an invoice came in, as it was received',
  request: { params },
  responses: DOCUMENT_ANSWERS,
})

const creditRoute = apiRoute({
  method: 'get',
  path: '/api/credits/{id}/document',
  capability: 'read',
  tags: ['Documents'],
  summary: 'The e-invoice a credit note came in, as it was received',
  request: { params },
  responses: DOCUMENT_ANSWERS,
})

/** Routes of the documents kept with invoices and credit notes. */
export function documentsRoutes({ database, archive }: { database: Pick<Database, 'db'>; archive: Archive }) {
  const answer = async (document: KeptDocument) =>
    fileResponse(document, await archive.get(document.sha256, extensionOf(document.mediaType)))
  return createRouter()
    .openapi(invoiceRoute, async (c) => {
      const invoiceId = c.req.valid('param').id
      const context = await narrowToCompanies(database, contextOf(c, []))
      return await answer(await withScope(database, context, (tx) => readDocument(tx, { invoiceId })))
    })
    .openapi(creditRoute, async (c) => {
      const creditId = c.req.valid('param').id
      const context = await narrowToCompanies(database, contextOf(c, []))
      return await answer(await withScope(database, context, (tx) => readDocument(tx, { creditId })))
    })
}

// Saved, never shown in our pages: the file is somebody else's.
function fileResponse({ fileName, mediaType }: KeptDocument, bytes: Uint8Array): Response {
  const name = encodeURIComponent(fileName.replace(/^.*[\\/]/, ''))
  return new Response(Uint8Array.from(bytes), {
    headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename*=UTF-8''${name}` },
  })
}
