import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { checkOverdueDay } from '#domain/dunning/procedure.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import { readAsked } from '#ledger/asked.ts'
import { setProposedLevels } from '#ledger/levels.ts'
import { readMaybePaid } from '#ledger/maybe-paid.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import * as detailContract from '../detail-contract.ts'
import type { SelectionSummary } from '../selection-contract.ts'
import * as selectionContract from '../selection-contract.ts'
import { readInvoiceDetail } from './invoice-detail-store.ts'
import { readInvoicesOfCustomer } from './invoice-store.ts'
import { readAttention, readSameDraft, readSelectionSummary, readWithoutRates } from './selection-store.ts'
import { countSetAsideReasons, readSetAsidePage } from './set-aside-store.ts'
import { readCustomerPage } from './store.ts'

/** Routes of the page « Ventes › Relances ». */
export const remindersRoutes: readonly Served[] = [
  serve(contract.fetchCustomers, async ({ query, context, read }) => {
    checkOverdueDay(query.on, context.today)
    const filter = { ...query, today: context.today, companyIds: context.companyIds }
    return await read((tx) => readCustomerPage(tx, filter))
  }),
  serve(contract.fetchTotals, async ({ query, context, read }) => {
    checkOverdueDay(query.on, context.today)
    const filter = { ...query, today: context.today, companyIds: context.companyIds }
    return await read((tx) => readTotals(tx, filter))
  }),
  serve(contract.fetchSetAside, async ({ query, context, read }) => {
    checkOverdueDay(query.on, context.today)
    const filter = { ...query, today: context.today, companyIds: context.companyIds }
    return await read((tx) => readSetAsidePage(tx, filter, query))
  }),
  serve(contract.fetchSetAsideReasons, async ({ query, context, read }) => {
    checkOverdueDay(query.on, context.today)
    const filter = { ...query, today: context.today, companyIds: context.companyIds }
    return await read((tx) => countSetAsideReasons(tx, filter))
  }),
  serve(contract.fetchInvoices, async ({ params: { customerId }, query, context, read }) => {
    checkOverdueDay(query.on, context.today)
    const asked = { ...query, customerId, today: context.today, companyIds: context.companyIds }
    const invoices = await read((tx) => readInvoicesOfCustomer(tx, asked))
    return { invoices }
  }),
  serve(selectionContract.sumSelection, async ({ body: { filters, selection, letterOn }, context, read }) => {
    checkOverdueDay(filters.on, context.today)
    const filter = { ...filters, today: context.today, companyIds: context.companyIds }
    const summary = await read((tx) =>
      readSelection(tx, { filter, selection, letterOn, actor: context.actor.name }),
    )
    return summary
  }),
  serve(selectionContract.changeLevel, async ({ body: change, context, write }) => {
    checkOverdueDay(change.on, context.today)
    const order = {
      ...change,
      today: context.today,
      companyIds: context.companyIds,
      reason: change.reason ?? null,
      actor: context.actor.name,
    }
    return { changed: await write((tx) => setProposedLevels(tx, order)) }
  }),
  serve(detailContract.fetchInvoice, async ({ params: { id: invoiceId }, query, context, read }) => {
    const on = query.on ?? addDays(context.today, -1)
    return await read((tx) => readInvoiceDetail(tx, invoiceId, { on, today: context.today }))
  }),
]

interface SelectionQuestion {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day | undefined
  readonly actor: string
}

async function readSelection(
  tx: ScopedTransaction,
  { filter, selection, letterOn, actor }: SelectionQuestion,
): Promise<SelectionSummary> {
  const asked = await readAsked(tx, filter, selection, letterOn)
  const order = letterOn ? { filter, selection, letterOn } : null
  return {
    ...(await readSelectionSummary(tx, filter, selection)),
    maybePaid: await readMaybePaid(tx, filter, selection),
    asked,
    attention: order ? await readAttention(tx, order) : null,
    sameDraft: order ? await readSameDraft(tx, { ...order, asked, actor }) : null,
    withoutRates: order ? await readWithoutRates(tx, order) : null,
  }
}
