import type { PartyBalance } from '#features/imports/contract.ts'
import { fileDoubts, fileIssues, fileRemarks } from '#features/imports/server/file-issues.ts'
import { partyBalances } from '#features/imports/server/party-balances.ts'
import { type ReadBooks, readBooks } from '#features/imports/server/read-books.ts'
import { readBankTable, statementsOfTable } from '#readers/bank-table.ts'
import { detect } from '#readers/detect.ts'
import { readBusinessDocument, readEInvoice } from '#readers/e-invoice.ts'
import type { BusinessDocument } from '#readers/e-invoice-document.ts'
import { eInvoiceFiles, readEInvoiceFile } from '#readers/e-invoice-files.ts'
import type { Source } from '#readers/source.ts'
import type { StatementsRead } from '#readers/statement.ts'
import { readStatements } from '#readers/statements.ts'
import { type Command, readArguments, readDay } from './command.ts'
import { openSources, readAccounts, readAnswers, readEncoding, readFormat, readMapping } from './import.ts'
import { writeResult } from './output.ts'
import { cliLanguage } from './session.ts'

/**
 * `read FILE… [--as fec|csv|xlsx] [--as-of DATE] [--netting] [--accounts LIST] [--mapping JSON] [--answers JSON]
 * [--encoding cp850|cp437|macintosh|windows-1252|iso-8859-15] --json`: what the
 * program understands of a file, without a database and without writing anything. One document a
 * file; exit code 1 when one is refused. E-invoices and bank statements are known by their content. A
 * file of several statements gives `{"kind":"statements","statements":[…]}`, an archive of e-invoices
 * `{"kind":"e-invoices","documents":[{"file":…,"kind":…},…]}`.
 */
export const read: Command = async (args, io) => {
  const { values, positionals } = readArguments(args, {
    as: { type: 'string' },
    'as-of': { type: 'string' },
    netting: { type: 'boolean' },
    accounts: { type: 'string' },
    mapping: { type: 'string' },
    answers: { type: 'string' },
    encoding: { type: 'string' },
    json: { type: 'boolean' },
  })
  const asOf = values['as-of']
  const options = {
    ...readFormat(values.as),
    netting: values.netting ?? false,
    accounts: readAccounts(values.accounts),
    mapping: values.mapping === undefined ? undefined : readMapping(values.mapping),
    answers: values.answers === undefined ? undefined : readAnswers(values.answers),
    encoding: readEncoding(values.encoding),
    ...(asOf === undefined ? {} : { asOf: readDay(asOf, '--as-of') }),
  }
  let isRefused = false
  for (const source of await openSources(positionals)) {
    const other = values.as === undefined ? await describeOther(source) : null
    if (other) {
      isRefused ||= other.kind === 'refused' || ('documents' in other && other.documents.some(isRefusal))
      writeResult(io, other, values.json)
      continue
    }
    const books = await readBooks(source, options)
    isRefused ||= books.file.errors.length > 0
    writeResult(io, describe(source, books), values.json)
  }
  return isRefused ? 1 : 0
}

// What is no books, known by its content; null when it may be.
async function describeOther(source: Source) {
  const { format, reason } = await detect(source)
  if (reason?.code === 'is-statement') return await describeStatements(source)
  switch (format) {
    case 'e-invoice-statuses':
      return describeDocument(source.name, await readBusinessDocument(source))
    case 'e-invoice':
      return describeDocument(source.name, await readEInvoice(source))
    case 'e-invoices-zip':
      return await describeEInvoices(source)
    default:
      return null
  }
}

async function describeEInvoices(source: Source) {
  const documents: ({ readonly file: string } & ReturnType<typeof describeDocument>)[] = []
  for await (const file of eInvoiceFiles([source])) {
    documents.push({ file: file.name, ...describeDocument(file.name, await readEInvoiceFile(file)) })
  }
  return { kind: 'e-invoices', documents }
}

function isRefusal({ kind }: { readonly kind: string }): boolean {
  return kind === 'refused'
}

function describeDocument(name: string, document: BusinessDocument) {
  if (document.kind !== 'refused')
    return { ...document, warnings: fileIssues(name, document.warnings, cliLanguage()), errors: [] }
  const errors = fileIssues(name, [document.reason], cliLanguage())
  return { kind: document.kind, reason: errors[0]?.message, warnings: [], errors }
}

function describe(source: Source, books: ReadBooks): object {
  const { file, fec, columns } = books
  const warnings = fileIssues(source.name, file.warnings, cliLanguage())
  const errors = fileIssues(source.name, file.errors, cliLanguage())
  // All there is to know of the reading: what was understood, what was left out, and what is odd.
  const remarks = fileRemarks(source.name, [...file.remarks, ...file.warnings], cliLanguage())
  const balances = books.balances ? { balances: books.balances } : {}
  if (errors.length > 0)
    return { kind: 'refused', reason: errors[0]?.message, ...balances, remarks, warnings, errors }
  const doubts = describeDoubts(source.name, file.doubts)
  const told = { doubts, remarks, warnings, errors }
  if (books.kind === 'customers') return { kind: 'customers', columns, customers: file.customers, ...told }
  if (fec) {
    const { rows, debitCents, creditCents, firstEntryOn, lastEntryOn, accounts } = fec
    const controls = { rows, debitCents, creditCents, firstEntryOn, lastEntryOn, accounts }
    return { kind: 'fec', ...controls, customers: partyBalances(file).map(inEuros), ...told }
  }
  const { customers, invoices, credits } = file
  return { kind: 'invoices', columns, customers, invoices: invoices.map(listed), credits, ...told }
}

// A ledger is in euros by law: its document has no word of it.
function inEuros({ currency: _, ...balance }: PartyBalance): Omit<PartyBalance, 'currency'> {
  return balance
}

// In words, and with the keys of the records each question is about.
function describeDoubts(name: string, doubts: ReadBooks['file']['doubts']) {
  const words = fileDoubts(name, doubts, cliLanguage())
  return doubts.map(({ keys }, index) => ({ ...words[index], keys }))
}

// The records as they are read, with the amounts of the whole invoice beside its instalments.
function listed(invoice: ReadBooks['file']['invoices'][number]) {
  let [totalCents, openCents] = [0, 0]
  for (const { amountCents, settledCents } of invoice.instalments) {
    totalCents += amountCents
    openCents += amountCents - settledCents
  }
  return { ...invoice, totalCents, openCents }
}

/**
 * What `read` says of a bank statement: the statement itself (`kind` "statement"), `statements` when
 * the file holds several, or why it is refused.
 */
async function describeStatements(source: Source) {
  const read = await readAny(source)
  if ('reason' in read) {
    const errors = fileIssues(source.name, [read.reason], cliLanguage())
    return { kind: 'refused', reason: errors[0]?.message, warnings: [], errors }
  }
  const statements = read.map((statement) => {
    const warnings = fileIssues(source.name, statement.warnings, cliLanguage())
    return { kind: 'statement', ...statement, warnings }
  })
  const [first, ...others] = statements
  return first && others.length === 0 ? first : { kind: 'statements', statements }
}

// The accounts of a table are as it names them: none is chosen here.
async function readAny(source: Source): Promise<StatementsRead> {
  if ((await detect(source)).format !== 'bank-table') return await readStatements(source)
  const table = await readBankTable(source)
  if ('reason' in table) return table
  const [first, ...others] = statementsOfTable(table, () => null)
  if (!first) return []
  return [{ ...first, warnings: [...table.warnings, ...first.warnings] }, ...others]
}
