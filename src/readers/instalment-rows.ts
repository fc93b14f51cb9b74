import { addTo } from '#domain/days-and-money/add-to.ts'
import { mustHave } from '#domain/errors.ts'
import { identifyingNumber } from '#domain/receivables/document-identity.ts'
import { askDoubt, type DoubtKind, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** Rows of one document with several due dates, on one sheet. */
type Group = readonly InvoiceRow[]

/**
 * Rows of one number with several due dates, where a program may repeat on each what it knows of the whole document:
 * its total, or what is left of it. One remainder is set against the last instalments, the first being paid first;
 * what the figures of no document of the file tell is asked, since the sums differ.
 */
export function readInstalmentRows(
  rows: readonly InvoiceRow[],
  doubts: DoubtList,
): {
  readonly rows: readonly InvoiceRow[]
  readonly warnings: readonly ReadIssue[]
  readonly remarks: readonly ReadIssue[]
} {
  const groups = groupsOf(rows)
  if (groups.length === 0) return { rows, warnings: [], remarks: [] }
  const facts = factsOf(groups)
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
  const groups = Map.groupBy(
    rows.filter(
      ({ amountCents, number, letter }) =>
        amountCents > 0 && letter === null && identifyingNumber(number) !== null,
    ),
    ({ customerCode, number, currency, issuedOn, sheetRank }) =>
      [customerCode, identifyingNumber(number), currency, issuedOn, sheetRank].join('\t'),
  )
  return [...groups.values()].filter((group) => new Set(group.map(({ dueOn }) => dueOn)).size > 1)
}

// --- What the figures tell ---

interface Facts {
  /** Amounts, remainders that differ along a document: they are those of its instalments. */
  readonly hasOwnAmounts: boolean
  readonly hasOwnRemainders: boolean
  /** A remainder above its instalment: it is the document's. */
  readonly hasWholeRemainders: boolean
}

function factsOf(groups: readonly Group[]): Facts {
  return {
    hasOwnAmounts: groups.some((group) => !isOne(amountsOf(group))),
    hasOwnRemainders: groups.some((group) => {
      const left = remaindersOf(group)
      return left !== null && !isOne(left) && !exceedsInstalment(group)
    }),
    hasWholeRemainders: groups.some((group) => isWholeRemainder(group)),
  }
}

type Reading = 'each' | 'each-open' | 'whole' | 'ask'

function readingOf(group: Group, facts: Facts): Reading {
  const left = remaindersOf(group)
  const isRepeated = isOne(amountsOf(group)) && !group.some(({ written }) => written.isInstalment)
  if (group.every((row) => openOf(row) === 0)) return 'each'
  if (left === null) return isRepeated && !facts.hasOwnAmounts ? 'ask' : 'each'
  if (isWholeRemainder(group)) return 'whole'
  if (!isOne(left)) return 'each'
  if (exceedsInstalment(group)) return 'ask'
  if (facts.hasWholeRemainders !== facts.hasOwnRemainders) return facts.hasWholeRemainders ? 'whole' : 'each'
  const isAllOpen = group.every((row) => row.written.openCents === row.written.cents)
  return isAllOpen && (!isRepeated || facts.hasOwnAmounts) ? 'each-open' : 'ask'
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

function isOne(values: readonly number[]): boolean {
  return new Set(values).size === 1
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

// --- One sum for the whole document ---

/** The rows of a document read as one sum, in the order of `group`; null for those that only repeat it. */
function wholeOf(group: Group): readonly (InvoiceRow | null)[] {
  const left = remaindersOf(group)
  const isTotal = isOne(amountsOf(group)) && !group.some(({ written }) => written.isInstalment)
  if (isTotal && !isWholeRemainder(group)) return onceOf(group)
  let restCents = wholeRemainder(left ?? [])
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
  const kind: DoubtKind = remaindersOf(group) === null ? 'repeated-amounts' : 'repeated-remainders'
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
  const rows = group.map((row) => ({ ...row, doubts: [...(row.doubts ?? []), first.id] }))
  return { rows, isWhole: false }
}
