import { readLetterhead } from '#ledger/letterhead.ts'
import type { LetterPool } from '#letters/pool.ts'
import { serve } from '#platform/serve.ts'
import * as letterheadContract from '../letterhead-contract.ts'
import { columnsOf } from './company-row.ts'
import { checkImage, keepImage, readImage } from './image-store.ts'
import { SAMPLE_LETTERHEAD, sampleLetter } from './sample-letter.ts'

const PDF_HEADERS = { 'Content-Type': 'application/pdf', 'Cache-Control': 'private, no-store' }

/** Routes of what a letterhead looks like: its images, a letter, the sheet for envelopes. */
export function letterheadRoutes({ pool }: { readonly pool: LetterPool }) {
  return [
    serve(letterheadContract.sendImage, async ({ context, companyId, write, request }) => {
      const image = await checkImage(pool, new Uint8Array(await request.req.arrayBuffer()))
      const kept = await write((tx) => keepImage(tx, companyId, image, context.actor.name))
      return kept
    }),
    serve(letterheadContract.fetchImage, async ({ params: { sha256 }, companyId, read, request }) => {
      const { mediaType, bytes } = await read((tx) => readImage(tx, companyId, sha256))
      return request.body(new Uint8Array(bytes), 200, {
        'Content-Type': mediaType,
        'Cache-Control': 'private, max-age=31536000, immutable',
      })
    }),
    serve(
      letterheadContract.previewLetterhead,
      async ({ body: { language, ...fields }, context, companyId, read, request }) => {
        const letterhead = await read((tx) => readLetterhead(tx, { id: companyId, ...columnsOf(fields) }))
        const content = sampleLetter(letterhead, { language, today: context.today })
        const batch = { letterhead, contents: [content] }
        const { pdf } = await pool.print(batch, 'interactive', request.req.raw.signal)
        return request.body(new Uint8Array(pdf), 200, PDF_HEADERS)
      },
    ),
    serve(letterheadContract.fetchEnvelopeSheet, async ({ context, companyId, read, request }) => {
      const { legal_name } = await read((tx) =>
        tx.selectFrom('companies').select('legal_name').where('id', '=', companyId).executeTakeFirstOrThrow(),
      )
      const letterhead = { ...SAMPLE_LETTERHEAD, legalName: legal_name }
      const { language, today: on } = context
      const { recipientLines: recipient } = sampleLetter(
        { ...SAMPLE_LETTERHEAD, ...letterhead },
        { language, today: on },
      )
      const { pdf } = await pool.envelope({ legalName: legal_name, recipient, language, on })
      return request.body(new Uint8Array(pdf), 200, PDF_HEADERS)
    }),
  ]
}
