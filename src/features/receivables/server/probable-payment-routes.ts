import { allocateProbable, takeAllocationsBack } from '#ledger/allocate-probable.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../probable-payment-contract.ts'
import { listNotedPayments, listProbablePayments } from './probable-payment-store.ts'

/** Routes of « Already paid? »: probable payments, and those noted by hand. */
export const probablePaymentRoutes: readonly Served[] = [
  serve(contract.fetchProbablePayments, ({ context, read }) =>
    read((tx) => listProbablePayments(tx, context)),
  ),
  serve(contract.allocateProbablePayments, async ({ body: { creditIds }, context, write }) => {
    const { companyIds, today, actor } = context
    const order = { companyIds, creditIds, today, actor: actor.name }
    return { allocated: await write((tx) => allocateProbable(tx, order)) }
  }),
  serve(contract.takeAllocationsBack, async ({ body: asked, context, write }) => {
    const order = { ...asked, actor: context.actor.name }
    await write((tx) => takeAllocationsBack(tx, order))
    return { cancelled: asked.allocationIds.length }
  }),
  serve(contract.fetchNotedPayments, ({ context, read }) => read((tx) => listNotedPayments(tx, context))),
  serve(contract.notePayment, async ({ body, context, write }) => {
    const order = { ...body, today: context.today, actor: context.actor.name }
    return { id: await write((tx) => notePayment(tx, order)) }
  }),
  serve(contract.cancelNotedPayment, async ({ params: { id }, body, context, write }) => {
    const order = { creditId: id, reason: body.reason, actor: context.actor.name }
    await write((tx) => cancelNotedPayment(tx, order))
    return { id }
  }),
]
