import { startLevels, undoStarts } from '#ledger/starting-levels.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { readStartingLevels } from './store.ts'

/** Routes of « Niveau de départ ». */
export const startingLevelRoutes: readonly Served[] = [
  serve(contract.fetchStartingLevels, ({ context: { today }, companyId, read }) =>
    read((tx) => readStartingLevels(tx, { companyId, today })),
  ),
  serve(contract.chooseStartingLevels, async ({ body: { choices }, context, companyId, write }) => {
    const order = { companyId, today: context.today }
    const changed = await write((tx) => startLevels(tx, order, choices, context.actor.name))
    return { changed }
  }),
  serve(contract.undoStartingLevels, async ({ context, companyId, write }) => {
    const changed = await write((tx) => undoStarts(tx, companyId, context.actor.name))
    return { changed }
  }),
]
