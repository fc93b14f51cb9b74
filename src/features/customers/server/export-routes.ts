import type { Day } from '#domain/days-and-money/day.ts'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
import { recordExport } from '#ledger/record-export.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { serve } from '#platform/serve.ts'
import { type ExportColumn, exportTable } from '#platform/table-export.ts'
import type { CustomerListPage, CustomerListRow } from '../contract.ts'
import * as contract from '../contract.ts'
import { readCustomerList } from './list-store.ts'

/** Rows read at a time. */
const BATCH = 200

/** The export of the list « Clients ». */
export function customerExportRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return [
    serve(contract.fetchCustomerExport, async ({ query: { format, companies, ...query }, context, read }) => {
      const { companyIds, today } = context
      const batches = allCustomerRows((after) =>
        read((tx) => readCustomerList(tx, { ...query, companyIds, today, after, limit: BATCH }), {
          mayLag: true,
        }),
      )
      const fileName = `${translate(context.language, 'relations.customers-file')}-${today}`
      await recordExport(database, context, `${fileName}.${format}`)
      return await exportTable(format, { fileName, columns: columnsOf(context), batches })
    }),
  ]
}

async function* allCustomerRows(
  readPage: (after: string | undefined) => Promise<CustomerListPage>,
): AsyncGenerator<readonly CustomerListRow[]> {
  let after: string | undefined
  do {
    const page = await readPage(after)
    yield page.rows
    after = page.next ?? undefined
  } while (after !== undefined)
}

const BAND_LABELS: Readonly<Record<AgeBand, string>> = {
  notDue: 'lists.not-due',
  to30: 'lists.to30',
  to60: 'lists.to60',
  to90: 'lists.to90',
  over90: 'lists.over90',
}

function columnsOf({ language }: Pick<Context, 'language'>): readonly ExportColumn<CustomerListRow>[] {
  const label = (name: string) => translate(language, `relations.column-${name}`)
  const text = (name: string, value: (row: CustomerListRow) => string | null, width?: number) =>
    ({ label: label(name), type: 'text', read: value, ...(width ? { width } : {}) }) as const
  const amount = (name: string, value: (row: CustomerListRow) => number) =>
    ({ label: label(name), type: 'amount', read: value }) as const
  return [
    text('company', (row) => row.company, 12),
    text('code', (row) => row.code, 12),
    text('name', (row) => row.name, 34),
    text('postcode', (row) => row.postcode, 10),
    text('town', (row) => row.town),
    text('currency', (row) => row.currency, 8),
    amount('balance', (row) => row.balanceCents),
    amount('overdue', (row) => row.overdueCents),
    ...AGE_BANDS.map((band) => ({
      ...amount('balance', (row) => row.ageCents[band]),
      label: translate(language, BAND_LABELS[band]),
    })),
    { label: label('oldest-due'), type: 'day', read: (row): Day | null => row.oldestDueOn },
    { label: label('days-late'), type: 'count', read: (row) => row.daysLate },
    { label: label('level'), type: 'count', read: (row) => row.level },
    { label: label('average-days-late'), type: 'count', read: (row) => row.averageDaysLate },
  ]
}
