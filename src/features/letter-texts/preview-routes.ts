import { z } from '@hono/zod-openapi'
import { narrowToCompany, requireCompany } from '#platform/company-scope.ts'
import type { LetterPool } from '#letters/pool.ts'
import { apiRoute, jsonAnswers, jsonBody, PDF_ANSWERS } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { type PreviewNotes, previewRequest, recipients } from './contract.ts'
import { type PreviewBooks, previewLetter, readPreviewBooks } from './preview-letter.ts'
import { keepRecentReads } from './recent-reads.ts'
import { listRecipients } from './recipient-store.ts'

const tags = ['Textes des lettres']
const params = z.object({ code: z.string() })
const base = '/api/companies/{code}/letter-texts'

const recipientsRoute = apiRoute({
  method: 'get',
  path: `${base}/recipients`,
  capability: 'read',
  tags,
  summary: 'Clients to preview a letter of',
  request: { params, query: z.object({ search: z.string().max(100).optional() }) },
  responses: jsonAnswers(recipients),
})

const previewRoute = apiRoute({
  method: 'post',
  path: `${base}/preview`,
  capability: 'read',
  tags,
  summary: 'The letter a text being edited would print; writes nothing',
  request: { params, body: jsonBody(previewRequest) },
  responses: PDF_ANSWERS,
})

/** Longer than between two letters typed, shorter than it takes to change the books and come back. */
const BOOKS_KEPT_MS = 5_000
const BOOKS_KEPT = 50

export interface PreviewParts {
  readonly database: Pick<Database, 'db'>
  readonly pool: LetterPool
}

/** Routes of the letter shown beside the editor. */
export function letterPreviewRoutes({ database, pool }: PreviewParts) {
  const read = { readOnly: true } as const
  const recentBooks = keepRecentReads<PreviewBooks>(BOOKS_KEPT_MS, BOOKS_KEPT)
  return createRouter()
    .openapi(recipientsRoute, async (c) => {
      const { code } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const order = { companyId: company.id, today: context.today }
      const { search } = c.req.valid('query')
      return c.json(await withScope(database, context, (tx) => listRecipients(tx, order, search), read), 200)
    })
    .openapi(previewRoute, async (c) => {
      const request = c.req.valid('json')
      const { code } = c.req.valid('param')
      const { customer } = request
      const who = contextOf(c, [])
      // At each request, whatever was read before: roles may have changed since.
      requireCompany(who, code)
      const books = await recentBooks(JSON.stringify([code, who.today, customer]), async () => {
        const { context, company } = await narrowToCompany(database, who, code)
        const order = { companyId: company.id, today: context.today, customer }
        const isolation = 'repeatable read'
        return await withScope(database, context, (tx) => readPreviewBooks(tx, order), { ...read, isolation })
      })
      const letter = previewLetter(books, request)
      const { signal } = c.req.raw
      const batch = { letterhead: letter.letterhead, contents: [letter.content] }
      const rendered = await pool.print(batch, 'interactive', signal)
      const notes: PreviewNotes = {
        pages: rendered.pagesPerLetter[0] ?? 0,
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
    })
}
