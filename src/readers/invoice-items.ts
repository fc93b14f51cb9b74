import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

export interface Items {
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly warnings: readonly ReadIssue[]
}

/**
 * Makes invoices and credits of the rows of a list. Rows of one customer and number are the
 * instalments of one invoice; a row repeated (one per line of the invoice, in some exports) counts
 * once, with a warning. Keys are made of what the row says, never of its rank in the file.
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
    const group = number === null ? keyed.key : `${customerCode}\t${number}\t${currency}`
    const members = groups.get(group)
    if (members) members.push(keyed)
    else groups.set(group, [keyed])
  }
  return {
    invoices: [...groups.values()].map(invoiceOf),
    credits,
    warnings: [
      ...occurrenceIssues('list-repeated-rows', repeated),
      ...occurrenceIssues('list-same-due-date', alike),
    ],
  }
}

interface Keyed {
  readonly key: string
  readonly row: InvoiceRow
}

// Same customer, number and due date: the same row twice is dropped; other amounts are ranked by
// amount, so that a list sorted otherwise gives the same keys.
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
    const whole = `${base}|${row.amountCents}|${row.settledCents}|${row.issuedOn}`
    if (row.number !== null && seen.has(whole)) noteLine(repeated, row.line)
    else if (group) {
      if (row.number !== null) noteLine(alike, row.line)
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
  const side = row.amountCents < 0 ? 'credit' : 'list'
  // Without a number, the date and the amount are all there is to know an invoice by.
  const document = row.number ?? `${row.issuedOn ?? ''}|${Math.abs(row.amountCents)}|${row.label ?? ''}`
  return `${side}|${row.customerCode}|${document}|${row.dueOn ?? ''}`
}

function invoiceOf(group: readonly Keyed[]): InvoiceRecord {
  const instalments = group
    .map(instalmentOf)
    .sort((one, other) => ((one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1))
  const first = group.reduce((earliest, keyed) => (keyed.row.line < earliest.row.line ? keyed : earliest))
  const { customerCode, number, issuedOn, currency, label, line, kind } = first.row
  return {
    key: number === null ? first.key : `list|${customerCode}|${number}|${currency}`,
    customerCode,
    number,
    kind: kind === 'payment' || kind === 'credit-note' ? 'other-debit' : 'invoice',
    issuedOn,
    currency,
    isProvisional: false,
    label,
    isDisputed: group.some(({ row }) => row.isDisputed),
    line,
    instalments,
  }
}

function instalmentOf({ key, row }: Keyed): InstalmentRecord {
  const { dueOn, amountCents, settledCents, level, lastRemindedOn, line } = row
  return { key, dueOn, amountCents, settledCents, level, lastRemindedOn, line }
}

// What is already used of a credit is not told by what: only the rest of it matters.
function creditOf({ key, row }: Keyed): CreditRecord {
  return {
    key,
    customerCode: row.customerCode,
    kind: row.kind === 'payment' ? 'payment' : 'credit-note',
    number: row.number,
    receivedOn: row.issuedOn,
    currency: row.currency,
    amountCents: -row.amountCents - row.settledCents,
    isProvisional: false,
    label: row.label,
    line: row.line,
  }
}
