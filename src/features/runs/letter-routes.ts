import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, PDF_ANSWERS } from '#platform/api-route.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { cancelLetter, reasonOf } from './cancel-letters.ts'
import {
  cancellationOrder,
  cancellationResult,
  historyQuery,
  letterPage,
  letterRow,
  lettersQuery,
  printParts,
} from './contract.ts'
import { type LetterPdfParts, letterPdf } from './letter-pdf.ts'
import { listLettersOfRun, listSentLetters, readLetterRow } from './letter-store.ts'
import { listPrintParts, printRun } from './print-run.ts'

const tags = ['Lettres']
const params = z.object({ id: z.coerce.number().int().positive() })

const lettersRoute = apiRoute({
  method: 'get',
  path: '/api/runs/{id}/letters',
  capability: 'read',
  tags,
  summary: 'Letters of a run, in the order of printing',
  request: { params, query: lettersQuery },
  responses: jsonAnswers(letterPage),
})

const partsRoute = apiRoute({
  method: 'get',
  path: '/api/runs/{id}/print-parts',
  capability: 'read',
  tags,
  summary: 'The print file of a run, in parts of at most 500 letters',
  request: { params },
  responses: jsonAnswers(printParts),
})

const printRoute = apiRoute({
  method: 'get',
  path: '/api/runs/{id}/print',
  capability: 'read',
  tags,
  summary: 'One part of the print file',
  request: { params, query: z.object({ part: z.coerce.number().int().positive().default(1) }) },
  responses: PDF_ANSWERS,
})

const letterRoute = apiRoute({
  method: 'get',
  path: '/api/letters/{id}',
  capability: 'read',
  tags,
  summary: 'One letter',
  request: { params },
  responses: jsonAnswers(letterRow),
})

const pdfRoute = apiRoute({
  method: 'get',
  path: '/api/letters/{id}/pdf',
  capability: 'read',
  tags,
  summary: 'The PDF of a letter: the archived bytes once it is archived',
  request: { params },
  responses: PDF_ANSWERS,
})

const cancelRoute = apiRoute({
  method: 'post',
  path: '/api/letters/{id}/cancellation',
  capability: 'undo-own',
  tags,
  summary: 'Undoes one confirmed letter',
  request: { params, body: { content: { 'application/json': { schema: cancellationOrder } } } },
  responses: jsonAnswers(cancellationResult),
})

const historyRoute = apiRoute({
  method: 'get',
  path: '/api/history',
  capability: 'read',
  tags,
  summary: 'Letters sent, newest first',
  request: { query: historyQuery },
  responses: jsonAnswers(letterPage),
})

/** Routes of letters: the viewer's, the print file and the history. */
export function lettersRoutes(parts: LetterPdfParts) {
  const { database } = parts
  const read = { readOnly: true } as const
  return createRouter()
    .openapi(lettersRoute, async (c) => {
      const { id } = c.req.valid('param')
      const query = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => listLettersOfRun(tx, id, query), read), 200)
    })
    .openapi(partsRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json({ parts: await withScope(database, context, (tx) => listPrintParts(tx, id), read) }, 200)
    })
    .openapi(printRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { part } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const pdf = await printRun(parts, context, id, part)
      return pdfResponse(streamOf(pdf), `relances-${id}-${part}.pdf`)
    })
    .openapi(letterRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => readLetterRow(tx, id), read), 200)
    })
    .openapi(pdfRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { pdf, pages } = await letterPdf(parts, context, id)
      return pdfResponse(Uint8Array.from(pdf), `relance-${id}.pdf`, { 'X-Letter-Pages': String(pages) })
    })
    .openapi(cancelRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await cancelLetter(database, context, id, reasonOf(c.req.valid('json'))), 200)
    })
    .openapi(historyRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      return c.json(
        await withScope(database, context, (tx) => listSentLetters(tx, context.companyIds, query), read),
        200,
      )
    })
}

// Shown by the browser rather than saved: the viewer and the print frame read it in place.
function pdfResponse(pdf: BodyInit, fileName: string, headers: Record<string, string> = {}): Response {
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${fileName}"`,
      ...headers,
    },
  })
}

// Pulled piece by piece: a browser that stops reading stops the rendering.
function streamOf(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(Uint8Array.from(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
