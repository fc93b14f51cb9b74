import { addTo } from '#domain/days-and-money/add-to.ts'
import { mustHave } from '#domain/errors.ts'
import { identifyingNumber } from '#domain/receivables/document-identity.ts'
import { askDoubt, type DoubtKind, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { Table } from './rows.ts'

/** Rows of one document with several due dates, on one sheet. */
type Group = readonly InvoiceRow[]

/**
 * Rows of one number with several due dates, where a program may repeat on each what it knows of the whole document:
 * its total, what is paid or what is left of it. One remainder is set against the last instalments, the first being
 * paid first; what the figures of no document of the file tell is asked, since the sums differ. `split` says what
 * stands on the rows that were one row of the file (`Table.split`).
 */
export function readInstalmentRows(
  all: readonly InvoiceRow[],
  doubts: DoubtList,
  split?: Table['split'],
): {
  readonly rows: readonly InvoiceRow[]
  readonly warnings: readonly ReadIssue[]
  readonly remarks: readonly ReadIssue[]
} {
  const rows = split ? asInstalments(withTotalsAsked(all, doubts)) : all
  const groups = groupsOf(rows)
  if (groups.length === 0) return { rows, warnings: [], remarks: [] }
  const facts = { ...factsOf(groups), split }
  const [spread, each, merged] = [newOccurrences(), newOccurrences(), newOccurrences()]
  const changed = new Map<InvoiceRow, InvoiceRow | null>()
  for (const group of groups) {
    const reading = readingOf(group, facts)
    const told = reading === 'ask' ? ask(group, doubts) : { rows: null, isWhole: reading === 'whole' }
    if (reading === 'each-open') for (const { line } of group) noteLine(each, line)
    const read = told.isWhole ? wholeOf(group) : told.rows
    for (const [at, row] of (read ?? []).entries()) {
      const source = group[at]
      if (source) changed.set(source, row)
      if (!told.isWhole || !source) continue
      if (row === null) noteLine(merged, source.line)
      else if (!read?.includes(null)) noteLine(spread, source.line)
    }
  }
  return {
    rows: rows.flatMap((row) => changed.get(row) ?? (changed.has(row) ? [] : [row])),
    warnings: [
      ...occurrenceIssues('list-document-remainder', spread),
      ...occurrenceIssues('list-repeated-rows', merged),
    ],
    remarks: occurrenceIssues('list-instalment-remainder', each),
  }
}

function groupsOf(rows: readonly InvoiceRow[]): readonly Group[] {
  const groups = new Map<string, InvoiceRow[]>()
  for (const row of rows) {
    const bare = row.amountCents > 0 && row.letter === null ? identifyingNumber(row.number) : null
    if (bare === null) continue
    const key = `${row.customerCode}\t${bare}\t${row.currency}\t${row.issuedOn}\t${row.sheetRank}`
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].filter(
    (group) => group.length > 1 && new Set(group.map(({ dueOn }) => dueOn)).size > 1,
  )
}

// --- What the figures tell ---

interface Facts {
  /** Amounts, remainders that differ along a document: they are those of its instalments. */
  readonly hasOwnAmounts: boolean
  readonly hasOwnRemainders: boolean
  /** A remainder above its instalment: it is the document's. */
  readonly hasWholeRemainders: boolean
  /** What is paid of the instalments of a document differs, or comes to more than one of them. */
  readonly hasOwnPayments: boolean
  readonly hasWholePayments: boolean
  readonly split?: Table['split'] | undefined
}

function factsOf(groups: readonly Group[]): Facts {
  return {
    hasOwnAmounts: groups.some((group) => !isOne(amountsOf(group))),
    hasOwnRemainders: groups.some((group) => {
      const left = remaindersOf(group)
      return left !== null && !isOne(left) && !exceedsInstalment(group)
    }),
    hasWholeRemainders: groups.some((group) => isWholeRemainder(group)),
    hasOwnPayments: groups.some((group) => group.some(isInstalment) && !isOne(paymentsOf(group))),
    hasWholePayments: groups.some(isWholePayment),
  }
}

type Reading = 'each' | 'each-open' | 'whole' | 'ask'

function readingOf(group: Group, facts: Facts): Reading {
  const left = remaindersOf(group)
  if (facts.split) {
    const isTold = facts.split === 'whole-figures' && (left !== null || repeatedPaymentOf(group) !== null)
    return isTold ? 'whole' : 'each'
  }
  if (repeatedPaymentOf(group) !== null) return paymentReading(group, facts)
  const isRepeated = isOne(amountsOf(group)) && !group.some(isInstalment)
  if (group.every((row) => openOf(row) === 0)) return 'each'
  if (left === null) return isRepeated && !facts.hasOwnAmounts ? 'ask' : 'each'
  if (isWholeRemainder(group)) return 'whole'
  if (!isOne(left)) return 'each'
  if (exceedsInstalment(group)) return 'ask'
  if (facts.hasWholeRemainders !== facts.hasOwnRemainders) return facts.hasWholeRemainders ? 'whole' : 'each'
  const isAllOpen = group.every((row) => row.written.openCents === row.written.cents)
  return isAllOpen && (!isRepeated || facts.hasOwnAmounts) ? 'each-open' : 'ask'
}

// « Montant réglé » beside the total of the document and the amount of the instalment may be of either.
function paymentReading(group: Group, facts: Facts): Reading {
  if (isWholePayment(group)) return 'whole'
  if (facts.hasWholePayments !== facts.hasOwnPayments) return facts.hasWholePayments ? 'whole' : 'each'
  return 'ask'
}

/** One payment, written on each instalment of a document, and no word of what is left; null for any other. */
function repeatedPaymentOf(group: Group): number | null {
  const [first] = paymentsOf(group)
  const isTold = first != null && first > 0 && isOne(paymentsOf(group))
  return isTold && group.every((row) => isInstalment(row) && row.written.openCents === null) ? first : null
}

function isWholePayment(group: Group): boolean {
  const paidCents = repeatedPaymentOf(group)
  return paidCents !== null && group.some(({ written }) => paidCents > written.cents)
}

function paymentsOf(group: Group): readonly (number | null)[] {
  return group.map(({ written }) => written.paidCents)
}

function isInstalment({ written }: InvoiceRow): boolean {
  return written.isInstalment
}

// Written on every row, or once beside zeros; no more than the instalments come to.
function isWholeRemainder(group: Group): boolean {
  const left = remaindersOf(group)
  if (left === null || !exceedsInstalment(group)) return false
  const sum = sumOf(distinctOf(group).map(({ written }) => written.cents))
  return wholeRemainder(left) <= sum
}

function wholeRemainder(left: readonly number[]): number {
  return isOne(left) ? mustHave(left[0], 'the remainder') : sumOf(left)
}

function exceedsInstalment(group: Group): boolean {
  return group.some(({ written }) => (written.openCents ?? 0) > written.cents)
}

function amountsOf(group: Group): readonly number[] {
  return group.map(({ written }) => written.cents)
}

/** Null when some row has none. */
function remaindersOf(group: Group): readonly number[] | null {
  const left = distinctOf(group).flatMap(({ written }) => written.openCents ?? [])
  return left.length === distinctOf(group).length ? left : null
}

// One row per line of the invoice repeats what another says of the same instalment.
function distinctOf(group: Group): readonly InvoiceRow[] {
  const known = new Map(group.map((row) => [instalmentKey(row), row]))
  return [...known.values()]
}

function instalmentKey({ dueOn, written }: InvoiceRow): string {
  return `${dueOn}|${written.cents}|${written.openCents}`
}

function openOf({ amountCents, settledCents }: InvoiceRow): number {
  return amountCents - settledCents
}

function isOne(values: readonly (number | null)[]): boolean {
  return new Set(values).size === 1
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

// --- One sum for the whole document ---

/** The rows of a document read as one sum, in the order of `group`; null for those that only repeat it. */
function wholeOf(group: Group): readonly (InvoiceRow | null)[] {
  const left = remaindersOf(group)
  const isTotal = isOne(amountsOf(group)) && !group.some(isInstalment)
  if (isTotal && !isWholeRemainder(group)) return onceOf(group)
  let restCents = left ? wholeRemainder(left) : unpaidOf(group)
  const open = new Map<string, number>()
  const latestFirst = [...distinctOf(group)].sort((one, other) => compareDue(other, one))
  for (const row of latestFirst) {
    const cents = Math.min(row.written.cents, restCents)
    open.set(instalmentKey(row), cents)
    restCents -= cents
  }
  // What is owed beyond the instalments of the file (interest, an instalment it has not) is due last.
  const [latest] = latestFirst
  if (latest) addTo(open, instalmentKey(latest), restCents)
  return group.map((row) => {
    const cents = mustHave(open.get(instalmentKey(row)), 'what an instalment has open')
    const amountCents = Math.max(row.written.cents, cents)
    return { ...row, amountCents, settledCents: amountCents - cents }
  })
}

function unpaidOf(group: Group): number {
  const paidCents = mustHave(repeatedPaymentOf(group), 'a repeated payment')
  return Math.max(0, sumOf(distinctOf(group).map(({ written }) => written.cents)) - paidCents)
}

// Nothing says what each instalment is: the sum is due when the last one is, so that none is asked for too early.
function onceOf(group: Group): readonly (InvoiceRow | null)[] {
  const latest = [...group].sort(compareDue).at(-1)
  const settled = group.map(({ settledCents }) => settledCents)
  return group.map((row) => {
    if (row !== latest) return null
    // Payments of some instalments; one that a state says paid is of an unknown part of the sum.
    const paid = sumOf(settled.filter((cents) => cents < row.amountCents))
    return { ...row, settledCents: isOne(settled) ? row.settledCents : Math.min(row.amountCents, paid) }
  })
}

function compareDue(one: InvoiceRow, other: InvoiceRow): number {
  return (one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1
}

// --- What nothing tells ---

function ask(
  group: Group,
  doubts: DoubtList,
): { readonly rows: readonly InvoiceRow[] | null; readonly isWhole: boolean } {
  const kind = doubtOf(group)
  const asked = group.map((row) =>
    askDoubt(
      doubts,
      { kind, value: '', choices: ['same', 'different'] },
      { cents: row.amountCents, currency: row.currency, line: row.line },
    ),
  )
  const [first] = asked
  if (!first || first.answer === 'different') return { rows: null, isWhole: false }
  if (first.answer === 'same') return { rows: null, isWhole: true }
  // More is owed when the payment is that of the document.
  const read = kind === 'repeated-payments' ? wholeOf(group).filter((row) => row !== null) : group
  const rows = read.map((row) => ({ ...row, doubts: [...(row.doubts ?? []), first.id] }))
  return { rows, isWhole: false }
}

function doubtOf(group: Group): DoubtKind {
  if (repeatedPaymentOf(group) !== null) return 'repeated-payments'
  return remaindersOf(group) === null ? 'repeated-amounts' : 'repeated-remainders'
}

// Their amounts are theirs, with a total beside them or without.
function asInstalments(rows: readonly InvoiceRow[]): readonly InvoiceRow[] {
  return rows.map((row) =>
    row.letter === null ? { ...row, written: { ...row.written, isInstalment: true } } : row,
  )
}

// The instalments of one row of the file that do not come to the total it has.
function withTotalsAsked(rows: readonly InvoiceRow[], doubts: DoubtList): readonly InvoiceRow[] {
  const lines = Map.groupBy(
    rows.filter(({ amountCents, written }) => amountCents > 0 && written.totalCents !== null),
    ({ line }) => line,
  )
  const asked = new Map<InvoiceRow, string>()
  const left = new Set<InvoiceRow>()
  for (const group of lines.values()) {
    const total = Math.abs(mustHave(group[0]?.written.totalCents, 'the total of a row'))
    if (sumOf(amountsOf(group)) === total) continue
    for (const row of group) {
      const item = { cents: row.amountCents, currency: row.currency, line: row.line }
      const question = { kind: 'instalments-total', value: '', choices: ['open', 'leave-out'] } as const
      const { id, answer } = askDoubt(doubts, question, item)
      if (answer === 'leave-out') left.add(row)
      if (answer === null) asked.set(row, id)
    }
  }
  return rows.flatMap((row) => {
    const id = asked.get(row)
    if (left.has(row)) return []
    return id ? { ...row, doubts: [...(row.doubts ?? []), id] } : row
  })
}
