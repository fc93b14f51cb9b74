import { checkOverdueDay } from '#domain/dunning/procedure.ts'
import type { Wakeable } from '#platform/background.ts'
import type { Database } from '#platform/database.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { cancelRun, reasonOf } from './cancel-letters.ts'
import { confirmRun } from './confirm-run.ts'
import { createDraft } from './create-draft.ts'
import { decideReview } from './decide-review.ts'
import { printInstead } from './print-instead.ts'
import { discardRun, listRuns, readRun, takeOutCustomer } from './store.ts'

/** Routes of a run as a whole: draft, confirmation, undoing. */
export function runsRoutes(parts: { readonly database: Pick<Database, 'db'>; readonly archivist: Wakeable }) {
  const { database, archivist } = parts
  return [
    serve(contract.createRun, async ({ body: { filters, selection, letterOn }, context, write }) => {
      checkOverdueDay(filters.on, context.today)
      const filter = { ...filters, today: context.today, companyIds: context.companyIds }
      const order = { filter, selection, letterOn }
      const made = await write((tx) => createDraft(tx, order, context.actor.name), {
        isolation: 'repeatable read',
      })
      return made
    }),
    serve(contract.fetchRuns, ({ query: { companies, ...query }, context, read }) =>
      read((tx) => listRuns(tx, context.companyIds, query)),
    ),
    serve(contract.fetchRun, ({ params: { id }, read }) => read((tx) => readRun(tx, id))),
    serve(contract.discardRun, async ({ params: { id }, context, write }) => {
      await write((tx) => discardRun(tx, id, context.actor.name))
      return { discarded: true }
    }),
    serve(contract.takeOutCustomer, ({ params: { id, customerId }, context, write }) =>
      write((tx) => takeOutCustomer(tx, { runId: id, customerId }, context.actor.name)),
    ),
    serve(contract.confirmRun, async ({ params: { id }, context }) => {
      const result = await confirmRun(database, context, id)
      archivist.wake()
      return result
    }),
    serve(contract.printInstead, ({ body: { letterIds }, context, write }) =>
      write((tx) => printInstead(tx, letterIds, context), { isolation: 'repeatable read' }),
    ),
    serve(contract.decideReview, async ({ params: { id }, body, context }) => {
      const result = await decideReview(database, context, id, body)
      archivist.wake()
      return result
    }),
    serve(contract.cancelRun, ({ params: { id }, body, context }) =>
      cancelRun(database, context, id, reasonOf(body)),
    ),
  ]
}
