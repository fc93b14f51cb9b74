import { type Served, serve } from '#platform/serve.ts'
import * as draftContract from '../invoice-draft-contract.ts'
import { createCustomer, readCustomerChoices, readNumberUses } from './customer-choices-store.ts'
import { changeDraft, createDraft, discardDraft, finaliseDraft } from './invoice-draft-store.ts'
/** Routes that write invoices by hand, and what their form asks. */
export const draftRoutes: readonly Served[] = [
  serve(draftContract.createDraft, ({ body: draft, context, write }) =>
    write((tx) => createDraft(tx, draft, context.actor.name)),
  ),
  serve(draftContract.changeDraft, ({ params: { id }, body: change, write }) =>
    write((tx) => changeDraft(tx, id, change)),
  ),
  serve(draftContract.finaliseDraft, async ({ params: { id }, body: { version }, write }) => {
    await write((tx) => finaliseDraft(tx, id, version))
    return { id }
  }),
  serve(draftContract.discardDraft, async ({ params: { id }, body: { version }, write }) => {
    await write((tx) => discardDraft(tx, id, version))
    return { id }
  }),
  serve(draftContract.fetchNumberUses, async ({ query: { number, except }, companyId, read }) => {
    const uses = await read((tx) => readNumberUses(tx, companyId, number, except))
    return { uses }
  }),
  serve(draftContract.fetchCustomerChoices, async ({ query: { text }, companyId, read }) => {
    const choices = await read((tx) => readCustomerChoices(tx, companyId, text))
    return { choices }
  }),
  serve(draftContract.createCustomer, ({ body: { company, ...customer }, context, companyId, write }) =>
    write((tx) => createCustomer(tx, companyId, customer, context.actor.name)),
  ),
]
