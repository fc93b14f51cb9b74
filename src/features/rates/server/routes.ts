import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { addRate, changeTerms, readRateTable } from './store.ts'
/** Routes of « Paramètres › Taux légaux ». */
export const ratesRoutes: readonly Served[] = [
  serve(contract.fetchRates, async ({ params: { code }, context, read }) =>
    read((tx) => readRateTable(tx, code, context.today)),
  ),
  serve(contract.addRates, ({ params: { code }, body: rate, context, write }) =>
    write(async (tx) => {
      await addRate(tx, code, rate, { actor: context.actor.name, today: context.today })
      return await readRateTable(tx, code, context.today)
    }),
  ),
  serve(contract.savePenaltyTerms, ({ params: { code }, body: change, context, write }) =>
    write(async (tx) => {
      await changeTerms(tx, code, change, context.actor.name)
      return await readRateTable(tx, code, context.today)
    }),
  ),
]
