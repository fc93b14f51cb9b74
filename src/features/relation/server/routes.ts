import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { readAgenda } from './agenda-store.ts'
import { changeRelationSettings, logEvent, markDone, readRelationSettings, undoMark } from './store.ts'

/** Routes of « Relation client ». */
export const relationRoutes: readonly Served[] = [
  serve(contract.logContact, async ({ body: event, context, write }) => {
    const { today, actor } = context
    const id = await write((tx) => logEvent(tx, event, today, actor.name))
    return { id }
  }),
  serve(contract.fetchAgenda, async ({ query: { companies, ...query }, context, read }) => {
    const { companyIds, today } = context
    const asked = { ...query, companyIds, today }
    return await read((tx) => readAgenda(tx, asked))
  }),
  serve(contract.markDone, async ({ body: mark, context, write }) => {
    const { today, actor } = context
    const id = await write((tx) => markDone(tx, mark, today, actor.name))
    return { id }
  }),
  serve(contract.undoDone, async ({ params: { id }, context, write }) => {
    const undone = await write((tx) => undoMark(tx, id, context.actor.name))
    return { undone }
  }),
  serve(contract.fetchRelationSettings, ({ params: { code }, read }) =>
    read((tx) => readRelationSettings(tx, code)),
  ),
  serve(contract.saveRelationSettings, async ({ params: { code }, body: change, context, write }) => {
    const actor = context.actor.name
    return await write((tx) => changeRelationSettings(tx, code, change, actor))
  }),
]
