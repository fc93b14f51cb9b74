import { mustHave } from '#domain/errors.ts'
import type { LetterPool } from '#letters/pool.ts'
import { serve } from '#platform/serve.ts'
import type { PreviewNotes } from '../contract.ts'
import * as previewContract from '../preview-contract.ts'
import { type PreviewBooks, previewLetter, readPreviewBooks } from './preview-letter.ts'
import { keepRecentReads } from './recent-reads.ts'
import { listRecipients } from './recipient-store.ts'

/** Longer than between two letters typed, shorter than it takes to change the books and come back. */
const BOOKS_KEPT_MS = 5_000
const BOOKS_KEPT = 50

export interface PreviewParts {
  readonly pool: LetterPool
}

/** Routes of the letter shown beside the editor. */
export function letterPreviewRoutes({ pool }: PreviewParts) {
  const recentBooks = keepRecentReads<PreviewBooks>(BOOKS_KEPT_MS, BOOKS_KEPT)
  return [
    serve(previewContract.fetchRecipients, async ({ query: { search }, context, companyId, read }) => {
      const order = { companyId, today: context.today }
      return await read((tx) => listRecipients(tx, order, search))
    }),
    serve(previewContract.previewLetter, async ({ body, context, companyId, read, request }) => {
      const { customer } = body
      // The books of this company only: whoever asks was let in to it just now, whatever was read before.
      const books = await recentBooks(JSON.stringify([companyId, context.today, customer]), async () => {
        const order = { companyId, today: context.today, customer }
        const isolation = 'repeatable read'
        return await read((tx) => readPreviewBooks(tx, order), { isolation })
      })
      const letter = previewLetter(books, body)
      const { signal } = request.req.raw
      const batch = { letterhead: letter.letterhead, contents: [letter.content] }
      const rendered = await pool.print(batch, 'interactive', signal)
      const notes: PreviewNotes = {
        pages: mustHave(rendered.pagesPerLetter[0], 'pages'),
        customer: letter.customer,
        missing: [...letter.missing],
        unprintable: [...new Set(rendered.warnings.flatMap((warning) => warning.characters))],
      }
      return new Response(Uint8Array.from(rendered.pdf), {
        headers: {
          'Content-Type': 'application/pdf',
          'X-Preview': encodeURIComponent(JSON.stringify(notes)),
        },
      })
    }),
  ]
}
