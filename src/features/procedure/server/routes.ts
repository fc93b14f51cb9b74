import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { readLetterDay } from './letter-day.ts'
import { simulateProcedure } from './simulate.ts'
import { changeProcedure, readProcedure } from './store.ts'
/** Routes of « Paramètres › Procédure ». */
export const procedureRoutes: readonly Served[] = [
  serve(contract.fetchProcedure, ({ params: { code }, read }) => read((tx) => readProcedure(tx, code))),
  serve(contract.saveProcedure, async ({ params: { code }, body: change, context, write }) => {
    const actor = context.actor.name
    return await write((tx) => changeProcedure(tx, code, change, actor))
  }),
  serve(contract.simulateProcedure, ({ params: { code }, body: edited, context, read }) =>
    read(
      (tx) => simulateProcedure(tx, { code, companyIds: context.companyIds, today: context.today }, edited),
      { isolation: 'repeatable read' },
    ),
  ),
  serve(contract.fetchLetterDay, ({ query: { on }, context, read }) =>
    read((tx) => readLetterDay(tx, context.companyIds, on)),
  ),
]
