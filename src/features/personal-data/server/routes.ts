import { findSubject, previewErasure } from '#ledger/personal-data.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { erasurePreview } from '../contract.ts'
import { eraseCustomer, exportPersonalData, type PersonalDataParts } from './personal-data.ts'

/** Routes of the personal data of a client. */
export function personalDataRoutes(parts: PersonalDataParts) {
  return [
    serve(contract.fetchErasurePreview, async ({ params, context, read }) => {
      const preview = await read(async (tx) =>
        previewErasure(tx, await findSubject(tx, params), context.today),
      )
      return erasurePreview.parse(preview)
    }),
    serve(contract.fetchPersonalDataExport, async ({ params, context }) => {
      const { fileName, bytes } = await exportPersonalData(parts, context, params)
      return new Response(streamOf(bytes), {
        headers: {
          'Content-Type': 'application/zip',
          'Content-Disposition': `attachment; filename="${fileName}"`,
        },
      })
    }),
    serve(contract.eraseData, async ({ params, body: { reason }, context }) => {
      const { erasure } = await eraseCustomer(parts, context, params, reason)
      return { scope: erasure.scope }
    }),
  ]
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
