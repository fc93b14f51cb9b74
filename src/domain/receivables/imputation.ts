import { addTo } from '#domain/days-and-money/add-to.ts'
import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import {
  bareNumber,
  cutsOf,
  isWrittenSo,
  type NumberBook,
  numbersIn,
  startsOf,
  type WrittenNumber,
} from './document-number.ts'
import type { CreditKind } from './receivable-kinds.ts'

/** An instalment that is due: what explicit allocations took off is out of `openCents` already. */
export interface DueInstalment {
  readonly id: number
  readonly invoiceId: number
  /** Number of its invoice. */
  readonly number: string | null
  readonly dueOn: Day
  readonly openCents: number
  /** Set aside by a dispute, a promise or the like: it still receives what its client paid, after the others. */
  readonly isBlocked: boolean
}

/** What a client has paid or was credited, and no instalment has received yet. */
export interface OpenCredit {
  readonly id: number
  readonly kind: CreditKind
  /** The invoice a credit note corrects, when the books say it. */
  readonly correctsInvoiceId: number | null
  /** All that its document or its bank line says, where it may name invoices. */
  readonly texts: readonly string[]
  /** Null when the day is not known: it counts from the beginning. */
  readonly receivedOn: Day | null
  readonly openCents: number
}

/** The part of a credit that is set against an instalment; always positive. */
export interface ImputedPart {
  readonly creditId: number
  readonly instalmentId: number
  readonly cents: number
}

/** All the parts, and what is left of each credit that counts; a credit wholly used has 0 left. */
export interface Imputation {
  readonly parts: readonly ImputedPart[]
  readonly leftCents: ReadonlyMap<number, number>
}

/**
 * Sets the open credits of one client, in one currency, against all it owes that is due (C. civ. 1342-10; rules.md §8):
 * first what a credit names, then the oldest due that is not blocked, what is blocked last. The earliest
 * credits go first. A credit dated after `on` does not count. Nothing is allocated by this, and it knows
 * nothing of what is ticked or drafted: the same euro is never set against two instalments.
 */
export function imputeCredits(
  due: readonly DueInstalment[],
  credits: readonly OpenCredit[],
  on: Day,
): Imputation {
  const counted = credits.filter((credit) => countsOn(credit, on)).toSorted(earliestFirst)
  const leftCents = new Map(counted.map((credit) => [credit.id, credit.openCents]))
  const owed = new Map(due.map((instalment) => [instalment.id, instalment.openCents]))
  const inOrder = due.toSorted(imputedFirst)
  const parts = new Map<string, ImputedPart>()
  const leftOf = (credit: OpenCredit) => mustHave(leftCents.get(credit.id), 'what is left of a credit')
  const owedOn = ({ id }: DueInstalment) => mustHave(owed.get(id), 'what an instalment owes')
  const impute = (credit: OpenCredit, instalment: DueInstalment) => {
    const { id } = instalment
    const cents = Math.min(leftOf(credit), owedOn(instalment))
    if (cents <= 0) return
    addTo(leftCents, credit.id, -cents)
    addTo(owed, id, -cents)
    const key = `${credit.id}:${id}`
    const before = parts.get(key)
    // Once for what it names, once in the order of due dates.
    parts.set(key, { creditId: credit.id, instalmentId: id, cents: cents + (before?.cents ?? 0) })
  }
  const named = namedInvoices(inOrder, counted)
  for (const credit of counted) {
    const invoices = named.get(credit.id)
    if (!invoices) continue
    for (const instalment of inOrder) if (invoices.has(instalment.invoiceId)) impute(credit, instalment)
  }
  // Both are in order: each credit goes on where the one before it ended.
  let place = 0
  for (const credit of counted) {
    for (; place < inOrder.length && leftOf(credit) > 0; place += 1) {
      const instalment = inOrder[place]
      if (instalment) impute(credit, instalment)
      if (instalment && owedOn(instalment) > 0) break
    }
  }
  return { parts: [...parts.values()], leftCents }
}

/** True when a credit counts on that day: a payment dated later is only expected. */
export function countsOn({ receivedOn }: Pick<OpenCredit, 'receivedOn'>, on: Day): boolean {
  return receivedOn === null || receivedOn <= on
}

