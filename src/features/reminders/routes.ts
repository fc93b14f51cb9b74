import { z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import { addDays, type Day } from '#domain/day.ts'
import { checkOverdueDay } from '#domain/procedure.ts'
import type { Selection } from '#domain/selection.ts'
import { readAsked } from '#ledger/asked.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { setProposedLevels } from '#ledger/levels.ts'
import { readMaybePaid } from '#ledger/maybe-paid.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { type AppEnv, contextOf, createRouter } from '#platform/router.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { readAttention } from './attention-store.ts'
import {
  customerPage,
  day,
  type Filters,
  filtersQuery,
  invoiceRow,
  levelChange,
  levelChangeResult,
  pageQuery,
  type SelectionSummary,
  selectionRequest,
  selectionSummary,
  setAsidePage,
  setAsidePageQuery,
  setAsideQuery,
  setAsideReasons,
  totals,
} from './contract.ts'
import { invoiceDetail } from './detail-contract.ts'
import { readInvoiceDetail } from './invoice-detail-store.ts'
import { readInvoicesOfCustomer } from './invoice-store.ts'
import { readSameDraft } from './same-draft-store.ts'
import { countSetAsideReasons, readSetAsidePage } from './set-aside-store.ts'
import { readCustomerPage } from './store.ts'
import { readSelectionSummary } from './totals-store.ts'
import { readWithoutRates } from './without-rates-store.ts'

const tags = ['Relances']
const id = z.coerce.number().int().positive()

const pageRoute = apiRoute({
  method: 'get',
  path: '/api/reminders',
  capability: 'read',
  tags,
  summary: 'Clients to remind, a page at a time',
  request: { query: pageQuery },
  responses: jsonAnswers(customerPage),
})

const totalsRoute = apiRoute({
  method: 'get',
  path: '/api/reminders/totals',
  capability: 'read',
  tags,
  summary: 'Counts and amounts of all that is proposed',
  request: { query: filtersQuery },
  responses: jsonAnswers(totals),
})

const setAsideRoute = apiRoute({
  method: 'get',
  path: '/api/reminders/set-aside',
  capability: 'read',
  tags,
  summary: 'Overdue items that are not proposed, each with its reason',
  request: { query: setAsidePageQuery },
  responses: jsonAnswers(setAsidePage),
})

const setAsideReasonsRoute = apiRoute({
  method: 'get',
  path: '/api/reminders/set-aside-reasons',
  capability: 'read',
  tags,
  summary: 'How many overdue items each reason keeps aside',
  request: { query: setAsideQuery.omit({ reason: true }) },
  responses: jsonAnswers(setAsideReasons),
})

const invoicesRoute = apiRoute({
  method: 'get',
  path: '/api/reminders/customers/{customerId}/invoices',
  capability: 'read',
  tags,
  summary: 'Proposed invoices of a client in one currency',
  request: {
    params: z.object({ customerId: id }),
    query: z.object({ on: day, currency: z.string().regex(/^[A-Z]{3}$/) }),
  },
  responses: jsonAnswers(z.object({ invoices: z.array(invoiceRow) })),
})

const selectionRoute = apiRoute({
  method: 'post',
  path: '/api/reminders/selection',
  capability: 'read',
  tags,
  summary: 'What a selection comes to, to the cent',
  request: { body: jsonBody(selectionRequest) },
  responses: jsonAnswers(selectionSummary),
})

const levelRoute = apiRoute({
  method: 'post',
  path: '/api/level-changes',
  capability: 'set-level',
  tags,
  summary: 'Sets the level of a client’s proposed instalments, or of one invoice',
  request: { body: jsonBody(levelChange) },
  responses: jsonAnswers(levelChangeResult),
})

const detailRoute = apiRoute({
  method: 'get',
  path: '/api/invoices/{id}',
  capability: 'read',
  tags,
  summary: 'An invoice with its instalments, allocations and reminders',
  request: { params: z.object({ id }), query: z.object({ on: day.optional() }) },
  responses: jsonAnswers(invoiceDetail),
})

/** Routes of the page « Ventes › Relances ». */
export function remindersRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  const read = { readOnly: true } as const
  return createRouter()
    .openapi(pageRoute, async (c) => {
      const query = c.req.valid('query')
      const context = await contextFor(c, database, query)
      const request = { ...query, today: context.today, companyIds: context.companyIds }
      return c.json(await withScope(database, context, (tx) => readCustomerPage(tx, request), read), 200)
    })
    .openapi(totalsRoute, async (c) => {
      const query = c.req.valid('query')
      const context = await contextFor(c, database, query)
      const filter = { ...query, today: context.today, companyIds: context.companyIds }
      return c.json(await withScope(database, context, (tx) => readTotals(tx, filter), read), 200)
    })
    .openapi(setAsideRoute, async (c) => {
      const query = c.req.valid('query')
      const context = await contextFor(c, database, query)
      const filter = { ...query, today: context.today, companyIds: context.companyIds }
      return c.json(
        await withScope(database, context, (tx) => readSetAsidePage(tx, filter, query), read),
        200,
      )
    })
    .openapi(setAsideReasonsRoute, async (c) => {
      const query = c.req.valid('query')
      const context = await contextFor(c, database, query)
      const filter = { ...query, today: context.today, companyIds: context.companyIds }
      return c.json(await withScope(database, context, (tx) => countSetAsideReasons(tx, filter), read), 200)
    })
    .openapi(invoicesRoute, async (c) => {
      const { customerId } = c.req.valid('param')
      const query = c.req.valid('query')
      const context = await contextFor(c, database, query)
      const asked = { ...query, customerId, today: context.today, companyIds: context.companyIds }
      const invoices = await withScope(database, context, (tx) => readInvoicesOfCustomer(tx, asked), read)
      return c.json({ invoices }, 200)
    })
    .openapi(selectionRoute, async (c) => {
      const { filters, selection, letterOn } = c.req.valid('json')
      const context = await contextFor(c, database, filters)
      const filter = { ...filters, today: context.today, companyIds: context.companyIds }
      const summary = await withScope(
        database,
        context,
        (tx) => readSelection(tx, { filter, selection, letterOn, actor: context.actor.name }),
        read,
      )
      return c.json(summary, 200)
    })
    .openapi(levelRoute, async (c) => {
      const change = c.req.valid('json')
      const context = await contextFor(c, database, change)
      const order = {
        ...change,
        today: context.today,
        companyIds: context.companyIds,
        reason: change.reason ?? null,
        actor: context.actor.name,
      }
      return c.json(
        { changed: await withScope(database, context, (tx) => setProposedLevels(tx, order)) },
        200,
      )
    })
    .openapi(detailRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      const on = c.req.valid('query').on ?? addDays(context.today, -1)
      const { id: invoiceId } = c.req.valid('param')
      return c.json(
        await withScope(
          database,
          context,
          (tx) => readInvoiceDetail(tx, invoiceId, { on, today: context.today }),
          read,
        ),
        200,
      )
    })
}

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

async function contextFor(
  c: HonoContext<AppEnv>,
  database: Pick<Database, 'db'>,
  asked: Pick<Filters, 'on'> & { readonly companies?: readonly string[] | undefined },
) {
  const context = await narrowToCompanies(database, contextOf(c, []), asked.companies)
  checkOverdueDay(asked.on, context.today)
  return context
}
