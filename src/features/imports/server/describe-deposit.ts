import { type Language, translate } from '#messages/translate.ts'
import { readBankTable } from '#readers/bank-table.ts'
import { suggestCustomerColumns } from '#readers/customer-list.ts'
import { detect } from '#readers/detect.ts'
import { readEInvoice } from '#readers/e-invoice.ts'
import { eInvoiceFiles, readEInvoiceFile } from '#readers/e-invoice-files.ts'
import { type ColumnMapping, suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import { type Table, textAt } from '#readers/rows.ts'
import type { Source } from '#readers/source.ts'
import { readStatements } from '#readers/statements.ts'
import { readTable } from '#readers/table.ts'
import type { Deposit } from '../deposit-contract.ts'
import type { RecallMapping } from './read-books.ts'
import { columnPositions, headerKeyOf, MAPPED_FIELDS, namedColumns, tableKind } from './read-list.ts'
import { companyOfStatuses, type NamedCompany, suggestedCompany } from './seller-company.ts'

const SAMPLE_ROWS = 8

/** What the user's companies have kept that helps to understand a file. */
export interface KnownToDeposits {
  readonly mapping: RecallMapping
  readonly companies: () => Promise<readonly NamedCompany[]>
  /** No other file follows: an e-invoice that cannot be read is then told at once, as anything else. */
  readonly isAlone: boolean
}

/**
 * What a file just deposited looks like: a ledger, a list, or why it can be neither. For a list, the
 * columns found and what they seem to hold, for the user to confirm.
 */
export async function describeDeposit(
  id: string,
  source: Source,
  language: Language,
  known: KnownToDeposits,
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
  if (format === 'bank-table') return await describeBankTable(deposit, source, language)
  if (reason?.code === 'is-statement') return await describeStatements(deposit, source, language)
  if (reason) return { ...deposit, problem: translate(language, `readers.${reason.code}`, reason.values) }
  if (format === 'fec' || format === 'fec-xml') return { ...deposit, kind: 'fec' }
  if (format === 'e-invoice' && known.isAlone) return await describeEInvoice(deposit, source, language, known)
  if (format === 'e-invoice' || format === 'e-invoice-statuses' || format === 'e-invoices-zip')
    return { ...deposit, kind: 'e-invoices', seller: await findSeller(source, known.companies) }
  const table = await readTable(source)
  const [error] = table.errors
  if (error) return { ...deposit, problem: translate(language, `readers.${error.code}`, error.values) }
  const kind = tableKind(table)
  const remembered = await known.mapping(headerKeyOf(table))
  const columns =
    namedColumns(table, remembered?.mapping ?? null) ??
    (kind === 'customers' ? suggestCustomerColumns(table) : suggestColumns(table))
  return {
    ...deposit,
    kind,
    table: {
      ...tableOf(table, columns, kind),
      ...dateOrderOf(table, columns, kind),
      ...(remembered?.answers ? { answers: remembered.answers } : {}),
    },
  }
}

async function describeEInvoice(
  deposit: Deposit,
  source: Source,
  language: Language,
  { companies }: KnownToDeposits,
): Promise<Deposit> {
  const read = await readEInvoice(source)
  if (read.kind === 'refused')
    return { ...deposit, problem: translate(language, `readers.${read.reason.code}`, read.reason.values) }
  return { ...deposit, kind: 'e-invoices', seller: suggestedCompany(read, await companies()) }
}

// Enough to propose a company: an archive may begin with files of another kind.
const TRIED_FILES = 5

async function findSeller(
  source: Source,
  companies: KnownToDeposits['companies'],
): Promise<Deposit['seller']> {
  let tried = 0
  for await (const file of eInvoiceFiles([source])) {
    const read = await readEInvoiceFile(file)
    if (read.kind === 'statuses') return companyOfStatuses(read, await companies())
    if (read.kind !== 'refused') return suggestedCompany(read, await companies())
    tried += 1
    if (tried === TRIED_FILES) return null
  }
  return null
}

// A statement that cannot be read is told at once: it has no options that would help.
async function describeStatements(deposit: Deposit, source: Source, language: Language): Promise<Deposit> {
  const read = await readStatements(source)
  if ('reason' in read)
    return { ...deposit, problem: translate(language, `readers.${read.reason.code}`, read.reason.values) }
  return { ...deposit, kind: 'statements', account: { number: read[0]?.account ?? null, company: null } }
}

async function describeBankTable(deposit: Deposit, source: Source, language: Language): Promise<Deposit> {
  const read = await readBankTable(source)
  if (!('reason' in read))
    return { ...deposit, kind: 'statements', account: { number: read.parts[0]?.said || null, company: null } }
  return { ...deposit, problem: translate(language, `readers.${read.reason.code}`, read.reason.values) }
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
