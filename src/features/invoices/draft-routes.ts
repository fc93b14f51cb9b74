import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { createCustomer, readCustomerChoices, readNumberUses } from './choices-store.ts'
import {
  choicesQuery,
  customerChoice,
  customerChoices,
  draftChange,
  draftInvoice,
  draftVersion,
  newCustomer,
  numberQuery,
  numberUses,
  savedDraft,
} from './contract.ts'
import { changeDraft, createDraft, discardDraft, finaliseDraft } from './draft-store.ts'

const tags = ['Factures']
const params = z.object({ id: z.coerce.number().int().positive() })
const done = z.object({ id: z.number().int() })

const createDraftRoute = apiRoute({
  method: 'post',
  path: '/api/invoices',
  capability: 'allocate',
  tags,
  summary: 'Writes a draft invoice',
  request: { body: jsonBody(draftInvoice) },
  responses: jsonAnswers(savedDraft),
})

const changeDraftRoute = apiRoute({
  method: 'put',
  path: '/api/invoices/{id}',
  capability: 'allocate',
  tags,
  summary: 'Replaces a draft invoice, unless it was saved by someone else meanwhile',
  request: { params, body: jsonBody(draftChange) },
  responses: jsonAnswers(savedDraft),
})

const finaliseRoute = apiRoute({
  method: 'post',
  path: '/api/invoices/{id}/finalisation',
  capability: 'allocate',
  tags,
  summary: 'Makes a draft final, for ever',
  request: { params, body: jsonBody(draftVersion) },
  responses: jsonAnswers(done),
})

const discardRoute = apiRoute({
  method: 'post',
  path: '/api/invoices/{id}/discarding',
  capability: 'allocate',
  tags,
  summary: 'Throws a draft away',
  request: { params, body: jsonBody(draftVersion) },
  responses: jsonAnswers(done),
})

const numberRoute = apiRoute({
  method: 'get',
  path: '/api/invoice-numbers',
  capability: 'read',
  tags,
  summary: 'Which invoices of a company bear a number',
  request: { query: numberQuery },
  responses: jsonAnswers(numberUses),
})

const choicesRoute = apiRoute({
  method: 'get',
  path: '/api/customer-choices',
  capability: 'read',
  tags,
  summary: 'Clients of a company to choose from, by code, name, town or invoice number',
  request: { query: choicesQuery },
  responses: jsonAnswers(customerChoices),
})

const createCustomerRoute = apiRoute({
  method: 'post',
  path: '/api/customers',
  capability: 'edit-customer',
  tags,
  summary: 'Creates a client by hand',
  request: { body: jsonBody(newCustomer) },
  responses: jsonAnswers(customerChoice),
})

/** Routes that write invoices by hand, and what their form asks. */
export function draftRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(createDraftRoute, async (c) => {
      const draft = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(
        await withScope(database, context, (tx) => createDraft(tx, draft, context.actor.name)),
        200,
      )
    })
    .openapi(changeDraftRoute, async (c) => {
      const { id } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(await withScope(database, context, (tx) => changeDraft(tx, id, change)), 200)
    })
    .openapi(finaliseRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { version } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      await withScope(database, context, (tx) => finaliseDraft(tx, id, version))
      return c.json({ id }, 200)
    })
    .openapi(discardRoute, async (c) => {
      const { id } = c.req.valid('param')
      const { version } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      await withScope(database, context, (tx) => discardDraft(tx, id, version))
      return c.json({ id }, 200)
    })
    .openapi(numberRoute, async (c) => {
      const { company, number, except } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), [company])
      const uses = await withScope(
        database,
        context,
        (tx) => readNumberUses(tx, context.companyIds[0] ?? 0, number, except),
        { readOnly: true },
      )
      return c.json({ uses }, 200)
    })
    .openapi(choicesRoute, async (c) => {
      const { company, text } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), [company])
      const choices = await withScope(
        database,
        context,
        (tx) => readCustomerChoices(tx, context.companyIds[0] ?? 0, text),
        { readOnly: true },
      )
      return c.json({ choices }, 200)
    })
    .openapi(createCustomerRoute, async (c) => {
      const { company, ...customer } = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [company])
      return c.json(
        await withScope(database, context, (tx) =>
          createCustomer(tx, context.companyIds[0] ?? 0, customer, context.actor.name),
        ),
        200,
      )
    })
}
