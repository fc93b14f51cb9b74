import { RelancesError } from '#domain/errors.ts'
import { type ListName, usualPeriod } from '#domain/receivables/printed-lists.ts'
import { recordExport } from '#ledger/record-export.ts'
import type { LetterPool } from '#letters/pool.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import { exportTable } from '#platform/table-export.ts'
import type { ListQuery } from '../contract.ts'
import * as contract from '../contract.ts'
import { listDocument } from './list-document.ts'
import { listTable } from './list-tables.ts'

/** Beyond this a list is for a spreadsheet: some hundred pages nobody reads. */
const MAX_PRINTED_ROWS = 3_000
const MAX_EXPORTED_ROWS = 1_000_000

interface Parts {
  readonly database: Pick<Database, 'db'>
  readonly pool: Pick<LetterPool, 'document'>
}

/** Routes of « Liste / Travaux ». */
export function listsRoutes(parts: Parts) {
  return [
    serve(contract.fetchList, ({ params: { name }, query, context }) =>
      answerList(parts, context, name, query),
    ),
  ]
}

async function answerList(
  { database, pool }: Parts,
  context: Context & { readonly companyIds: readonly number[] },
  name: ListName,
  query: ListQuery,
): Promise<Response> {
  const { companyIds, today, language } = context
  const table = listTable(name, language)
  const usual = usualPeriod(name, today)
  const scope = { companyIds, from: query.from ?? usual.from, to: query.to ?? usual.to, today }
  const limit = query.format === 'pdf' ? MAX_PRINTED_ROWS + 1 : MAX_EXPORTED_ROWS
  const { rows, companies } = await withScope(
    database,
    context,
    async (tx) => ({
      rows: await table.read(tx, scope, limit),
      companies: await tx.selectFrom('companies').select('code').orderBy('code').execute(),
    }),
    { readOnly: true, mayLag: true },
  )
  const fileName = `${translate(language, `lists.file-${name}`)}-${scope.to}`
  await recordExport(database, context, `${fileName}.${query.format}`)
  if (query.format !== 'pdf')
    return await exportTable(query.format, { fileName, columns: table.columns, batches: batchesOf(rows) })
  if (rows.length > MAX_PRINTED_ROWS)
    throw new RelancesError('too-large', 'lists.too-long', { rows: MAX_PRINTED_ROWS })
  const codes = companies.map((company) => company.code)
  const { pdf } = await pool.document(
    listDocument({ name, language, table, rows, companies: codes, ...scope }),
  )
  return new Response(Uint8Array.from(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${fileName}.pdf"`,
    },
  })
}

async function* batchesOf<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let first = 0; first < rows.length; first += 1_000) yield rows.slice(first, first + 1_000)
}
