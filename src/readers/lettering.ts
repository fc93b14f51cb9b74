import { askDoubt, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, type Occurrences, occurrenceIssues } from './issues.ts'
import type { AllocationRecord, ReadIssue } from './records.ts'
import { type OpenItem, settleOldestFirst } from './settlements.ts'

/** Rows lettered together by one code of one customer. */
export type LetterGroup = readonly InvoiceRow[]

/**
 * What the codes of a column « Lettrage » settle. In a ledger, where payments stand beside invoices, each
 * group nets as in a FEC: what does not balance stays open, and a group without a payment is asked about.
 * In a list of invoices a lettered one is paid, but for the small letters of Sage, which say partly.
 */
export function letterRows(
  rows: readonly InvoiceRow[],
  { isLedger, column, doubts }: { isLedger: boolean; column: string; doubts: DoubtList },
): {
  readonly rows: readonly InvoiceRow[]
  readonly groups: readonly LetterGroup[]
  readonly warnings: readonly ReadIssue[]
} {
  const byCode = new Map<string, InvoiceRow[]>()
  for (const row of rows) {
    if (row.letter === null) continue
    const key = `${row.customerCode}\t${row.currency}\t${row.letter}`
    const group = byCode.get(key)
    if (group) group.push(row)
    else byCode.set(key, [row])
  }
  if (byCode.size === 0) return { rows, groups: [], warnings: [] }
  const hasPayments = isLedger || rows.some(({ kind }) => kind === 'payment')
  const [lettered, unbalanced] = [newOccurrences(), newOccurrences()]
  const changed = new Map<InvoiceRow, InvoiceRow>()
  const groups: InvoiceRow[][] = []
  for (const group of byCode.values()) {
    const isTwoSided =
      group.some(({ amountCents }) => amountCents > 0) && group.some(({ amountCents }) => amountCents < 0)
    if (hasPayments && isTwoSided) {
      groups.push(group)
      if (group.reduce((sum, { amountCents }) => sum + amountCents, 0) !== 0) noteAll(unbalanced, group)
      continue
    }
    const kind = hasPayments ? 'unbalanced-lettering' : isSmall(group) ? 'partial-lettering' : null
    for (const row of group) {
      if (row.isSettledTold) continue
      noteLine(lettered, row.line)
      changed.set(row, kind ? askedRow(row, kind, column, doubts) : settledRow(row))
    }
  }
  return {
    rows: rows.map((row) => changed.get(row) ?? row),
    groups,
    warnings: [
      ...occurrenceIssues('list-lettered', lettered, column),
      ...occurrenceIssues('list-unbalanced-lettering', unbalanced, column),
    ],
  }
}

/** The code of a cell; null for what stands where nothing is lettered: "-", "0", "NL", "Non". */
export function letterOf(text: string): string | null {
  const code = text.trim()
  return /^(?:[-–—._*/\s0]*|nl|n\/l|null|none|non|no|faux|false|non lettr[ée]e?)$/i.test(code) ? null : code
}

/** The allocations of each group, oldest first. `keys`: of the instalments and credits made of the rows. */
export function letteringAllocations(
  groups: readonly LetterGroup[],
  keys: ReadonlyMap<InvoiceRow, string>,
): readonly AllocationRecord[] {
  return groups.flatMap((group) => {
    const items = group.flatMap((row) => openItem(row, keys))
    const [debits, credits] = [items.filter(({ sign }) => sign > 0), items.filter(({ sign }) => sign < 0)]
    return settleOldestFirst(debits, credits, 'lettering')
  })
}

function openItem(row: InvoiceRow, keys: ReadonlyMap<InvoiceRow, string>): (OpenItem & { sign: number })[] {
  const key = keys.get(row)
  const leftCents = Math.abs(row.amountCents) - row.settledCents
  if (key === undefined || leftCents <= 0) return []
  return [{ key, on: row.issuedOn ?? '', number: row.number, leftCents, sign: Math.sign(row.amountCents) }]
}

function isSmall(group: LetterGroup): boolean {
  return group.every(({ letter }) => letter !== null && /\p{Ll}/u.test(letter) && !/\p{Lu}/u.test(letter))
}

function settledRow(row: InvoiceRow): InvoiceRow {
  return { ...row, settledCents: Math.abs(row.amountCents) }
}

const CHOICES = ['settled', 'open'] as const

function askedRow(
  row: InvoiceRow,
  kind: 'partial-lettering' | 'unbalanced-lettering',
  column: string,
  doubts: DoubtList,
): InvoiceRow {
  const item = { cents: row.amountCents, currency: row.currency, line: row.line }
  const { id, answer } = askDoubt(doubts, { kind, value: column, choices: CHOICES }, item)
  if (answer === 'settled') return settledRow(row)
  return answer === 'open' ? row : { ...row, doubts: [...(row.doubts ?? []), id] }
}

function noteAll(occurrences: Occurrences, group: LetterGroup): void {
  for (const { line } of group) noteLine(occurrences, line)
}
