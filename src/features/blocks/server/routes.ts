import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'

/** Routes that set overdue items aside and bring them back. */
export const blocksRoutes: readonly Served[] = [
  serve(contract.createBlock, async ({ body: block, context, write }) => {
    const id = await write((tx) => addBlock(tx, block, context.actor.name))
    return { id }
  }),
  serve(contract.liftBlock, async ({ params: { id }, body: { reason }, context, write }) => {
    const lifted = await write((tx) => liftBlock(tx, id, reason, context.actor.name))
    return { lifted }
  }),
]
