import { recordExport } from '#ledger/record-export.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import { exportTable } from '#platform/table-export.ts'
import * as contract from '../invoice-contract.ts'
import { invoiceColumns } from './invoice-columns.ts'
import { type ListRequest, readInvoiceList, readInvoiceTotals } from './invoice-list-store.ts'
import { readInvoiceRecord } from './invoice-store.ts'

const EXPORT_BATCH = 1_000

/** Routes of « Ventes › Factures » that read. */
export function invoicesRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return [
    serve(contract.fetchInvoiceList, async ({ query: { companies, ...query }, context, read }) => {
      const request = { ...query, ...listed(context) }
      return await read((tx) => readInvoiceList(tx, request))
    }),
    serve(contract.fetchInvoiceTotals, async ({ query: { companies, ...query }, context, read }) => {
      const filter = { ...query, ...listed(context) }
      return await read((tx) => readInvoiceTotals(tx, filter))
    }),
    serve(contract.fetchInvoiceExport, async ({ query: { companies, format, ...query }, context }) => {
      const fileName = `${translate(context.language, 'receivables.file-invoices')}-${context.today}`
      await recordExport(database, context, `${fileName}.${format}`)
      return await exportTable(format, {
        fileName,
        columns: invoiceColumns(context.language),
        batches: invoiceBatches(database, context, { ...query, ...listed(context), limit: EXPORT_BATCH }),
      })
    }),
    serve(contract.fetchInvoiceRecord, ({ params: { id }, context, read }) =>
      read((tx) => readInvoiceRecord(tx, id, context.today), {
        isolation: 'repeatable read',
      }),
    ),
  ]
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
