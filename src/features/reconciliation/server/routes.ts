import { confirmPayment, confirmReturn, setMovementAside } from '#ledger/decide-movement.ts'
import { undoMovement } from '#ledger/undo-movement.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { findCustomers, findPayments, readCustomerItems } from './choice-store.ts'
import { countMovements, readMovementPage } from './movement-store.ts'

/** Routes of the reconciliation of bank movements. */
export const reconciliationRoutes: readonly Served[] = [
  serve(contract.fetchMovements, async ({ query: { companies, ...query }, context, read }) => {
    const asked = { ...query, companyIds: context.companyIds }
    return await read((tx) => readMovementPage(tx, asked))
  }),
  serve(contract.fetchMovementCounts, async ({ context, read }) => {
    const { companyIds } = context
    return await read((tx) => countMovements(tx, companyIds))
  }),
  serve(contract.fetchPayers, ({ params: { id }, query: { search }, read }) =>
    read((tx) => findCustomers(tx, id, search)),
  ),
  serve(contract.fetchPayerItems, ({ params: { id, customerId }, read }) =>
    read((tx) => readCustomerItems(tx, id, customerId)),
  ),
  serve(contract.fetchReturnable, ({ params: { id }, query: { search }, read }) =>
    read((tx) => findPayments(tx, id, search)),
  ),
  serve(contract.matchMovement, async ({ params: { id }, body, context, write }) => {
    const order = { movementId: id, ...body, actor: context.actor.name }
    await write((tx) => confirmPayment(tx, order))
    return { id }
  }),
  serve(contract.returnByMovement, async ({ params: { id }, body, context, write }) => {
    const order = { movementId: id, ...body, actor: context.actor.name }
    await write((tx) => confirmReturn(tx, order))
    return { id }
  }),
  serve(contract.setMovementAside, async ({ params: { id }, body, context, write }) => {
    const order = { movementId: id, ...body, actor: context.actor.name }
    await write((tx) => setMovementAside(tx, order))
    return { id }
  }),
  serve(contract.undoMovement, async ({ params: { id }, body, context, write }) => {
    const order = { movementId: id, ...body, actor: context.actor.name }
    await write((tx) => undoMovement(tx, order))
    return { id }
  }),
]
