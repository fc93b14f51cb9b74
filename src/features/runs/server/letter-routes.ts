import { serve } from '#platform/serve.ts'
import * as letterContract from '../letter-contract.ts'
import { cancelLetter, reasonOf } from './cancel-letters.ts'
import { type LetterPdfParts, letterPdf } from './letter-pdf.ts'
import { listLettersOfRun, listSentLetters, readLetterRow } from './letter-store.ts'
import { listPrintParts, printRun } from './print-run.ts'

/** Routes of letters: the viewer's, the print file and the history. */
export function lettersRoutes(parts: LetterPdfParts) {
  const { database } = parts
  return [
    serve(letterContract.fetchLetters, ({ params: { id }, query, read }) =>
      read((tx) => listLettersOfRun(tx, id, query)),
    ),
    serve(letterContract.fetchPrintParts, async ({ params: { id }, read }) => ({
      parts: await read((tx) => listPrintParts(tx, id)),
    })),
    serve(letterContract.fetchPrintFile, async ({ params: { id }, query: { part }, context }) => {
      const pdf = await printRun(parts, context, id, part)
      return pdfResponse(streamOf(pdf), `relances-${id}-${part}.pdf`)
    }),
    serve(letterContract.fetchLetter, ({ params: { id }, read }) => read((tx) => readLetterRow(tx, id))),
    serve(letterContract.fetchLetterPdf, async ({ params: { id }, context }) => {
      const { pdf, pages } = await letterPdf(parts, context, id)
      return pdfResponse(Uint8Array.from(pdf), `relance-${id}.pdf`, { 'X-Letter-Pages': String(pages) })
    }),
    serve(letterContract.cancelLetter, ({ params: { id }, body, context }) =>
      cancelLetter(database, context, id, reasonOf(body)),
    ),
    serve(letterContract.fetchHistory, ({ query: { companies, ...query }, context, read }) =>
      read((tx) => listSentLetters(tx, context.companyIds, query)),
    ),
  ]
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
