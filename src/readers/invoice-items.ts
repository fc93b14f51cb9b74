import {
  identifyingNumber,
  isMangledNumber,
  separateDocuments,
} from '#domain/receivables/document-identity.ts'
import { askDoubt, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

export interface Items {
  /** Of the instalment or credit made of each row. */
  readonly keys: ReadonlyMap<InvoiceRow, string>
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly warnings: readonly ReadIssue[]
}

/**
 * Makes invoices and credits of the rows of a list. Rows of one customer, number and date are the instalments of one
 * invoice, and of several dates several invoices (domain/receivables/document-identity.ts); a row repeated (one per line of the
 * invoice, in some exports) counts once, with a warning. Keys tell the rows of this file apart, and nothing else.
 */
export function itemsOf(all: readonly InvoiceRow[], doubts: DoubtList): Items {
  const repeated = newOccurrences()
  const alike = newOccurrences()
  const keys = new Map<InvoiceRow, string>()
  const rows = latestOf(all, repeated)
  const groups = new Map<string, Keyed[]>()
  const credits: CreditRecord[] = []
  for (const keyed of withKeys(rows, { repeated, alike, doubts })) {
    keys.set(keyed.source, keyed.key)
    if (keyed.row.amountCents < 0) {
      // One wholly used says so to the books that know it; a doubtful one is asked about before it says anything.
      const credit = creditOf(keyed)
      if (credit.amountCents > 0 || !credit.doubts) credits.push(credit)
      continue
    }
    const { customerCode, number, currency } = keyed.row
    const bare = identifyingNumber(number)
    const group = bare === null ? keyed.key : `${customerCode}\t${bare}\t${currency}`
    const members = groups.get(group)
    if (members) members.push(keyed)
    else groups.set(group, [keyed])
  }
  const reused = newOccurrences()
  const mangled = newOccurrences()
  for (const { number, line } of rows) if (number !== null && isMangledNumber(number)) noteLine(mangled, line)
  return {
    keys,
    invoices: [...groups.values()].flatMap((group) => documentsOf(group, reused)).map(invoiceOf),
    credits,
    warnings: [
      ...occurrenceIssues('list-repeated-rows', repeated),
      ...occurrenceIssues('list-same-due-date', alike),
      ...occurrenceIssues('list-number-reused', reused),
      ...occurrenceIssues('list-mangled-numbers', mangled),
    ],
  }
}

function documentsOf(group: readonly Keyed[], reused: ReturnType<typeof newOccurrences>) {
  const documents = separateDocuments(group.map((keyed) => ({ keyed, issuedOn: keyed.row.issuedOn })))
  if (documents.length > 1) for (const { row } of group) noteLine(reused, row.line)
  return documents.map((document) => document.map(({ keyed }) => keyed))
}

interface Keyed {
  readonly key: string
  /** The row as it was given, without what was asked of it here. */
  readonly source: InvoiceRow
  readonly row: InvoiceRow
}

interface Told {
  readonly repeated: Occurrences
  readonly alike: Occurrences
  readonly doubts: DoubtList
}

// The same document on several sheets (one a month) stands as the last one tells it.
function latestOf(rows: readonly InvoiceRow[], repeated: Occurrences): readonly InvoiceRow[] {
  if (!rows.some(({ sheetRank }) => sheetRank > 0)) return rows
  const last = new Map<string, number>()
  const keyOf = (row: InvoiceRow) =>
    identifyingNumber(row.number) === null ? null : `${baseKey(row)}|${row.amountCents}`
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) last.set(key, row.sheetRank)
  }
  return rows.filter((row) => {
    const key = keyOf(row)
    const isLast = key === null || last.get(key) === row.sheetRank
    if (!isLast) noteLine(repeated, row.line)
    return isLast
  })
}

