import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { type CustomerKind, isWrittenToAlike } from '#domain/people/parties.ts'
import type { LetterContent, LetterCreditRow, LetterRow } from './letter.ts'

/** What a letter says of the debt: its rows, what it lists for information, and what nets it. */
export type LetterTable = Pick<LetterContent, 'rows' | 'informationRows' | 'creditRows' | 'netCents'>

/** Where an instalment stood when the letter was made, and where it stands now. */
export interface ItemStanding {
  readonly level: Level
  readonly lastRemindedOn: Day | null
}

/** An instalment of the letter as it is now. */
export interface ItemNow extends ItemStanding {
  /** As the letter would print it. */
  readonly row: LetterRow
  /** As the draft saw it. */
  readonly frozen: ItemStanding
  /** What keeps it from being reminded, if anything. */
  readonly block: { readonly kind: BlockKind; readonly until: Day | null } | null
}

/** The letter as it is frozen, and what it would say now. */
export interface LetterFacts {
  readonly letterOn: Day
  readonly table: LetterTable
  /** In the order of `table.rows`. */
  readonly items: readonly ItemNow[]
  /** In the order of `table.informationRows`; not compared when not known. */
  readonly informationRows: readonly LetterRow[] | null
  readonly creditRows: readonly LetterCreditRow[]
  /** What was paid of the penalties of its invoices when it was made, and now; null where it tells none. */
  readonly paidPenalties: { readonly before: number; readonly after: number } | null
  readonly addressee: AddresseeFacts
}

/** The kind of the customer the letter was written to, and what it is now: the law asks by it (decision 0071). */
export interface AddresseeFacts {
  readonly before: CustomerKind
  readonly after: CustomerKind
  /** Its text names the mediator to a consumer. */
  readonly namesMediator: boolean
}

/** One thing that has changed since the draft, as figures: the catalogues make words of them. */
export type Change =
  | {
      readonly kind: 'amount' | 'information'
      readonly document: string
      readonly before: number
      readonly after: number
    }
  | {
      readonly kind: 'due'
      readonly document: string
      readonly before: Day | null
      readonly after: Day | null
    }
  | { readonly kind: 'level'; readonly document: string; readonly before: Level; readonly after: Level }
  | {
      readonly kind: 'reminded'
      readonly document: string
      readonly before: Day | null
      readonly after: Day | null
    }
  | {
      readonly kind: 'blocked'
      readonly document: string
      readonly block: BlockKind
      readonly until: Day | null
    }
  | {
      readonly kind: 'credit'
      readonly credit: LetterCreditRow['kind']
      readonly document: string
      readonly receivedOn: Day | null
      readonly before: number
      readonly after: number
    }
  | { readonly kind: 'document'; readonly document: string; readonly after: string }
  /** What was paid of the interest and fees it tells. */
  | { readonly kind: 'penalties'; readonly document: string; readonly before: number; readonly after: number }
  /** What kind of customer it is: its 40 €, its interest and its sentences of law are those of another. */
  | {
      readonly kind: 'addressee'
      readonly document: string
      readonly before: CustomerKind
      readonly after: CustomerKind
    }

/**
 * Why a letter is put aside "à revoir" instead of being confirmed (rules.md §8), the gravest reason of several;
 * `failed` is a defect met while writing that one letter.
 */
export const REVIEW_REASONS = [
  'settled',
  'amount-changed',
  'due-changed',
  'level-changed',
  'reminded',
  'blocked',
  'credits-changed',
  'addressee-changed',
  'document-changed',
  'information-changed',
  'failed',
] as const
export type ReviewReason = (typeof REVIEW_REASONS)[number]

/** What has changed in a letter, and what it asks for before and after, in cents. */
export interface Review {
  readonly changes: readonly Change[]
  readonly netBeforeCents: number
  readonly netAfterCents: number
}

/** What may be decided of a letter to review. */
export const REVIEW_DECISIONS = ['redone', 'dropped', 'posted'] as const
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number]

/**
 * Null when the letter may be confirmed as it is: its table, its net, what the law asks of its customer and the standing of its
 * instalments are what they were, whatever else has happened. Reminding someone who has just paid is the fault users fear most.
 */
export function reviewLetter(facts: LetterFacts): Review | null {
  const { table } = facts
  const changes = [
    ...facts.items.flatMap((item, index) => itemChanges(table.rows[index] ?? item.row, item)),
    ...creditChanges(table.creditRows, facts.creditRows),
    ...informationChanges(table.informationRows, facts.informationRows),
    ...penaltyChanges(facts.paidPenalties),
    ...addresseeChanges(facts.addressee),
  ]
  if (changes.length === 0) return null
  return { changes, netBeforeCents: table.netCents, netAfterCents: netNow(facts) }
}

