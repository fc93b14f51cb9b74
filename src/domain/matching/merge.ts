import { type Day, daysBetween, laterOf } from '#domain/days-and-money/day.ts'
import type { ReminderState } from '#domain/dunning/history.ts'
import { highestLevel } from '#domain/dunning/levels.ts'
import {
  compareDocuments,
  type DocumentFacts,
  identifyingNumber,
} from '#domain/receivables/document-identity.ts'

/** What can be merged: two clients, two invoices, two credits (credit notes, payments). */
export const MERGE_KINDS = ['customers', 'invoices', 'credits'] as const
export type MergeKind = (typeof MERGE_KINDS)[number]

/** A document of the books, as far as a merge looks at it. */
export interface MergeDocument {
  readonly id: number
  readonly customerId: number
  readonly kind: 'invoices' | 'credits'
  /** "credit-note", "payment", "adjustment" of a credit; "invoice" of what the client owes. */
  readonly nature: string
  readonly currency: string
  /** Name and instalments as domain/receivables/document-identity.ts compares them. */
  readonly facts: DocumentFacts
  readonly source: string
  readonly importId: number | null
  /** Final and counted: neither a draft, nor cancelled, returned, withdrawn, merged. */
  readonly isCounted: boolean
  /** An import's question about it waits for an answer. */
  readonly isDoubtful: boolean
  /** Known to be a movement of a bank statement: two movements are two payments. */
  readonly isMatched: boolean
}

/** Why two documents cannot be merged. */
export type MergeObstacle = 'same' | 'nature' | 'currency' | 'not-counted' | 'doubtful' | 'two-movements'

/** What forbids making one of two documents of one company; null when nothing does. */
export function mergeObstacle(kept: MergeDocument, merged: MergeDocument): MergeObstacle | null {
  if (kept.kind === merged.kind && kept.id === merged.id) return 'same'
  if (kept.kind !== merged.kind || kept.nature !== merged.nature) return 'nature'
  if (kept.currency !== merged.currency) return 'currency'
  if (!kept.isCounted || !merged.isCounted) return 'not-counted'
  if (kept.isDoubtful || merged.isDoubtful) return 'doubtful'
  return kept.isMatched && merged.isMatched ? 'two-movements' : null
}

/** Which of two stands for both when nobody says: what a ledger has (the books have the last word), else the newer. */
export function keptOf<Row extends { readonly id: number; readonly source: string }>(
  one: Row,
  other: Row,
): Row {
  const isBooked = ({ source }: Row) => source === 'fec'
  if (isBooked(one) !== isBooked(other)) return isBooked(one) ? one : other
  return one.id > other.id ? one : other
}

/** Two documents to be made one. */
export interface DocumentMerge {
  readonly kept: MergeDocument
  readonly merged: MergeDocument
}

/**
 * The documents of two clients that the rule tells are the same (rules §8), each once, the nearest in date first: what
 * merging the clients makes one. What may be another's, or is only asked about, stays as it is.
 */
export function pairDocuments(
  ofKept: readonly MergeDocument[],
  ofMerged: readonly MergeDocument[],
): readonly DocumentMerge[] {
  const byKey = Map.groupBy(ofKept, pairingKey)
  const candidates = ofMerged.flatMap((other) =>
    (byKey.get(pairingKey(other)) ?? []).flatMap((one) => {
      const isSame = mergeObstacle(one, other) === null && isSameDocument(one, other)
      return isSame ? [{ one, other, apart: daysApart(one, other) }] : []
    }),
  )
  const used = new Set<MergeDocument>()
  const pairs: DocumentMerge[] = []
  for (const { one, other } of candidates.sort((a, b) => a.apart - b.apart || a.other.id - b.other.id)) {
    if (used.has(one) || used.has(other)) continue
    used.add(one).add(other)
    const kept = keptOf(one, other)
    pairs.push({ kept, merged: kept === one ? other : one })
  }
  return pairs
}

/**
 * Whether two documents are one, of one client. A payment is known by its day and amount, and its number where both
 * have one; what one import brought twice is two until someone says otherwise.
 */
export function isSameDocument(one: MergeDocument, other: MergeDocument): boolean {
  if (one.importId !== null && one.importId === other.importId) return false
  if (one.nature !== 'payment') return compareDocuments(one.facts, other.facts) === 'same'
  const [number, otherNumber] = [identifyingNumber(one.facts.number), identifyingNumber(other.facts.number)]
  return (
    one.facts.issuedOn !== null &&
    one.facts.issuedOn === other.facts.issuedOn &&
    one.facts.totalCents === other.facts.totalCents &&
    (number === null || otherNumber === null || number === otherNumber)
  )
}

function pairingKey({ kind, nature, currency, facts }: MergeDocument): string {
  const bare = nature === 'payment' ? null : identifyingNumber(facts.number)
  return [kind, nature, currency, bare ?? `${facts.totalCents} ${facts.issuedOn ?? ''}`].join('|')
}

const UNDATED = 1_000_000

function daysApart({ facts: one }: MergeDocument, { facts: other }: MergeDocument): number {
  if (one.issuedOn === null || other.issuedOn === null) return UNDATED
  return Math.abs(daysBetween(one.issuedOn, other.issuedOn))
}

/** Where the reminders of one document stand once two are one: the highest level, the latest reminder (rules §8). */
export function mergedState(states: readonly [ReminderState, ...ReminderState[]]): ReminderState {
  const days = states.flatMap(({ lastRemindedOn }) => lastRemindedOn ?? [])
  return {
    level: highestLevel(states.map(({ level }) => level)),
    lastRemindedOn: days.length === 0 ? null : days.reduce(laterOf),
  }
}

/** An instalment as a merge tells it from its neighbours. */
export interface DueAmount {
  readonly id: number
  readonly dueOn: Day | null
  readonly amountCents: number
}

/**
 * Which instalment of the kept invoice stands for each of the merged one: that of the same day and amount, else day,
 * else amount, each once; else the last one due by then, or the first.
 */
export function standIns(
  kept: readonly DueAmount[],
  merged: readonly DueAmount[],
): ReadonlyMap<number, number> {
  const ordered = kept.toSorted(inDueOrder)
  const free = new Set(ordered)
  const found = new Map<number, number>()
  const rules: readonly ((one: DueAmount, other: DueAmount) => boolean)[] = [
    (one, other) => one.dueOn === other.dueOn && one.amountCents === other.amountCents,
    (one, other) => one.dueOn === other.dueOn,
    (one, other) => one.amountCents === other.amountCents,
  ]
  for (const isAlike of rules) {
    for (const other of merged.toSorted(inDueOrder)) {
      if (found.has(other.id)) continue
      const match = [...free].find((one) => isAlike(one, other))
      if (!match) continue
      free.delete(match)
      found.set(other.id, match.id)
    }
  }
  for (const other of merged) {
    if (found.has(other.id)) continue
    const before = ordered.findLast(
      ({ dueOn }) => dueOn !== null && other.dueOn !== null && dueOn <= other.dueOn,
    )
    const match = before ?? ordered[0]
    if (!match) throw new RangeError('an invoice has an instalment')
    found.set(other.id, match.id)
  }
  return found
}

function inDueOrder(one: DueAmount, other: DueAmount): number {
  const [day, otherDay] = [one.dueOn ?? '9999-12-31', other.dueOn ?? '9999-12-31']
  if (day === otherDay) return one.id - other.id
  return day < otherDay ? -1 : 1
}