/**
 * The instalments that payments under way will settle, those dated after `on`, and the day each will be settled:
 * until then it is set aside. What they would only pay in part is asked for as it is.
 */
export function settledByExpected(
  due: readonly DueInstalment[],
  credits: readonly OpenCredit[],
  on: Day,
): ReadonlyMap<number, Day> {
  const expected = credits.filter((credit) => credit.kind === 'payment' && !countsOn(credit, on))
  if (expected.length === 0) return new Map()
  const paid = imputeCredits(due, credits, on).parts
  const owed = due.map((one) => ({
    ...one,
    openCents: one.openCents - imputedCents(paid, new Set([one.id])),
  }))
  const days = new Map(expected.map((credit) => [credit.id, credit.receivedOn ?? on]))
  const last = [...days.values()].reduce(laterOf)
  const parts = Map.groupBy(imputeCredits(owed, expected, last).parts, (part) => part.instalmentId)
  const settled = new Map<number, Day>()
  for (const { id, openCents } of owed) {
    const own = parts.get(id) ?? []
    if (own.length === 0 || sumCents(own.map((part) => part.cents)) < openCents) continue
    settled.set(id, own.map((part) => days.get(part.creditId) ?? on).reduce(laterOf))
  }
  return settled
}

/** What the credits take off these instalments, among all the parts of their client. */
export function imputedCents(parts: readonly ImputedPart[], instalmentIds: ReadonlySet<number>): number {
  return sumCents(parts.filter((part) => instalmentIds.has(part.instalmentId)).map((part) => part.cents))
}

/**
 * The invoices each credit names, by the id of the credit; those that name none are left out. A credit note
 * names the invoice it corrects; else the numbers of these invoices are looked for in its texts.
 */
export function namedInvoices(
  due: readonly Pick<DueInstalment, 'invoiceId' | 'number'>[],
  credits: readonly Pick<OpenCredit, 'id' | 'correctsInvoiceId' | 'texts'>[],
): ReadonlyMap<number, ReadonlySet<number>> {
  const book = numbersOf(due)
  const named = new Map<number, ReadonlySet<number>>()
  for (const { id, correctsInvoiceId, texts } of credits) {
    const invoices =
      correctsInvoiceId !== null
        ? [correctsInvoiceId]
        : numbersIn(texts.join(' \n '), book).filter(isTelling).flatMap(book.invoicesOf)
    if (invoices.length > 0) named.set(id, new Set(invoices))
  }
  return named
}

// Among the few invoices of one client a letter is enough to tell a number from a count: M-2, not "2".
function isTelling({ bare, isPlain }: WrittenNumber): boolean {
  return isPlain || /^[A-Z]+\d/.test(bare)
}

interface ClientNumbers extends NumberBook {
  invoicesOf(written: WrittenNumber): readonly number[]
}

function numbersOf(due: readonly Pick<DueInstalment, 'invoiceId' | 'number'>[]): ClientNumbers {
  const numbered = due.flatMap(({ invoiceId, number }) =>
    number !== null && /\d/.test(number)
      ? [{ invoiceId, bare: bareNumber(number), cuts: cutsOf(number), starts: startsOf(number) }]
      : [],
  )
  const starts = new Set(numbered.flatMap((one) => one.starts))
  const byBare = Map.groupBy(numbered, (one) => one.bare)
  const written = (bare: string, cuts: readonly number[]) =>
    (byBare.get(bare) ?? []).filter((one) => isWrittenSo(one.cuts, cuts))
  return {
    startsWith: (run) => starts.has(run),
    has: (bare, cuts) => written(bare, cuts).length > 0,
    invoicesOf: ({ bare, cuts }) => written(bare, cuts).map((one) => one.invoiceId),
  }
}

function earliestFirst(one: OpenCredit, other: OpenCredit): number {
  return compare(one.receivedOn ?? '', other.receivedOn ?? '') || one.id - other.id
}

function imputedFirst(one: DueInstalment, other: DueInstalment): number {
  return (
    Number(one.isBlocked) - Number(other.isBlocked) || compare(one.dueOn, other.dueOn) || one.id - other.id
  )
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
