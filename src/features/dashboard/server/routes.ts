import { mustHave } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { readChecklist, readPortfolio } from './companies-store.ts'
import { readEffects } from './effects-store.ts'
import { readBacktest, readForecast, readForecastItems } from './forecast-store.ts'
import { readOpenItems } from './open-items-store.ts'
import { readCurrencies, readStanding } from './standing-store.ts'

/** Figures may be a moment late: nothing is confirmed on them. */
const FIGURES = { isolation: 'repeatable read', mayLag: true } as const

/** Routes of « Tableau de bord ». */
export const dashboardRoutes = [
  serve(contract.fetchStanding, ({ query, context: { companyIds, today }, read }) =>
    read(async (tx) => {
      const currencies = await readCurrencies(tx, companyIds)
      const currency = query.currency ?? mustHave(currencies[0], 'a currency')
      const standing = await readStanding(tx, { companyIds, today, currency })
      return { ...standing, currencies: [...new Set([...currencies, currency])] }
    }, FIGURES),
  ),
  serve(contract.fetchOpenItems, ({ query, context: { companyIds }, read }) =>
    read(async (tx) => {
      const currency = await currencyOf(tx, companyIds, query.currency)
      const { on, band } = query
      return { currency, ...(await readOpenItems(tx, { companyIds, currency, on, band })) }
    }, FIGURES),
  ),
  serve(contract.fetchEffects, ({ query, context: { companyIds, today }, read }) =>
    read(async (tx) => {
      const currency = await currencyOf(tx, companyIds, query.currency)
      return { currency, ...(await readEffects(tx, { companyIds, today, currency })) }
    }, FIGURES),
  ),
  serve(contract.fetchForecast, ({ query, context: { companyIds, today }, read }) =>
    read(async (tx) => {
      const currency = await currencyOf(tx, companyIds, query.currency)
      return { currency, ...(await readForecast(tx, { companyIds, today, currency })) }
    }, FIGURES),
  ),
  serve(contract.fetchForecastItems, ({ query, context: { companyIds, today }, read }) =>
    read(async (tx) => {
      const currency = await currencyOf(tx, companyIds, query.currency)
      return { currency, ...(await readForecastItems(tx, { companyIds, today, currency }, query)) }
    }, FIGURES),
  ),
  serve(contract.fetchBacktest, ({ query, context: { companyIds, today }, read }) =>
    read(async (tx) => {
      const currency = await currencyOf(tx, companyIds, query.currency)
      return { currency, ...(await readBacktest(tx, { companyIds, today, currency })) }
    }, FIGURES),
  ),
  serve(contract.fetchPortfolio, ({ context: { companyIds, today }, read }) =>
    read(async (tx) => ({ rows: await readPortfolio(tx, { companyIds, today }) }), FIGURES),
  ),
  serve(contract.fetchChecklist, ({ context: { companyIds, today }, read }) =>
    read(async (tx) => ({ companies: await readChecklist(tx, { companyIds, today }) })),
  ),
]

async function currencyOf(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  asked: string | undefined,
): Promise<string> {
  return asked ?? mustHave((await readCurrencies(tx, companyIds))[0], 'a currency')
}
