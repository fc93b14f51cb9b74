import { z } from '@hono/zod-openapi'
import { narrowToCompany } from '#platform/company-scope.ts'
import { readLetterhead } from '#ledger/letterhead.ts'
import type { LetterPool } from '#letters/pool.ts'
import { apiRoute, jsonAnswers, jsonBody, PDF_ANSWERS } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter, failure } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { columnsOf } from './company-row.ts'
import { previewRequest, sentImage } from './contract.ts'
import { checkImage, keepImage, readImage } from './image-store.ts'
import { SAMPLE_LETTERHEAD, sampleLetter } from './sample-letter.ts'

const tags = ['Entreprises']
const params = z.object({ code: z.string() })

const imageRoute = apiRoute({
  method: 'post',
  path: '/api/companies/{code}/images',
  capability: 'edit-company',
  tags,
  summary: 'Keeps a logo or a signature (raw body: PNG, JPEG or SVG); a letterhead then names it',
  request: {
    params,
    body: {
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      required: true,
    },
  },
  responses: jsonAnswers(sentImage),
})

const imageReadRoute = apiRoute({
  method: 'get',
  path: '/api/companies/{code}/images/{sha256}',
  capability: 'read',
  tags,
  summary: 'An image of a letterhead',
  request: { params: params.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }) },
  responses: {
    200: {
      description: 'The image',
      content: { 'image/*': { schema: { type: 'string', format: 'binary' } } },
    },
    default: { description: 'Refused', content: { 'application/json': { schema: failure } } },
  },
})

const previewRoute = apiRoute({
  method: 'post',
  path: '/api/companies/{code}/letterhead-preview',
  capability: 'read',
  tags,
  summary: 'A letter to an invented client with a letterhead being edited; writes nothing',
  request: { params, body: jsonBody(previewRequest) },
  responses: PDF_ANSWERS,
})

const sheetRoute = apiRoute({
  method: 'get',
  path: '/api/companies/{code}/envelope-sheet',
  capability: 'read',
  tags,
  summary: 'A page to print and hold against a window envelope',
  request: { params },
  responses: PDF_ANSWERS,
})

const PDF_HEADERS = { 'Content-Type': 'application/pdf', 'Cache-Control': 'private, no-store' }

/** Routes of what a letterhead looks like: its images, a letter, the sheet for envelopes. */
export function letterheadRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly pool: LetterPool
}) {
  const { database, pool } = parts
  return createRouter()
    .openapi(imageRoute, async (c) => {
      const { code } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const image = await checkImage(pool, new Uint8Array(await c.req.arrayBuffer()))
      const kept = await withScope(database, context, (tx) =>
        keepImage(tx, company.id, image, context.actor.name),
      )
      return c.json(kept, 200)
    })
    .openapi(imageReadRoute, async (c) => {
      const { code, sha256 } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const { mediaType, bytes } = await withScope(
        database,
        context,
        (tx) => readImage(tx, company.id, sha256),
        { readOnly: true },
      )
      return c.body(new Uint8Array(bytes), 200, {
        'Content-Type': mediaType,
        'Cache-Control': 'private, max-age=31536000, immutable',
      })
    })
    .openapi(previewRoute, async (c) => {
      const { code } = c.req.valid('param')
      const { language, ...fields } = c.req.valid('json')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const letterhead = await withScope(
        database,
        context,
        (tx) => readLetterhead(tx, { id: company.id, ...columnsOf(fields) }),
        { readOnly: true },
      )
      const content = sampleLetter(letterhead, { language, today: context.today })
      const batch = { letterhead, contents: [content] }
      const { pdf } = await pool.print(batch, 'interactive', c.req.raw.signal)
      return c.body(new Uint8Array(pdf), 200, PDF_HEADERS)
    })
    .openapi(sheetRoute, async (c) => {
      const { code } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const { legal_name } = await withScope(
        database,
        context,
        (tx) =>
          tx
            .selectFrom('companies')
            .select('legal_name')
            .where('id', '=', company.id)
            .executeTakeFirstOrThrow(),
        { readOnly: true },
      )
      const letterhead = { ...SAMPLE_LETTERHEAD, legalName: legal_name }
      const { language, today: on } = context
      const { recipientLines: recipient } = sampleLetter(
        { ...SAMPLE_LETTERHEAD, ...letterhead },
        { language, today: on },
      )
      const { pdf } = await pool.envelope({ legalName: legal_name, recipient, language, on })
      return c.body(new Uint8Array(pdf), 200, PDF_HEADERS)
    })
}
