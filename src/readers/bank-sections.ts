import { mustHave } from '#domain/errors.ts'
import { accountSaidBy } from './bank-account.ts'
import { balanceWordOf } from './bank-balance.ts'
import { type BankColumns, bankColumnsOf, namesBank, namesDocuments } from './bank-columns.ts'
import { normalizeLabel } from './cells.ts'
import { isSerialDay, parseListDay } from './dates.ts'
import { type RawRows, type TableRow, textAt } from './rows.ts'
import { repeatsHeader } from './table-header.ts'
import { isTotalRow } from './totals.ts'

/** The operations of one account, or of several that a column tells apart, under one header. */
export interface BankSection {
  readonly sheet: string | null
  /** Rank of its sheet among those with operations. */
  readonly sheetRank: number
  /** "" for all when a bank writes none. */
  readonly header: readonly string[]
  readonly headerLine: number
  readonly columns: BankColumns
  /** What stands above it and below the section before: the account, its balance, the period. */
  readonly titles: readonly TableRow[]
  readonly rows: readonly TableRow[]
}

const HEADER_WITHIN = 40

/**
 * Finds the operations of a bank's table: under each header, since a file may hold several accounts one below the
 * other or a sheet each. Without a header (LCL), columns are told by what they hold. None when it is no bank's.
 */
export function bankSections({ parts }: Pick<RawRows, 'parts'>): readonly BankSection[] {
  const sections = parts.flatMap(({ sheet, rows }, sheetRank) => {
    const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    return sectionsOf(filled).map((section) => ({ ...section, sheet, sheetRank }))
  })
  return sections.filter(({ rows }) => rows.length > 0)
}

type Section = Omit<BankSection, 'sheet' | 'sheetRank'>

function sectionsOf(rows: readonly TableRow[]): readonly Section[] {
  const headers: number[] = []
  for (const [index, row] of rows.entries()) {
    const first = rows[headers[0] ?? -1]
    const isNext = first !== undefined && (repeatsHeader(row, [first]) || isHeader(row))
    if (first === undefined ? index < HEADER_WITHIN && isHeader(row) : isNext) headers.push(index)
  }
  if (headers.length === 0) return withoutHeader(rows)
  const sections: Section[] = []
  let titles = rows.slice(0, headers[0])
  for (const [rank, index] of headers.entries()) {
    const headerRow = mustHave(rows[index], 'the row of a header')
    const header = namesOf(headerRow)
    const columns = bankColumnsOf(header)
    const below = rows.slice(index + 1, headers[rank + 1])
    if (!columns) continue
    // What stands below the last operation may be the titles of the next account.
    const last = below.findLastIndex((row) => isOperation(row, columns))
    const isLast = rank === headers.length - 1
    const section = { header, headerLine: headerRow.line, columns, titles }
    sections.push(...splitAtAccounts({ ...section, rows: isLast ? below : below.slice(0, last + 1) }))
    titles = isLast ? [] : below.slice(last + 1)
  }
  return sections
}

// The next account may stand below under the same header, which is not repeated.
function splitAtAccounts(section: Section): readonly Section[] {
  const { rows, columns } = section
  const at = rows.findIndex((row) => isWordsLine(row, columns) && accountSaidBy([row]) !== '')
  if (at < 0) return [section]
  const below = { ...section, titles: rows.slice(at, at + 1), rows: rows.slice(at + 1) }
  return [{ ...section, rows: rows.slice(0, at) }, ...splitAtAccounts(below)]
}

// Words where the day stands, and nothing of an operation.
function isWordsLine(row: TableRow, { at }: BankColumns): boolean {
  const day = textAt(row, at.bookedOn ?? at.valueOn ?? -1)
  if (!/\p{L}{2}/u.test(day) || isDayText(day) || isBalanceLine(row) || isTotalRow(row, [])) return false
  return [at.amount, at.debit, at.credit].every((position) => textAt(row, position ?? -1) === '')
}

function namesOf(row: TableRow | undefined): readonly string[] {
  return row?.cells.map(String) ?? []
}

function isHeader(row: TableRow): boolean {
  const names = namesOf(row)
  return bankColumnsOf(names) !== null && !names.some((name) => isDayText(name))
}

function isOperation(row: TableRow, { at }: BankColumns): boolean {
  return [at.bookedOn, at.valueOn].some((position) => isDayText(textAt(row, position ?? -1)))
}

function isDayText(text: string): boolean {
  return parseListDay(text, 'dmy') !== null || parseListDay(text, 'mdy') !== null || isSerialDay(text)
}

// --- No header ---

const LEAST_ROWS = 2

