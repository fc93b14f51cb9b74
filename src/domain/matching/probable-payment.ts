import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import { namedInvoices } from '#domain/receivables/imputation.ts'

/** A payment of one client in one currency, with what nothing has received yet. */
export interface UnallocatedPayment {
  readonly creditId: number
  /** All that was written with it, where it may name invoices. */
  readonly texts: readonly string[]
  readonly receivedOn: Day | null
  /** Positive. */
  readonly openCents: number
}

/** What one invoice of the same client and currency still asks. */
export interface OpenInvoice {
  readonly invoiceId: number
  readonly number: string | null
  /** At least one. */
  readonly instalments: readonly {
    readonly instalmentId: number
    readonly dueOn: Day | null
    /** Positive. */
    readonly openCents: number
  }[]
}

/** A payment that has probably settled invoices, though nobody has allocated it. */
export interface ProbablePayment {
  readonly creditId: number
  readonly invoiceIds: readonly number[]
  /** What to allocate: the whole of what is left of the payment. */
  readonly shares: readonly Share[]
  /** « plusieurs possibles »: another invoice or payment of that amount would do as well. */
  readonly isOneOfSeveral: boolean
}

/**
 * The payments that have probably settled an invoice (rules §8, « Already paid? »): their amount is what the
 * invoices that their text names still ask, or what one invoice asks, or one of its instalments. Where several
 * would do, the oldest payment goes to the oldest invoice and both are marked. No invoice is claimed twice.
 */
export function probablePayments(
  payments: readonly UnallocatedPayment[],
  invoices: readonly OpenInvoice[],
): ProbablePayment[] {
  const open = invoices.map(readTarget).toSorted(earlierTarget)
  const readings = readTexts(payments.toSorted(earlierPayment), open)
  const sure = firstClaims(readings)
  const byInvoice = matchAmounts(withoutMatched(readings, sure), withoutTargets(open, sure))
  const found = [...sure, ...byInvoice]
  const parts = withoutTargets(open, found).flatMap(partsOf).toSorted(earlierTarget)
  const byPart = matchAmounts(withoutMatched(readings, found), parts)
  return [...found, ...byPart].map(({ payment, targets, isOneOfSeveral }) => ({
    creditId: payment.creditId,
    invoiceIds: [...new Set(targets.map((target) => target.invoiceId))],
    shares: targets.flatMap((target) => target.shares),
    isOneOfSeveral,
  }))
}

/** What a payment may settle: an invoice, or one instalment of it. */
interface Target {
  readonly invoiceId: number
  readonly number: string | null
  readonly dueOn: Day | null
  readonly openCents: number
  readonly shares: readonly Share[]
  readonly parts: readonly Target[]
}

/** A payment and the invoices its text names. */
interface Reading {
  readonly payment: UnallocatedPayment
  readonly named: readonly Target[]
}

interface Match {
  readonly payment: UnallocatedPayment
  readonly targets: readonly Target[]
  readonly isOneOfSeveral: boolean
}

function readTarget({ invoiceId, number, instalments }: OpenInvoice): Target {
  const parts = instalments.map(
    ({ instalmentId, dueOn, openCents }): Target => ({
      invoiceId,
      number,
      dueOn,
      openCents,
      shares: [{ instalmentId, amountCents: openCents }],
      parts: [],
    }),
  )
  const days = instalments.flatMap(({ dueOn }) => dueOn ?? [])
  return {
    invoiceId,
    number,
    dueOn: days.toSorted()[0] ?? null,
    openCents: sumCents(parts.map((part) => part.openCents)),
    shares: parts.flatMap((part) => part.shares),
    parts,
  }
}

function partsOf({ parts }: Target): readonly Target[] {
  return parts.length > 1 ? parts.toSorted(earlierTarget) : []
}

function readTexts(payments: readonly UnallocatedPayment[], open: readonly Target[]): Reading[] {
  const credits = payments.map(({ creditId, texts }) => ({ id: creditId, correctsInvoiceId: null, texts }))
  const named = namedInvoices(open, credits)
  return payments.map((payment) => ({
    payment,
    named: open.filter((target) => named.get(payment.creditId)?.has(target.invoiceId)),
  }))
}

// Two payments that name one invoice: the first has paid it, the other has not.
function firstClaims(readings: readonly Reading[]): Match[] {
  const claimed = new Set<number>()
  return readings.flatMap(({ payment, named }) => {
    const isWhole =
      named.length > 0 && sumCents(named.map((target) => target.openCents)) === payment.openCents
    if (!isWhole || named.some((target) => claimed.has(target.invoiceId))) return []
    for (const target of named) claimed.add(target.invoiceId)
    return { payment, targets: named, isOneOfSeveral: false }
  })
}

// The oldest payment of an amount goes to the oldest target of that amount, the next to the next. A payment whose
// text names other invoices for another sum may as well be a part of those.
function matchAmounts(readings: readonly Reading[], targets: readonly Target[]): Match[] {
  const open = Map.groupBy(targets, (target) => target.openCents)
  return [...Map.groupBy(readings, ({ payment }) => payment.openCents)].flatMap(([cents, group]) => {
    const alike = open.get(cents) ?? []
    const areSeveral = alike.length > 1 || group.length > 1
    return group.flatMap(({ payment, named }, rank) => {
      const target = alike[rank]
      return target ? { payment, targets: [target], isOneOfSeveral: areSeveral || named.length > 0 } : []
    })
  })
}

function withoutMatched(readings: readonly Reading[], matches: readonly Match[]): Reading[] {
  const matched = new Set(matches.map(({ payment }) => payment.creditId))
  return readings.filter(({ payment }) => !matched.has(payment.creditId))
}

function withoutTargets(targets: readonly Target[], matches: readonly Match[]): Target[] {
  const matched = new Set(matches.flatMap((match) => match.targets.map((target) => target.invoiceId)))
  return targets.filter((target) => !matched.has(target.invoiceId))
}

function earlierPayment(one: UnallocatedPayment, other: UnallocatedPayment): number {
  return compareDays(one.receivedOn, other.receivedOn) || one.creditId - other.creditId
}

function earlierTarget(one: Target, other: Target): number {
  return compareDays(one.dueOn, other.dueOn) || one.invoiceId - other.invoiceId
}

/** What has no day comes last. */
function compareDays(one: Day | null, other: Day | null): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}
