import { RelancesError } from '#domain/errors.ts'
import type { PushItem } from '#ledger/push-order.ts'
import { type Asked, type Served, serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import * as lists from '../list-contract.ts'
import { answerOf, itemOf, onlyResult, programOf, push, pushedCompany } from './push.ts'
import { type Records, type RecordsAsked, readChanges, readNamed } from './records-store.ts'
import { checkVersion, etagOf } from './versions.ts'

/** Routes by which other programs push what they have, and read what changed. */
export const programsRoutes: readonly Served[] = [
  serve(contract.putCustomer, (asked) =>
    pushOne(asked, itemOf({ kind: 'customer', ...asked.params, data: asked.body })),
  ),
  serve(contract.putInvoice, (asked) =>
    pushOne(asked, itemOf({ kind: 'invoice', ...asked.params, data: asked.body })),
  ),
  serve(contract.putCredit, (asked) =>
    pushOne(asked, itemOf({ kind: 'credit', ...asked.params, data: asked.body })),
  ),
  serve(contract.putPayment, (asked) =>
    pushOne(asked, itemOf({ kind: 'payment', ...asked.params, data: asked.body })),
  ),
  serve(contract.deleteCustomer, (asked) =>
    pushOne(asked, { kind: 'customer', ...asked.params, data: null }),
  ),
  serve(contract.deleteInvoice, (asked) => pushOne(asked, { kind: 'invoice', ...asked.params, data: null })),
  serve(contract.deleteCredit, (asked) => pushOne(asked, { kind: 'credit', ...asked.params, data: null })),
  serve(contract.deletePayment, (asked) => pushOne(asked, { kind: 'payment', ...asked.params, data: null })),
  serve(contract.pushBatch, async ({ body: { mode, items }, context, write }) => {
    const results = await push({ context, write }, items.map(itemOf), mode === 'atomic')
    const refused = results.filter(({ problem }) => problem !== null).length
    const answers = results.map((result) => answerOf(result, context))
    return { isDone: mode === 'each' || refused === 0, refused, results: answers }
  }),
  serve(lists.readCustomer, (asked) => readOne(asked, 'customer')),
  serve(lists.readInvoice, (asked) => readOne(asked, 'invoice')),
  serve(lists.readCredit, (asked) => readOne(asked, 'credit')),
  serve(lists.readPayment, (asked) => readOne(asked, 'payment')),
  serve(lists.listCustomers, (asked) => list(asked, 'customer')),
  serve(lists.listInvoices, (asked) => list(asked, 'invoice')),
  serve(lists.listCredits, (asked) => list(asked, 'credit')),
  serve(lists.listPayments, (asked) => list(asked, 'payment')),
  serve(lists.listBlocks, (asked) => list(asked, 'block')),
  serve(lists.listHistory, ({ query: { since, ...query }, context, read }) =>
    list({ query: { ...query, updatedSince: since }, context, read }, 'event'),
  ),
]

type Pushing = Pick<Asked<typeof contract.deleteInvoice>, 'context' | 'write' | 'request'>

async function pushOne({ context, write, request }: Pushing, item: PushItem) {
  const { kind, externalId } = item
  const named = { companyId: pushedCompany(context), program: programOf(context), externalId }
  const conditions = {
    ifMatch: request.req.header('if-match'),
    ifNoneMatch: request.req.header('if-none-match'),
  }
  const results = await push({ context, write }, [item], true, (tx) =>
    checkVersion(tx, kind, named, conditions),
  )
  const { outcome, id } = onlyResult(results)
  const record = item.data === null ? null : await write((tx) => readNamed(tx, kind, named))
  if (record !== null) request.header('ETag', etagOf(record))
  return { externalId, outcome, id }
}

type Reading = Pick<Asked<typeof lists.readInvoice>, 'context' | 'read' | 'request' | 'params'>

async function readOne<Kind extends PushItem['kind']>(
  { context, read, request, params: { externalId } }: Reading,
  kind: Kind,
): Promise<Records[Kind]> {
  const named = { companyId: pushedCompany(context), program: programOf(context), externalId }
  const record = await read((tx) => readNamed(tx, kind, named))
  if (record === null) throw new RelancesError('not-found', 'programs.not-pushed', { id: externalId })
  request.header('ETag', etagOf(record))
  return record
}

type Listing = Pick<Asked<typeof lists.listInvoices>, 'context' | 'read' | 'query'>

async function list<Kind extends keyof Records>(
  { query: { updatedSince, after, limit }, context, read }: Listing,
  kind: Kind,
) {
  const whose: RecordsAsked = { companyIds: context.companyIds, program: programOf(context) }
  const asked = { ...whose, since: updatedSince, after, limit }
  const { rows, ...page } = await read((tx) => readChanges(tx, kind, asked))
  return { ...page, rows: [...rows] }
}
