import { type Language, translate } from '#messages/translate.ts'
import { suggestCustomerColumns } from '#readers/customer-list.ts'
import { detect } from '#readers/detect.ts'
import { type ColumnMapping, suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import type { Source } from '#readers/source.ts'
import { readTable, type Table, textAt } from '#readers/table.ts'
import type { Deposit } from './contract.ts'
import type { RecallMapping } from './read-books.ts'
import { columnPositions, headerKeyOf, MAPPED_FIELDS, namedColumns, tableKind } from './read-list.ts'

const SAMPLE_ROWS = 8

/**
 * What a file just deposited looks like: a ledger, a list, or why it can be neither. For a list, the
 * columns found and what they seem to hold, for the user to confirm.
 */
export async function describeDeposit(
  id: string,
  source: Source,
  language: Language,
  recall: RecallMapping,
): Promise<Deposit> {
  const deposit: Deposit = {
    id,
    fileName: source.name,
    files: 1,
    bytes: source.size,
    kind: null,
    problem: null,
    table: null,
    seller: null,
  }
  const { format, reason } = await detect(source)
  if (reason) return { ...deposit, problem: translate(language, `readers.${reason.code}`, reason.values) }
  if (format === 'fec' || format === 'fec-xml') return { ...deposit, kind: 'fec' }
  const table = await readTable(source)
  const [error] = table.errors
  if (error) return { ...deposit, problem: translate(language, `readers.${error.code}`, error.values) }
  const kind = tableKind(table)
  const remembered = await recall(headerKeyOf(table))
  const columns =
    namedColumns(table, remembered?.mapping ?? null) ??
    (kind === 'customers' ? suggestCustomerColumns(table) : suggestColumns(table))
  return {
    ...deposit,
    kind,
    table: { ...tableOf(table, columns, kind), ...dateOrderOf(table, columns, kind) },
  }
}

function tableOf(table: Table, columns: ColumnMapping, kind: 'list' | 'customers') {
  const required = requiredFields(kind)
  return {
    columns: [...table.columns],
    headerLine: table.headerLine,
    sample: table.rows
      .slice(0, SAMPLE_ROWS)
      .map((row) => table.columns.map((_, at) => textAt(row, at).slice(0, 200))),
    mapping: columnPositions(table, columns),
    fields: MAPPED_FIELDS.map((name) => ({ name, isRequired: required.some(([field]) => field === name) })),
    missing: required
      .filter((alternatives) => !alternatives.some((field) => columns[field] !== undefined))
      .flatMap(([field]) => field ?? []),
  }
}

type MappedField = keyof ColumnMapping

// The field to ask for, then those that can stand for it.
function requiredFields(kind: 'list' | 'customers'): readonly (readonly MappedField[])[] {
  const customer: readonly MappedField[] = ['customerName', 'customerCode', 'account']
  return kind === 'customers' ? [customer] : [customer, ['totalCents', 'openCents', 'debit', 'amount']]
}

function dateOrderOf(table: Table, columns: ColumnMapping, kind: 'list' | 'customers') {
  if (kind === 'customers') return { dateOrder: null, dateOrderIsAmbiguous: false }
  const { detectedDateOrder, ambiguous } = readInvoiceList(table, columns)
  return {
    dateOrder: detectedDateOrder,
    dateOrderIsAmbiguous: ambiguous.some(({ about }) => about === 'date-order'),
  }
}
