import { mustHave } from '#domain/errors.ts'
import type { LetterPool } from '#letters/pool.ts'
import { translate } from '#messages/translate.ts'
import { serve } from '#platform/serve.ts'
import { fetchDashboardPage } from '../contract.ts'
import { dashboardDocument } from './dashboard-document.ts'
import { readEffects } from './effects-store.ts'
import { readForecast } from './forecast-store.ts'
import { readCurrencies, readStanding } from './standing-store.ts'

/** The dashboard on paper: the figures of the screen, read at one moment. */
export function dashboardPrintRoutes({ pool }: { readonly pool: Pick<LetterPool, 'document'> }) {
  return [
    serve(fetchDashboardPage, async ({ query, context, read }) => {
      const { companyIds, today, language } = context
      const { companies, ...figures } = await read(
        async (tx) => {
          const currency = query.currency ?? mustHave((await readCurrencies(tx, companyIds))[0], 'a currency')
          const asked = { companyIds, today, currency }
          return {
            companies: await tx.selectFrom('companies').select('code').orderBy('code').execute(),
            standing: await readStanding(tx, asked),
            effects: await readEffects(tx, asked),
            forecast: await readForecast(tx, asked),
          }
        },
        { isolation: 'repeatable read', mayLag: true },
      )
      const codes = companies.map(({ code }) => code)
      const { pdf } = await pool.document(
        dashboardDocument({ ...figures, language, companies: codes, today }),
      )
      const fileName = `${translate(language, 'steering.file')}-${today}.pdf`
      return new Response(Uint8Array.from(pdf), {
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="${fileName}"`,
        },
      })
    }),
  ]
}
