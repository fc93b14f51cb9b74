import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { recordExport } from '#ledger/record-export.ts'
import { translate } from '#messages/translate.ts'
import { apiRoute, jsonAnswers } from '#platform/api-route.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { exportTable } from '#platform/table-export.ts'
import {
  invoiceExportQuery,
  invoiceFilters,
  invoiceListPage,
  invoicePageQuery,
  invoiceRecord,
  invoiceTotals,
} from './contract.ts'
import { invoiceColumns } from './export-columns.ts'
import { type ListRequest, readInvoiceList, readInvoiceTotals } from './list-store.ts'
import { readInvoiceRecord } from './record-store.ts'

const tags = ['Factures']
const EXPORT_BATCH = 1_000

const listRoute = apiRoute({
  method: 'get',
  path: '/api/invoices',
  capability: 'read',
  tags,
  summary: 'Invoices, a page at a time',
  request: { query: invoicePageQuery },
  responses: jsonAnswers(invoiceListPage),
})

const totalsRoute = apiRoute({
  method: 'get',
  path: '/api/invoice-totals',
  capability: 'read',
  tags,
  summary: 'Counts and sums of the invoices the filters keep, by currency',
  request: { query: invoiceFilters },
  responses: jsonAnswers(invoiceTotals),
})

const exportRoute = apiRoute({
  method: 'get',
  path: '/api/invoice-export',
  capability: 'read',
  tags,
  summary: 'The invoices the filters keep, as a CSV or XLSX file',
  request: { query: invoiceExportQuery },
  responses: {
    200: { description: 'The file' },
    default: jsonAnswers(invoiceTotals).default,
  },
})

const recordRoute = apiRoute({
  method: 'get',
  path: '/api/invoices/{id}/record',
  capability: 'read',
  tags,
  summary: 'All there is to know of one invoice',
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: jsonAnswers(invoiceRecord),
})

/** Routes of « Ventes › Factures » that read. */
export function invoicesRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const request = { ...query, ...listed(context) }
      return c.json(
        await withScope(database, context, (tx) => readInvoiceList(tx, request), { readOnly: true }),
        200,
      )
    })
    .openapi(totalsRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const filter = { ...query, ...listed(context) }
      return c.json(
        await withScope(database, context, (tx) => readInvoiceTotals(tx, filter), { readOnly: true }),
        200,
      )
    })
    .openapi(exportRoute, async (c) => {
      const { companies, format, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const fileName = `${translate(context.language, 'receivables.file-invoices')}-${context.today}`
      await recordExport(database, context, `${fileName}.${format}`)
      return await exportTable(format, {
        fileName,
        columns: invoiceColumns(context.language),
        batches: invoiceBatches(database, context, { ...query, ...listed(context), limit: EXPORT_BATCH }),
      })
    })
    .openapi(recordRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(
        await withScope(database, context, (tx) => readInvoiceRecord(tx, id, context.today), {
          readOnly: true,
          isolation: 'repeatable read',
        }),
        200,
      )
    })
}

function listed(context: Context & { readonly companyIds: readonly number[] }) {
  return { companyIds: context.companyIds, today: context.today }
}

// Each batch in a transaction of its own: a slow download holds nothing in the database.
async function* invoiceBatches(database: Pick<Database, 'db'>, context: Context, request: ListRequest) {
  let after: string | undefined
  do {
    const page = await withScope(database, context, (tx) => readInvoiceList(tx, { ...request, after }), {
      readOnly: true,
      mayLag: true,
    })
    yield page.rows
    after = page.next ?? undefined
  } while (after !== undefined)
}