// Same customer, number, date and due date: a row that repeats what another says of the document (one per line of the
// invoice) is dropped; one that repeats all its cells is asked about; other amounts are told apart by a rank.
function withKeys(rows: readonly InvoiceRow[], { repeated, alike, doubts }: Told): Keyed[] {
  const groups = new Map<string, InvoiceRow[]>()
  const firsts = new Map<string, InvoiceRow>()
  const asked = new Map<InvoiceRow, string>()
  const bases = rows.map(baseKey)
  for (const [at, row] of rows.entries()) {
    const base = bases[at] ?? ''
    const group = groups.get(base)
    const whole = `${base}|${row.amountCents}|${row.settledCents}`
    const first = firsts.get(whole)
    const isNumbered = identifyingNumber(row.number) !== null
    if (first && (isNumbered || isWrittenTwice(first, row))) {
      const kept = isWrittenTwice(first, row) ? askRepeated(first, row, asked, doubts) : false
      if (kept) group?.push(row)
      else noteLine(repeated, row.line)
    } else if (group) {
      if (isNumbered) noteLine(alike, row.line)
      group.push(row)
    } else groups.set(base, [row])
    if (!first) firsts.set(whole, row)
  }
  const ranks = new Map<InvoiceRow, number>()
  for (const group of groups.values()) {
    if (group.length === 1 && group[0]) ranks.set(group[0], 0)
    if (group.length === 1) continue
    const ranked = [...group].sort((one, other) => one.amountCents - other.amountCents)
    for (const [rank, row] of ranked.entries()) ranks.set(row, rank)
  }
  return rows.flatMap((source, at) => {
    const rank = ranks.get(source)
    if (rank === undefined) return []
    const id = asked.get(source)
    const row = id ? { ...source, settledCents: 0, doubts: [...(source.doubts ?? []), id] } : source
    return [{ key: `${bases[at] ?? ''}${rank === 0 ? '' : `|${rank}`}`, row, source }]
  })
}

function isWrittenTwice(one: InvoiceRow, other: InvoiceRow): boolean {
  const width = Math.max(one.cells.length, other.cells.length)
  for (let at = 0; at < width; at++) if ((one.cells[at] ?? '') !== (other.cells[at] ?? '')) return false
  return true
}

// Two lines alike in every cell are one document written twice, or two: until somebody says, neither is asked for.
function askRepeated(
  first: InvoiceRow,
  row: InvoiceRow,
  asked: Map<InvoiceRow, string>,
  doubts: DoubtList,
): boolean {
  const item = { cents: row.amountCents, currency: row.currency, line: row.line }
  const question = { kind: 'repeated-rows', value: '', choices: ['same', 'different'] } as const
  const { id, answer } = askDoubt(doubts, question, item)
  if (answer === null) for (const one of [first, row]) asked.set(one, id)
  return answer !== 'same'
}

function baseKey(row: InvoiceRow): string {
  const side = row.amountCents < 0 ? 'credit' : 'debit'
  // Without a number, the date and the amount are all there is to know an invoice by.
  const document = identifyingNumber(row.number) ?? `|${Math.abs(row.amountCents)}|${row.label ?? ''}`
  return `${side}|${row.customerCode}|${document}|${row.currency}|${row.issuedOn ?? ''}|${row.dueOn ?? ''}`
}

function invoiceOf(group: readonly Keyed[]): InvoiceRecord {
  const instalments = group
    .map(instalmentOf)
    .sort((one, other) => ((one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1))
  const first = group.reduce((earliest, keyed) => (keyed.row.line < earliest.row.line ? keyed : earliest))
  const { customerCode, currency, line, kind } = first.row
  const issuedOn = group.find(({ row }) => row.issuedOn !== null)?.row.issuedOn ?? null
  return {
    key: first.key,
    customerCode,
    ...nameOf(first.row),
    kind: kind === 'payment' || kind === 'credit-note' ? 'other-debit' : 'invoice',
    issuedOn,
    currency,
    isProvisional: false,
    isDisputed: group.some(({ row }) => row.isDisputed),
    line,
    instalments,
  }
}

function instalmentOf({ key, row }: Keyed): InstalmentRecord {
  const { dueOn, amountCents, settledCents, level, lastRemindedOn, line } = row
  return { key, dueOn, amountCents, settledCents, level, lastRemindedOn, ...doubtsOf(row), line }
}

// What is already used of a credit is not told by what: only the rest of it matters.
function creditOf({ key, row }: Keyed): CreditRecord {
  return {
    key,
    customerCode: row.customerCode,
    kind: row.kind === 'payment' ? 'payment' : 'credit-note',
    ...nameOf(row),
    receivedOn: row.issuedOn,
    currency: row.currency,
    amountCents: Math.max(0, -row.amountCents - row.settledCents),
    wholeCents: -row.amountCents,
    isProvisional: false,
    ...doubtsOf(row),
    line: row.line,
  }
}

// What a spreadsheet has made of a number names no document, and is shown as what was written.
function nameOf({ number, label }: InvoiceRow): Pick<InvoiceRecord, 'number' | 'label'> {
  if (identifyingNumber(number) !== null) return { number, label }
  return { number: null, label: label ?? (number !== null && isMangledNumber(number) ? number : null) }
}

function doubtsOf({ doubts }: InvoiceRow): Pick<InvoiceRow, 'doubts'> {
  return doubts ? { doubts } : {}
}
