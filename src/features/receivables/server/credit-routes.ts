import { recordExport } from '#ledger/record-export.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import type { CreditFilters, CreditListRow } from '../credit-contract.ts'
import * as contract from '../credit-contract.ts'
import { type CreditListRequest, readCreditList, readCreditTotals } from './credit-list-store.ts'
import { readCreditRecord, readOpenInstalments } from './credit-store.ts'

const EXPORT_BATCH = 1_000

/** Routes of « Avoirs », « Règlements » and « Avoirs – Affectation » that read. */
export function creditsRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return [
    serve(contract.fetchCreditList, async ({ query: { companies, ...query }, context, read }) => {
      const request = { ...query, companyIds: context.companyIds }
      return await read((tx) => readCreditList(tx, request))
    }),
    serve(contract.fetchCreditTotals, async ({ query: { companies, ...query }, context, read }) => {
      const filter = { ...query, companyIds: context.companyIds }
      return await read((tx) => readCreditTotals(tx, filter))
    }),
    serve(contract.fetchCreditExport, async ({ query: { companies, format, ...query }, context }) => {
      const request = { ...query, companyIds: context.companyIds, limit: EXPORT_BATCH }
      const fileName = `${fileNameOf(query.family, context.language)}-${context.today}`
      await recordExport(database, context, `${fileName}.${format}`)
      return await exportTable(format, {
        fileName,
        columns: exportColumns(context.language),
        batches: creditBatches(database, context, request),
      })
    }),
    serve(contract.fetchCreditRecord, ({ params: { id }, read }) =>
      read((tx) => readCreditRecord(tx, id), {
        isolation: 'repeatable read',
      }),
    ),
    serve(contract.fetchOpenInstalments, async ({ params: { id }, query, context, read }) => {
      const asked = { today: context.today, text: query.text }
      return await read((tx) => readOpenInstalments(tx, id, asked))
    }),
  ]
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
