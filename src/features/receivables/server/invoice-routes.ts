import { recordExport } from '#ledger/record-export.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import type { InvoiceListRow } from '../invoice-contract.ts'
import * as contract from '../invoice-contract.ts'
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
      read((tx) => readInvoiceRecord(tx, id, context), {
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

/** The columns of the exported list, as the screen names them. */
function invoiceColumns(language: Language): ExportColumn<InvoiceListRow>[] {
  const t = (name: string) => translate(language, `receivables.column.${name}`)
  return [
    { label: t('company'), type: 'text', width: 14, read: (row) => row.company },
    { label: t('number'), type: 'text', width: 18, read: (row) => row.number },
    { label: t('customer-code'), type: 'text', width: 14, read: (row) => row.customer.code },
    { label: t('customer'), type: 'text', width: 32, read: (row) => row.customer.name },
    { label: t('label'), type: 'text', width: 32, read: (row) => row.label },
    {
      label: t('state'),
      type: 'text',
      width: 14,
      read: (row) => translate(language, `receivables.state.${row.state}`),
    },
    { label: t('issued-on'), type: 'day', read: (row) => row.issuedOn },
    { label: t('due-on'), type: 'day', read: (row) => row.dueOn },
    { label: t('days-late'), type: 'count', read: (row) => (row.daysLate > 0 ? row.daysLate : null) },
    { label: t('level'), type: 'count', read: (row) => row.level },
    { label: t('total'), type: 'amount', read: (row) => row.totalCents },
    { label: t('open'), type: 'amount', read: (row) => row.openCents },
    { label: t('currency'), type: 'text', width: 8, read: (row) => row.currency },
  ]
}