// Rows that begin with a day and have one column of signed amounts and one of words.
function withoutHeader(rows: readonly TableRow[]): readonly Section[] {
  const first = rows.slice(0, HEADER_WITHIN).findIndex((row) => isDayText(textAt(row, 0)))
  const operations = rows.filter((row, index) => index >= first && isDayText(textAt(row, 0)))
  if (first < 0 || operations.length < LEAST_ROWS) return []
  const width = Math.max(...operations.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, at) => at).slice(1)
  const share = (at: number, test: (text: string) => boolean) =>
    operations.filter((row) => test(textAt(row, at))).length / operations.length
  const amount = columns.find((at) => share(at, isAmountText) > 0.9)
  const texts = columns.filter((at) => at !== amount && share(at, (text) => /\p{L}{2}/u.test(text)) > 0.3)
  const others = columns.filter((at) => at !== amount && !texts.includes(at))
  // A second column of figures is another amount or a balance: nothing says which.
  if (amount === undefined || texts.length === 0 || others.some((at) => share(at, isAmountText) > 0.3))
    return []
  const header = Array.from({ length: width }, () => '')
  const found = { at: { bookedOn: 0, amount }, texts }
  return [{ header, headerLine: 0, columns: found, titles: rows.slice(0, first), rows: rows.slice(first) }]
}

function isAmountText(text: string): boolean {
  return /^[-+\u2212]?[\d\s\u00a0\u202f.]*\d[.,]\d{2}\s*€?$|^[-+\u2212]\d+$/.test(text.trim())
}

// --- Is it a bank's? ---

const OPERATION_WORDS =
  /\b(?:vir(?:ement)?s?|prlv|prelevements?|prelvt|carte|cb|cheques?|chq|remise|retraits?|dab|sepa|frais|cotis\w*|commissions?|interets?|agios|echeance pret|tpe|lcr|avoir carte|paiement|versement|transfer|card payment|payment from|to eur|from|topup|top up|direct debit|standing order|bacs|wire|ach)\b/

const TITLE_WORDS =
  /\b(?:solde|iban|bic|releve|operations|compte (?:n|de depot|courant|cheques?|bancaire|pro|eur)|numero (?:de |du )?compte|n compte|account (?:number|statement)|titulaire|telecharge(?:ment|e)?|code (?:de la )?banque|agence|guichet)\b/

const LEDGER_TITLES = /\b(?:grand livre|balance agee|tiers|auxiliaires?|clients?|factures?|journal)\b/

/**
 * True when the rows of a file are a bank's operations, and no list of documents nor ledger of customers: no column
 * that only those have, and one sign at least of a bank: a column, a title, the words of its operations.
 */
export function isBankTable(raw: Pick<RawRows, 'parts'>): boolean {
  const sections = bankSections(raw)
  const [first] = sections
  if (!first || sections.some(({ header }) => namesDocuments(header))) return false
  const titles = sections.flatMap((section) => section.titles).map(wordsOf)
  const isLedger = titles.some((title) => LEDGER_TITLES.test(title)) || sections.some(holdsLedgerAccounts)
  if (isLedger) return false
  const operations = sections.flatMap(({ rows, columns }) => rows.filter((row) => isOperation(row, columns)))
  if (operations.length === 0) return false
  const worded = operations.filter((row) => OPERATION_WORDS.test(wordsOf(row))).length
  const isWorded = worded * 3 >= operations.length
  if (first.headerLine === 0) return isWorded
  return (
    isWorded || namesBank(first.header) || titles.some((title) => TITLE_WORDS.test(title)) || isBare(sections)
  )
}

// Day, label, amount and nothing else, on every line: there is no customer that a list could be read by.
function isBare(sections: readonly BankSection[]): boolean {
  return sections.every(({ rows, columns, header }) => {
    const used = new Set([...Object.values(columns.at), ...columns.texts])
    const isAllKnown = header.every((name, at) => name === '' || used.has(at))
    return isAllKnown && rows.every((row) => isOperation(row, columns) || isBalanceLine(row))
  })
}

/** True for a line that gives a balance and no operation. */
export function isBalanceLine(row: TableRow): boolean {
  return row.cells.some((cell) => typeof cell === 'string' && balanceWordOf(cell) !== null)
}

// An account of a chart of accounts, 411000 or 512100, is none of a bank's.
function holdsLedgerAccounts({ rows, columns }: BankSection): boolean {
  const { at } = columns
  const accounts = rows.map((row) => textAt(row, at.account ?? -1)).filter((text) => text !== '')
  if (accounts.length > 0 && accounts.every((text) => /^[1-7]\d{2,8}\w{0,8}$/.test(text) && text.length < 10))
    return true
  // The customer on a line of its own, above its entries.
  const last = rows.findLastIndex((row) => isOperation(row, columns))
  return rows.slice(0, last).some((row) => isWordsLine(row, columns))
}

function wordsOf(row: TableRow): string {
  return normalizeLabel(row.cells.filter((cell) => typeof cell === 'string').join(' '))
}
