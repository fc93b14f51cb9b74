import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { recordExport } from '#ledger/record-export.ts'
import { type Language, translate } from '#messages/translate.ts'
import { apiRoute, jsonAnswers } from '#platform/api-route.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import {
  type CreditFilters,
  type CreditListRow,
  creditExportQuery,
  creditFilters,
  creditListPage,
  creditPageQuery,
  creditRecord,
  creditTotals,
  openInstalments,
  openInstalmentsQuery,
} from './contract.ts'
import { type CreditListRequest, readCreditList, readCreditTotals } from './list-store.ts'
import { readCreditRecord, readOpenInstalments } from './record-store.ts'

const tags = ['Avoirs']
const params = z.object({ id: z.coerce.number().int().positive() })
const EXPORT_BATCH = 1_000

const listRoute = apiRoute({
  method: 'get',
  path: '/api/credits',
  capability: 'read',
  tags,
  summary: 'Credit notes and payments, a page at a time',
  request: { query: creditPageQuery },
  responses: jsonAnswers(creditListPage),
})

const totalsRoute = apiRoute({
  method: 'get',
  path: '/api/credit-totals',
  capability: 'read',
  tags,
  summary: 'Count and sums of the credits the filters keep, by currency',
  request: { query: creditFilters },
  responses: jsonAnswers(creditTotals),
})

const exportRoute = apiRoute({
  method: 'get',
  path: '/api/credit-export',
  capability: 'read',
  tags,
  summary: 'The credits the filters keep, as a CSV or XLSX file',
  request: { query: creditExportQuery },
  responses: { 200: { description: 'The file' }, default: jsonAnswers(creditTotals).default },
})

const recordRoute = apiRoute({
  method: 'get',
  path: '/api/credits/{id}',
  capability: 'read',
  tags,
  summary: 'All there is to know of one credit note or payment',
  request: { params },
  responses: jsonAnswers(creditRecord),
})

const openRoute = apiRoute({
  method: 'get',
  path: '/api/credits/{id}/open-instalments',
  capability: 'read',
  tags,
  summary: 'The open instalments a credit may settle, with the spread we suggest',
  request: { params, query: openInstalmentsQuery },
  responses: jsonAnswers(openInstalments),
})

/** Routes of « Avoirs », « Règlements » and « Avoirs – Affectation » that read. */
export function creditsRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(listRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const request = { ...query, companyIds: context.companyIds }
      return c.json(
        await withScope(database, context, (tx) => readCreditList(tx, request), { readOnly: true }),
        200,
      )
    })
    .openapi(totalsRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const filter = { ...query, companyIds: context.companyIds }
      return c.json(
        await withScope(database, context, (tx) => readCreditTotals(tx, filter), { readOnly: true }),
        200,
      )
    })
    .openapi(exportRoute, async (c) => {
      const { companies, format, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const request = { ...query, companyIds: context.companyIds, limit: EXPORT_BATCH }
      const fileName = `${fileNameOf(query.family, context.language)}-${context.today}`
      await recordExport(database, context, `${fileName}.${format}`)
      return await exportTable(format, {
        fileName,
        columns: exportColumns(context.language),
        batches: creditBatches(database, context, request),
      })
    })
    .openapi(recordRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(
        await withScope(database, context, (tx) => readCreditRecord(tx, id), {
          readOnly: true,
          isolation: 'repeatable read',
        }),
        200,
      )
    })
    .openapi(openRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const asked = { today: context.today, text: c.req.valid('query').text }
      return c.json(
        await withScope(database, context, (tx) => readOpenInstalments(tx, id, asked), { readOnly: true }),
        200,
      )
    })
}

function exportColumns(language: Language): ExportColumn<CreditListRow>[] {
  const t = (name: string) => translate(language, `receivables.column.${name}`)
  const state = (row: CreditListRow) =>
    translate(language, `receivables.credit.${row.voidReason ?? row.state}`)
  const label = (row: CreditListRow) => (row.isNoted ? translate(language, 'receivables.noted') : row.label)
  return [
    { label: t('company'), type: 'text', width: 14, read: (row) => row.company },
    {
      label: t('kind'),
      type: 'text',
      width: 14,
      read: (row) => translate(language, `receivables.kind.${row.kind}`),
    },
    { label: t('number'), type: 'text', width: 18, read: (row) => row.number },
    { label: t('customer-code'), type: 'text', width: 14, read: (row) => row.customer.code },
    { label: t('customer'), type: 'text', width: 32, read: (row) => row.customer.name },
    { label: t('label'), type: 'text', width: 32, read: label },
    { label: t('state'), type: 'text', width: 14, read: state },
    { label: t('received-on'), type: 'day', read: (row) => row.receivedOn },
    { label: t('amount'), type: 'amount', read: (row) => row.amountCents },
    { label: t('left'), type: 'amount', read: (row) => row.openCents },
    { label: t('currency'), type: 'text', width: 8, read: (row) => row.currency },
  ]
}

// Each batch in a transaction of its own: a slow download holds nothing in the database.
async function* creditBatches(
  database: Pick<Database, 'db'>,
  context: Context,
  request: CreditListRequest,
): AsyncGenerator<readonly CreditListRow[]> {
  let after: string | undefined
  do {
    const page = await withScope(database, context, (tx) => readCreditList(tx, { ...request, after }), {
      readOnly: true,
      mayLag: true,
    })
    yield page.rows
    after = page.next ?? undefined
  } while (after !== undefined)
}

function fileNameOf(family: CreditFilters['family'], language: Language): string {
  return translate(language, `receivables.file-${family ?? 'credits'}`)
}
