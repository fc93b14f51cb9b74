import { mustHave } from '#domain/errors.ts'
import type { LetterPool } from '#letters/pool.ts'
import { serve } from '#platform/serve.ts'
import { fetchDashboardPage } from '../contract.ts'
import { makePage, readPage } from './dashboard-page.ts'
import { readCurrencies } from './standing-store.ts'

/** The dashboard on paper: the figures of the screen, read at one moment. */
export function dashboardPrintRoutes({ pool }: { readonly pool: Pick<LetterPool, 'document'> }) {
  return [
    serve(fetchDashboardPage, async ({ query, context, read }) => {
      const { companyIds, today, language } = context
      const figures = await read(
        async (tx) => {
          const currency = query.currency ?? mustHave((await readCurrencies(tx, companyIds))[0], 'a currency')
          return await readPage(tx, { companyIds, today, currency })
        },
        { isolation: 'repeatable read', mayLag: true },
      )
      const { pdf, fileName } = await makePage(pool, figures, language)
      return new Response(Uint8Array.from(pdf), {
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="${fileName}"`,
        },
      })
    }),
  ]
}
