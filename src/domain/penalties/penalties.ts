import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, sumCents } from '#domain/days-and-money/money.ts'
import { LAST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import {
  type Debt,
  type InterestRules,
  type InterestSegment,
  lateInterest,
  type PenaltyTerms,
  type Regime,
} from './late-interest.ts'
import { distinctMissing, type MissingRate, type RatesByHalfYear } from './legal-rates.ts'

/** For collection, 40 € for each invoice paid late (C. com. D441-5; code de la commande publique D2192-35). */
export const RECOVERY_FEE_CENTS = 40_00

/** A late instalment and the invoice it belongs to. */
export interface InvoiceDebt extends Debt {
  readonly instalmentId: number
  readonly invoiceId: number
}

/** Interest of one instalment, unfolded. */
export interface PenaltyLine {
  readonly instalmentId: number
  readonly segments: readonly InterestSegment[]
  readonly interestCents: number
}

/** The fee that may be asked for each invoice paid late; null where there is none. */
export function recoveryFeeEach(customerKind: CustomerKind, currency: Currency): number | null {
  const mayBeAsked = customerKind === 'business' || customerKind === 'public'
  return mayBeAsked && currency === 'EUR' ? RECOVERY_FEE_CENTS : null
}

/** What may be asked of a customer besides its debt. Outside VAT: never taxed. */
export type Penalties =
  /** A consumer, a non-professional or an unknown customer owes none of it (law.md §1.3). */
  | { readonly kind: 'not-owed'; readonly customerKind: Exclude<CustomerKind, Regime> }
  | {
      readonly kind: 'owed'
      readonly regime: Regime
      /** Only the instalments that are late, in the order they were given. */
      readonly lines: readonly PenaltyLine[]
      readonly interestCents: number
      /** Late invoices whose fee is asked, each once however many of its instalments are late. */
      readonly invoiceCount: number
      /** Null in another currency than the euro, the only one the law sets the amount in. */
      readonly feesCents: number | null
      /** What was paid of this interest and these fees; never more than they come to. */
      readonly paidCents: number
      /** The same by invoice; those of which nothing is paid are left out. */
      readonly paidOf: ReadonlyMap<number, number>
      /** Rates that nobody has entered: the interest of the days that need them is owed, and not counted. */
      readonly missing: readonly MissingRate[]
    }

const NO_INVOICE: ReadonlySet<number> = new Set()
const NOTHING_PAID: ReadonlyMap<number, number> = new Map()

export interface PenaltyRules {
  readonly customerKind: CustomerKind
  readonly currency: Currency
  readonly terms: PenaltyTerms
  readonly rates: RatesByHalfYear
}

/**
 * Interest and recovery fees on these instalments, up to `on`: the same for a letter as for a screen. The fee of an
 * invoice in `feesAsked` is asked by another letter already, and is not counted again. `paid`, by invoice, is what was
 * paid of its penalties and is taken off no other letter.
 */
export function penaltiesOf(
  debts: readonly InvoiceDebt[],
  on: Day,
  rules: PenaltyRules,
  feesAsked: ReadonlySet<number> = NO_INVOICE,
  paid: ReadonlyMap<number, number> = NOTHING_PAID,
): Penalties {
  const { customerKind } = rules
  if (customerKind !== 'business' && customerKind !== 'public') return { kind: 'not-owed', customerKind }
  const interestRules: InterestRules = { regime: customerKind, terms: rules.terms, rates: rules.rates }
  const lines: PenaltyLine[] = []
  const missing: MissingRate[] = []
  const interestOf = new Map<number, number>()
  const lateInvoices = new Set<number>()
  for (const debt of debts) {
    const interest = lateInterest(debt, on, interestRules)
    const { segments, interestCents } = interest
    missing.push(...interest.missing)
    addTo(interestOf, debt.invoiceId, interestCents)
    if (segments.length > 0) lines.push({ instalmentId: debt.instalmentId, segments, interestCents })
    const isLate = segments.length + interest.missing.length > 0
    if (isLate && !feesAsked.has(debt.invoiceId)) lateInvoices.add(debt.invoiceId)
  }
  const feeCents = rules.currency === 'EUR' ? RECOVERY_FEE_CENTS : 0
  const paidOf = new Map<number, number>()
  for (const [invoiceId, interestCents] of interestOf) {
    const owedCents = interestCents + (lateInvoices.has(invoiceId) ? feeCents : 0)
    const cents = Math.min(owedCents, paid.get(invoiceId) ?? 0)
    if (cents > 0) paidOf.set(invoiceId, cents)
  }
  return {
    kind: 'owed',
    regime: customerKind,
    lines,
    interestCents: sumCents(lines.map((line) => line.interestCents)),
    invoiceCount: lateInvoices.size,
    feesCents: rules.currency === 'EUR' ? lateInvoices.size * RECOVERY_FEE_CENTS : null,
    paidCents: sumCents([...paidOf.values()]),
    paidOf,
    missing: distinctMissing(missing),
  }
}

/**
 * The one figure a letter demands: a formal notice demands what the law adds to the debt, the letters before it
 * only tell what it comes to.
 */
export function demandedCents(level: Level, netCents: number, penalties: AddedByLaw | null): number {
  return level === LAST_LEVEL && penalties ? totalWithPenalties(netCents, penalties) : netCents
}

/** What the law adds to a debt, and what was paid of that: absent where nothing was. */
export interface AddedByLaw {
  readonly interestCents: number
  readonly feesCents: number | null
  readonly paidCents?: number
}

/** The debt with what is left of what the law adds to it. */
export function totalWithPenalties(netCents: number, penalties: AddedByLaw): number {
  return netCents + penalties.interestCents + (penalties.feesCents ?? 0) - (penalties.paidCents ?? 0)
}

/** What is left to pay of the interest and fees of an invoice. */
export interface OwedToLaw {
  readonly invoiceId: number
  /** Positive. */
  readonly leftCents: number
}

/**
 * How an amount pays penalties: those of the invoices in `first` (which the same payment settles), then the others,
 * each in the order given. What is too much is left over.
 */
export function spreadOnPenalties(
  cents: number,
  owed: readonly OwedToLaw[],
  first: ReadonlySet<number>,
): { readonly invoiceId: number; readonly amountCents: number }[] {
  const inOrder = owed.toSorted(
    (one, other) => Number(first.has(other.invoiceId)) - Number(first.has(one.invoiceId)),
  )
  let left = cents
  return inOrder.flatMap(({ invoiceId, leftCents }) => {
    const amountCents = Math.min(left, leftCents)
    left -= amountCents
    return amountCents > 0 ? [{ invoiceId, amountCents }] : []
  })
}
