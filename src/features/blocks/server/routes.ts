import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { addBlock, liftBlock } from './store.ts'
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
