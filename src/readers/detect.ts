import type { StatementFormat } from '#domain/matching/statement-formats.ts'
import { isBankTable } from './bank-sections.ts'
import { readRawRows } from './bank-table.ts'
import { binaryCode, isZip } from './binary.ts'
import { CDAR_ROOT } from './cdar.ts'
import { holdsEInvoice } from './e-invoice-document.ts'
import { decodeBytes } from './encoding.ts'
import { looksLikeFecHeader } from './fec-layout.ts'
import { type IssueCode, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { bytesSource, readHead, type Source } from './source.ts'
import { statementKind } from './statement-format.ts'
import { holdsStatements } from './statements.ts'
import { inspectText, looksLikeXml } from './text.ts'
import { XLSX_LIMITS } from './xlsx.ts'
import { rootNameOf } from './xml-text.ts'
import { readZipDirectory } from './zip-directory.ts'

/** A PDF counts as an e-invoice: whether it carries one is for `readEInvoice` to say. */
type Format =
  | 'fec'
  | 'fec-xml'
  | 'csv'
  | 'xlsx'
  | 'ods'
  | 'e-invoice'
  | 'e-invoice-statuses'
  | 'e-invoices-zip'

export type Detection =
  | { readonly format: Format; readonly reason: null }
  // A bank statement has its own reader, `readStatements`: the reason is why it is not imported as books.
  | {
      readonly format: StatementFormat | 'bank-table' | 'statements-zip' | 'unknown'
      readonly reason: ReadIssue
    }

const HEAD_BYTES = 64_000

/**
 * Tells what a file is by its content: its name lies too often (a FEC may be .txt or .csv, a
 * workbook may be called .xls). When it is nothing that can be read, the reason says what to do.
 */
export async function detect(source: Source): Promise<Detection> {
  const head = await readHead(source, HEAD_BYTES)
  if (head.length === 0) return unknown('empty')
  if (isZip(head)) return await detectZip(source)
  const binary = binaryCode(head)
  if (binary === 'is-pdf') return known('e-invoice')
  if (binary) return unknown(binary)
  const inspection = await inspectText({ ...source, open: () => once(head) })
  if (!inspection.facts) return { format: 'unknown', reason: inspection.error }
  const { encoding } = inspection.facts
  const text = decodeBytes(head, encoding)
  const statement = statementKind(text)
  if (statement?.format) return { format: statement.format, reason: issue('is-statement') }
  if (statement) return { format: 'unknown', reason: statement.refusal }
  if (looksLikeXml(head, encoding)) return detectXml(text)
  const lines = text.split(/[\r\n]+/, 40).filter((line) => line.trim() !== '')
  if (lines[0] !== undefined && looksLikeFecHeader(lines[0])) return known('fec')
  if (!lines.some((line) => /[;,\t|]/.test(line))) return unknown('not-a-table')
  return (await holdsBankTable(bytesSource(source.name, wholeLines(head)))) ? BANK_TABLE : known('csv')
}

const BANK_TABLE: Detection = { format: 'bank-table', reason: issue('is-statement') }

async function holdsBankTable(source: Source): Promise<boolean> {
  const raw = await readRawRows(source)
  return raw.errors.length === 0 && isBankTable(raw)
}

// The head of a file is cut anywhere: a row cut in two is none.
function wholeLines(head: Uint8Array): Uint8Array {
  if (head.length < HEAD_BYTES) return head
  const end = Math.max(head.lastIndexOf(LF), head.lastIndexOf(CR))
  return end > 0 ? head.subarray(0, end + 1) : head
}

const [LF, CR] = [0x0a, 0x0d]

function detectXml(text: string): Detection {
  const root = rootNameOf(text)
  if (holdsEInvoice(root)) return known('e-invoice')
  if (root === CDAR_ROOT) return known('e-invoice-statuses')
  return /<(?:\w+:)?comptabilite\b/i.test(text) ? known('fec-xml') : unknown('is-xml')
}

async function detectZip(source: Source): Promise<Detection> {
  const entries = await readZipDirectory(source)
  const has = (name: RegExp) => entries?.some((entry) => name.test(entry.name)) ?? false
  // One too large to be opened is said to be so by its own reader.
  if (source.size > XLSX_LIMITS.fileBytes && entries === null) return known('xlsx')
  if (has(/^xl\/workbook\.xml$/)) return (await holdsBankSheets(source)) ? BANK_TABLE : known('xlsx')
  if (has(/^content\.xml$/) && (await isSpreadsheet(source)))
    return (await holdsBankSheets(source)) ? BANK_TABLE : known('ods')
  if (has(/^(?:word|ppt|xl)\//) || (has(/^mimetype$/) && has(/^content\.xml$/)))
    return unknown('is-office-document')
  if (await holdsStatements(source)) return { format: 'statements-zip', reason: issue('is-statement') }
  return has(/\.(?:pdf|xml)$/i) ? known('e-invoices-zip') : unknown('is-zip')
}

/** A bank's workbook of a year is a tenth of this: a larger one is not read once more to know what it is. */
const BANK_WORKBOOK_BYTES = 2_000_000
const seen = new WeakMap<Source, boolean>()

// To know what a workbook is it has to be read: once for each source.
async function holdsBankSheets(source: Source): Promise<boolean> {
  const known = seen.get(source)
  if (known !== undefined) return known
  const isBank = source.size <= BANK_WORKBOOK_BYTES && (await holdsBankTable(source))
  seen.set(source, isBank)
  return isBank
}

// An OpenDocument says what it is at its very beginning, in a file that is not compressed.
async function isSpreadsheet(source: Source): Promise<boolean> {
  const head = Buffer.from(await source.slice(0, 200)).toString('latin1')
  return head.includes('application/vnd.oasis.opendocument.spreadsheet')
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

function known(format: Format): Detection {
  return { format, reason: null }
}

function unknown(code: IssueCode): Detection {
  return { format: 'unknown', reason: issue(code) }
}
