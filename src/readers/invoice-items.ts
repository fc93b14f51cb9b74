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
    const { customerCode, currency } = keyed.row
    const { bare } = keyed
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
  /** Its number as it is compared; null when none identifies it. */
  readonly bare: string | null
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
    identifyingNumber(row.number) === null ? null : `${baseKey(row).base}|${row.amountCents}`
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
  const groups = new Map<string, Group>()
  const asked = new Map<InvoiceRow, string>()
  const dropped = new Set<InvoiceRow>()
  const found = rows.map((row) => ({ source: row, ...baseKey(row) }))
  for (const { source: row, base, bare } of found) {
    const group = groups.get(base)
    if (!group) {
      groups.set(base, { rows: [row], firsts: null })
      continue
    }
    const firsts = group.firsts ?? new Map(group.rows.map((one) => [sumsOf(one), one]))
    group.firsts = firsts
    const first = firsts.get(sumsOf(row))
    if (first && (bare !== null || isWrittenTwice(first, row))) {
      const kept = isWrittenTwice(first, row) ? askRepeated(first, row, asked, doubts) : false
      if (kept) group.rows.push(row)
      else {
        dropped.add(row)
        noteLine(repeated, row.line)
      }
    } else {
      if (bare !== null) noteLine(alike, row.line)
      group.rows.push(row)
    }
    if (!first) firsts.set(sumsOf(row), row)
  }
  const ranks = ranksOf(groups.values())
  const keyed: Keyed[] = []
  for (const { source, base, bare } of found) {
    if (dropped.has(source)) continue
    const rank = ranks.get(source)
    const id = asked.get(source)
    const row = id ? { ...source, doubts: [...(source.doubts ?? []), id] } : source
    keyed.push({ key: rank ? `${base}|${rank}` : base, row, source, bare })
  }
  return keyed
}

interface Group {
  readonly rows: InvoiceRow[]
  /** The first row with each amount and what is settled of it; made for the second row of a group only. */
  firsts: Map<string, InvoiceRow> | null
}

function sumsOf({ amountCents, settledCents }: InvoiceRow): string {
  return `${amountCents}|${settledCents}`
}

// Of the rows of groups with several; the others have none.
function ranksOf(groups: Iterable<Group>): ReadonlyMap<InvoiceRow, number> {
  const ranks = new Map<InvoiceRow, number>()
  for (const { rows } of groups) {
    if (rows.length === 1) continue
    const ranked = [...rows].sort((one, other) => one.amountCents - other.amountCents)
    for (const [rank, row] of ranked.entries()) ranks.set(row, rank)
  }
  return ranks
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

function baseKey(row: InvoiceRow): { readonly base: string; readonly bare: string | null } {
  const side = row.amountCents < 0 ? 'credit' : 'debit'
  const bare = identifyingNumber(row.number)
  // Without a number, the date and the amount are all there is to know an invoice by.
  const document = bare ?? `|${Math.abs(row.amountCents)}|${row.label ?? ''}`
  const base = `${side}|${row.customerCode}|${document}|${row.currency}|${row.issuedOn ?? ''}|${row.dueOn ?? ''}`
  return { base, bare }
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
    ...nameOf(first),
    kind: kind === 'payment' || kind === 'credit-note' ? 'other-debit' : 'invoice',
    issuedOn,
    currency,
    isProvisional: false,
    isDisputed: group.some(({ row }) => row.isDisputed),
    ...(group.some(({ row }) => row.isHeldBack)
      ? { setAside: { reason: 'told', until: null } as const }
      : {}),
    line,
    instalments,
  }
}

function instalmentOf({ key, row }: Keyed): InstalmentRecord {
  const { dueOn, amountCents, settledCents, level, lastRemindedOn, line } = row
  return { key, dueOn, amountCents, settledCents, level, lastRemindedOn, ...doubtsOf(row), line }
}

// What is already used of a credit is not told by what: only the rest of it matters.
function creditOf({ key, row, bare }: Keyed): CreditRecord {
  return {
    key,
    customerCode: row.customerCode,
    kind: row.kind === 'payment' ? 'payment' : 'credit-note',
    ...nameOf({ row, bare }),
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
function nameOf({ row, bare }: Pick<Keyed, 'row' | 'bare'>): Pick<InvoiceRecord, 'number' | 'label'> {
  const { number, label } = row
  if (bare !== null) return { number, label }
  return { number: null, label: label ?? (number !== null && isMangledNumber(number) ? number : null) }
}

function doubtsOf({ doubts }: InvoiceRow): Pick<InvoiceRow, 'doubts'> {
  return doubts ? { doubts } : {}
}
