import { decideDoubt, reopenDoubt } from '#ledger/decide-doubt.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../doubt-contract.ts'
import { listOpenDoubts } from './doubt-store.ts'
/** Routes of the questions that imports leave to be decided. */
export const doubtsRoutes: readonly Served[] = [
  serve(contract.fetchOpenDoubts, ({ context, read }) =>
    read((tx) => listOpenDoubts(tx, context.companyIds, context.language)),
  ),
  serve(contract.decideDoubt, async ({ params: { id }, body: { choice }, context, write }) => {
    const { effect, items } = await write((tx) => decideDoubt(tx, id, choice, context.actor.name))
    return { effect, items }
  }),
  serve(contract.reopenDoubt, async ({ params: { id }, context, write }) => {
    await write((tx) => reopenDoubt(tx, id, context.actor.name))
    return { reopened: true }
  }),
]
