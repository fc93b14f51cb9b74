import { identifyingNumber, isMangledNumber, separateDocuments } from '#domain/document-identity.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

export interface Items {
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly warnings: readonly ReadIssue[]
}

/**
 * Makes invoices and credits of the rows of a list. Rows of one customer, number and date are the instalments of one
 * invoice, and of several dates several invoices (domain/document-identity.ts); a row repeated (one per line of the
 * invoice, in some exports) counts once, with a warning. Keys tell the rows of this file apart, and nothing else.
 */
export function itemsOf(rows: readonly InvoiceRow[]): Items {
  const repeated = newOccurrences()
  const alike = newOccurrences()
  const groups = new Map<string, Keyed[]>()
  const credits: CreditRecord[] = []
  for (const keyed of withKeys(rows, repeated, alike)) {
    if (keyed.row.amountCents < 0) {
      if (-keyed.row.amountCents > keyed.row.settledCents) credits.push(creditOf(keyed))
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
  readonly row: InvoiceRow
}

// Same customer, number, date and due date: the same row twice is dropped; other amounts are told apart by a rank.
function withKeys(
  rows: readonly InvoiceRow[],
  repeated: ReturnType<typeof newOccurrences>,
  alike: ReturnType<typeof newOccurrences>,
): Keyed[] {
  const groups = new Map<string, InvoiceRow[]>()
  const seen = new Set<string>()
  for (const row of rows) {
    const base = baseKey(row)
    const group = groups.get(base)
    const whole = `${base}|${row.amountCents}|${row.settledCents}`
    const isNumbered = identifyingNumber(row.number) !== null
    if (isNumbered && seen.has(whole)) noteLine(repeated, row.line)
    else if (group) {
      if (isNumbered) noteLine(alike, row.line)
      group.push(row)
    } else groups.set(base, [row])
    seen.add(whole)
  }
  const ranks = new Map<InvoiceRow, number>()
  for (const group of groups.values()) {
    const ranked = [...group].sort((one, other) => one.amountCents - other.amountCents)
    for (const [rank, row] of ranked.entries()) ranks.set(row, rank)
  }
  return rows.flatMap((row) => {
    const rank = ranks.get(row)
    return rank === undefined ? [] : [{ key: `${baseKey(row)}${rank === 0 ? '' : `|${rank}`}`, row }]
  })
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
    amountCents: -row.amountCents - row.settledCents,
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
