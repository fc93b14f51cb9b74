import type { Day } from '#domain/days-and-money/day.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ExportColumn, TableExport } from '#platform/table-export.ts'

/** One line of the model: an invoice, or below zero a credit note. */
interface ModelRow {
  readonly code: string
  readonly customer: string
  readonly address: string
  readonly postcode: string
  readonly town: string
  readonly email: string
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day | null
  readonly totalCents: number
  readonly openCents: number
}

// Three invented lines, to be replaced: unpaid, partly paid, and a credit note.
const ROWS: readonly ModelRow[] = [
  {
    ...{ code: 'DUPONT', customer: 'Dupont SARL', address: '12 rue des Lilas', postcode: '60000' },
    ...{ town: 'BEAUVAIS', email: 'compta@dupont.example', number: 'F2026-001' },
    ...{ issuedOn: '2026-01-15', dueOn: '2026-02-14', totalCents: 120_000, openCents: 120_000 },
  },
  {
    ...{ code: 'MARTIN', customer: 'Martin et fils', address: '3 place Carnot', postcode: '69001' },
    ...{ town: 'LYON', email: '', number: 'F2026-002' },
    ...{ issuedOn: '2026-01-20', dueOn: '2026-03-06', totalCents: 48_050, openCents: 18_050 },
  },
  {
    ...{ code: 'DUPONT', customer: 'Dupont SARL', address: '12 rue des Lilas', postcode: '60000' },
    ...{ town: 'BEAUVAIS', email: 'compta@dupont.example', number: 'AV2026-001' },
    ...{ issuedOn: '2026-01-31', dueOn: null, totalCents: -6_000, openCents: -6_000 },
  },
]

/** A spreadsheet to fill, whose columns the import knows without a question. */
export function modelWorkbook(language: Language): TableExport<ModelRow> {
  const word = (name: string) => translate(language, `model.${name}`)
  const text = (name: string, width: number, read: (row: ModelRow) => string) =>
    ({ label: word(name), type: 'text', width, read }) as const
  const columns: readonly ExportColumn<ModelRow>[] = [
    text('code', 14, (row) => row.code),
    text('customer', 28, (row) => row.customer),
    text('address', 28, (row) => row.address),
    text('postcode', 12, (row) => row.postcode),
    text('town', 18, (row) => row.town),
    text('email', 26, (row) => row.email),
    text('number', 16, (row) => row.number),
    { label: word('issued-on'), type: 'day', read: (row) => row.issuedOn },
    { label: word('due-on'), type: 'day', read: (row) => row.dueOn },
    { label: word('total'), type: 'amount', read: (row) => row.totalCents },
    { label: word('open'), type: 'amount', read: (row) => row.openCents },
  ]
  return { fileName: word('file'), columns, batches: once(ROWS) }
}

async function* once<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}
