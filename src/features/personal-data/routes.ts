import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { findSubject, previewErasure } from '#ledger/personal-data.ts'
import { apiRoute, FILE_ANSWERS, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { erasureOrder, erasurePreview, erasureResult } from './contract.ts'
import { eraseCustomer, exportPersonalData, type PersonalDataParts } from './personal-data.ts'

const personal = { capability: 'personal-data' as const, tags: ['Clients'] }
const params = z.object({ id: z.coerce.number().int().positive() })

const previewRoute = apiRoute({
  ...personal,
  method: 'get',
  path: '/api/customers/{id}/personal-data',
  summary: 'What erasing a client’s personal data would take away, what stays and until when',
  request: { params },
  responses: jsonAnswers(erasurePreview),
})

const exportRoute = apiRoute({
  ...personal,
  method: 'get',
  path: '/api/customers/{id}/personal-data/export',
  summary: 'All that concerns a client, as a ZIP of JSON and archived documents; recorded in the journal',
  request: { params },
  responses: FILE_ANSWERS,
})

const erasureRoute = apiRoute({
  ...personal,
  method: 'post',
  path: '/api/customers/{id}/personal-data/erasure',
  summary: 'Erases what the accounts do not need; refused while something is open',
  request: { params, body: jsonBody(erasureOrder) },
  responses: jsonAnswers(erasureResult),
})

/** Routes of the personal data of a client. */
export function personalDataRoutes(parts: PersonalDataParts) {
  const { database } = parts
  return createRouter()
    .openapi(previewRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const preview = await withScope(
        database,
        context,
        async (tx) => previewErasure(tx, await findSubject(tx, c.req.valid('param')), context.today),
        { readOnly: true },
      )
      return c.json(erasurePreview.parse(preview), 200)
    })
    .openapi(exportRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { fileName, bytes } = await exportPersonalData(parts, context, c.req.valid('param'))
      return new Response(streamOf(bytes), {
        headers: {
          'Content-Type': 'application/zip',
          'Content-Disposition': `attachment; filename="${fileName}"`,
        },
      })
    })
    .openapi(erasureRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { reason } = c.req.valid('json')
      const { erasure } = await eraseCustomer(parts, context, c.req.valid('param'), reason)
      return c.json({ scope: erasure.scope }, 200)
    })
}

// Pulled piece by piece: a browser that stops reading stops the reading of the archive.
function streamOf(pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