/** The reason that stands for a whole review: the gravest of its changes. */
export function reasonOf({ changes }: Pick<Review, 'changes'>): ReviewReason {
  const reasons = new Set(changes.map(reasonOfChange))
  return REVIEW_REASONS.find((reason) => reasons.has(reason)) ?? 'failed'
}

function reasonOfChange(change: Change): ReviewReason {
  switch (change.kind) {
    case 'amount':
      return change.after === 0 ? 'settled' : 'amount-changed'
    case 'due':
      return 'due-changed'
    case 'level':
      return 'level-changed'
    case 'reminded':
      return 'reminded'
    case 'blocked':
      return 'blocked'
    case 'credit':
    case 'penalties':
      return 'credits-changed'
    case 'addressee':
      return 'addressee-changed'
    case 'document':
      return 'document-changed'
    case 'information':
      return 'information-changed'
  }
}

function itemChanges(before: LetterRow, { row, frozen, level, lastRemindedOn, block }: ItemNow): Change[] {
  const document = before.number
  const changes: Change[] = []
  if (row.openCents !== before.openCents)
    changes.push({ kind: 'amount', document, before: before.openCents, after: row.openCents })
  if (row.dueOn !== before.dueOn)
    changes.push({ kind: 'due', document, before: before.dueOn, after: row.dueOn })
  if (level !== frozen.level) changes.push({ kind: 'level', document, before: frozen.level, after: level })
  else if (lastRemindedOn !== frozen.lastRemindedOn)
    changes.push({ kind: 'reminded', document, before: frozen.lastRemindedOn, after: lastRemindedOn })
  if (block) changes.push({ kind: 'blocked', document, block: block.kind, until: block.until })
  if (
    row.number !== before.number ||
    row.issuedOn !== before.issuedOn ||
    row.amountCents !== before.amountCents
  )
    changes.push({ kind: 'document', document, after: row.number })
  return changes
}

// Compared by the part taken off this letter, under the name it is printed with: a credit imported again is the same
// line, and what happens to the rest of it changes nothing here.
function creditChanges(before: readonly LetterCreditRow[], after: readonly LetterCreditRow[]): Change[] {
  const [then, now] = [before, after].map((rows) => Map.groupBy(rows, nameOfCredit))
  const names = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])
  return [...names].flatMap((name): Change[] => {
    const [old, current] = [then?.get(name) ?? [], now?.get(name) ?? []]
    const [row] = [...current, ...old]
    const [before, after] = [takenOff(old), takenOff(current)]
    if (!row || before === after) return []
    const { kind, number, receivedOn } = row
    return [{ kind: 'credit', credit: kind, document: number, receivedOn, before, after }]
  })
}

function nameOfCredit({ kind, number, receivedOn }: LetterCreditRow): string {
  return JSON.stringify([kind, number, receivedOn])
}

function takenOff(rows: readonly LetterCreditRow[]): number {
  return Math.abs(sumCents(rows.map(imputedHere)))
}

// Letters frozen by 0.1.0 took off all of a credit.
function imputedHere({ openCents, imputedCents }: LetterCreditRow): number {
  return imputedCents ?? openCents
}

function informationChanges(before: readonly LetterRow[], after: readonly LetterRow[] | null): Change[] {
  if (after === null) return []
  return before.flatMap((row, index): Change[] => {
    const now = after[index]
    const isTheSame = now?.openCents === row.openCents && now.dueOn === row.dueOn
    const document = row.number
    return isTheSame
      ? []
      : [{ kind: 'information', document, before: row.openCents, after: now?.openCents ?? 0 }]
  })
}

function penaltyChanges(paid: LetterFacts['paidPenalties']): Change[] {
  return paid === null || paid.before === paid.after ? [] : [{ kind: 'penalties', document: '', ...paid }]
}

function addresseeChanges({ before, after, namesMediator }: AddresseeFacts): Change[] {
  if (isWrittenToAlike(before, after, namesMediator)) return []
  return [{ kind: 'addressee', document: '', before, after }]
}

// What the letter would ask for if it were made now: nothing of what is held back or not due yet.
function netNow({ items, creditRows, letterOn }: LetterFacts): number {
  const asked = items.filter(
    ({ row, block }) => block === null && row.dueOn !== null && row.dueOn <= letterOn,
  )
  const owedCents = sumCents(asked.map(({ row }) => row.openCents))
  return Math.max(0, owedCents - takenOff(creditRows))
}
