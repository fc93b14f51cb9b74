import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { readClientBalances } from '#readers/client-balance.ts'
import { type CustomerList, readCustomerList, suggestCustomerColumns } from '#readers/customer-list.ts'
import { type ColumnMapping, suggestColumns } from '#readers/invoice-columns.ts'
import { type InvoiceListOptions, readInvoiceList } from '#readers/invoice-list.ts'
import { FIELDS } from '#readers/labels.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import type { Table } from '#readers/rows.ts'
import { withSheetPlaces } from '#readers/sheet-places.ts'
import type { Source } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import type { ColumnPositions, ReadBooks, ReadOptions, RecallMapping, Remark } from './read-books.ts'

/**
 * Reads a list of invoices or of customers: by the mapping given, else by the one remembered for
 * this header, else by the names of its columns.
 */
export async function readList(
  source: Source,
  options: ReadOptions,
  recall?: RecallMapping,
): Promise<ReadBooks> {
  const table = await readTable(source, { encoding: options.encoding })
  const kind = options.kind === 'customers' ? 'customers' : (options.kind ?? tableKind(table))
  const headerKey = headerKeyOf(table)
  const recalled = (await recall?.(headerKey)) ?? null
  const remembered = options.mapping ? null : recalled
  const columns = namedColumns(table, options.mapping ?? remembered?.mapping ?? null)
  const common = (used: ColumnMapping) => ({
    covers: null,
    fec: null,
    headerKey,
    readings: table.readings,
    columns: used,
    positions: columnPositions(table, used),
  })
  if (kind === 'customers') {
    const list = readCustomerList(table, columns ?? suggestCustomerColumns(table))
    return { ...common(list.columns), kind, file: withSheetPlaces(customersOnly(list), table), remarks: [] }
  }
  const dateOrder = options.dateOrder ?? remembered?.dateOrder ?? undefined
  const list = readInvoiceList(table, columns ?? suggestColumns(table), {
    ...(dateOrder === 'dmy' || dateOrder === 'mdy' ? { dateOrder } : {}),
    ...(options.asOf === undefined ? {} : { on: options.asOf }),
    answers: { ...recalled?.answers, ...options.answers },
  } satisfies InvoiceListOptions)
  const remarks = list.ambiguous.map(
    ({ column, about }): Remark => ({ key: AMBIGUITIES[about], values: { column } }),
  )
  const balances = list.errors.length > 0 ? readClientBalances(table, list.columns) : null
  return { ...common(list.columns), kind: 'list', file: list, balances, remarks }
}

/** A table of customers has no amount, no due date and no document: a code or a name, and what is known of each. */
export function tableKind(table: Table): 'list' | 'customers' {
  const found = suggestColumns(table)
  const amount =
    found.totalCents ?? found.openCents ?? found.amount ?? found.debit ?? found.credit ?? found.paidCents
  const document =
    found.issuedOn ??
    found.dueOn ??
    found.settles ??
    (isDocumentName(found.number) ? found.number : undefined)
  const isCustomers = (found.customerCode ?? found.customerName) !== undefined
  return (amount ?? document) === undefined && isCustomers ? 'customers' : 'list'
}

// « N° » is a customer's as well as an invoice's; « N° facture » is not.
function isDocumentName(column: string | undefined): boolean {
  return column !== undefined && /factur|pi[eè]ce|document|invoice/i.test(column)
}

/** Identity of a table's header: the same columns in the same order, whatever the file. */
export function headerKeyOf(table: Table): string {
  const names = table.columns.map((column) => column.trim().toLowerCase())
  return createHash('sha256').update(names.join('\t')).digest('hex')
}

/**
 * The reader's mapping, by name; null when none is given. What the table has not is kept as it was
 * written, for the reader to say so.
 * @throws RelancesError invalid for a field that does not exist
 */
export function namedColumns(table: Table, mapping: ReadOptions['mapping'] | null): ColumnMapping | null {
  if (!mapping) return null
  const unknown = Object.keys(mapping).find((field) => !MAPPED_FIELDS.includes(field))
  if (unknown !== undefined) {
    throw new RelancesError('invalid', 'imports.unknown-field', {
      field: unknown,
      known: MAPPED_FIELDS.join(', '),
    })
  }
  return Object.fromEntries(
    Object.entries(mapping).map(([field, at]) => [
      field,
      typeof at === 'string' ? at : (table.columns[at] ?? `#${at}`),
    ]),
  )
}

/** What a column can be said to hold. */
export const MAPPED_FIELDS: readonly string[] = [...FIELDS, 'amount']

/** The positions of a reader's mapping. */
export function columnPositions(table: Table, columns: ColumnMapping): ColumnPositions {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([field, column]) => {
      const at = table.columns.indexOf(column ?? '')
      return at < 0 ? [] : [[field, at]]
    }),
  )
}

const AMBIGUITIES = {
  'date-order': 'imports.ambiguous-dates',
  'decimal-mark': 'imports.ambiguous-amounts',
} as const

function customersOnly(list: CustomerList): ReceivablesFile {
  const { customers, warnings, errors } = list
  return {
    customers,
    invoices: [],
    credits: [],
    allocations: [],
    doubts: [],
    remarks: list.remarks,
    warnings,
    errors,
  }
}
