import type { Day } from './day.ts'
import {
  type Debt,
  type InterestRules,
  type InterestSegment,
  lateInterest,
  type PenaltyTerms,
  type Regime,
} from './late-interest.ts'
import { distinctMissing, type MissingRate, type RatesByHalfYear } from './legal-rates.ts'
import { LAST_LEVEL, type Level } from './levels.ts'
import { type Currency, sumCents } from './money.ts'
import type { CustomerKind } from './parties.ts'

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
      /** Rates that nobody has entered: the interest of the days that need them is owed, and not counted. */
      readonly missing: readonly MissingRate[]
    }

const NO_INVOICE: ReadonlySet<number> = new Set()

export interface PenaltyRules {
  readonly customerKind: CustomerKind
  readonly currency: Currency
  readonly terms: PenaltyTerms
  readonly rates: RatesByHalfYear
}

/**
 * Interest and recovery fees on these instalments, up to `on`: the same for a letter as for a screen. The fee of an
 * invoice in `feesAsked` is asked by another letter already, and is not counted again.
 */
export function penaltiesOf(
  debts: readonly InvoiceDebt[],
  on: Day,
  rules: PenaltyRules,
  feesAsked: ReadonlySet<number> = NO_INVOICE,
): Penalties {
  const { customerKind } = rules
  if (customerKind !== 'business' && customerKind !== 'public') return { kind: 'not-owed', customerKind }
  const interestRules: InterestRules = { regime: customerKind, terms: rules.terms, rates: rules.rates }
  const lines: PenaltyLine[] = []
  const missing: MissingRate[] = []
  const lateInvoices = new Set<number>()
  for (const debt of debts) {
    const interest = lateInterest(debt, on, interestRules)
    const { segments, interestCents } = interest
    missing.push(...interest.missing)
    if (segments.length > 0) lines.push({ instalmentId: debt.instalmentId, segments, interestCents })
    const isLate = segments.length + interest.missing.length > 0
    if (isLate && !feesAsked.has(debt.invoiceId)) lateInvoices.add(debt.invoiceId)
  }
  return {
    kind: 'owed',
    regime: customerKind,
    lines,
    interestCents: sumCents(lines.map((line) => line.interestCents)),
    invoiceCount: lateInvoices.size,
    feesCents: rules.currency === 'EUR' ? lateInvoices.size * RECOVERY_FEE_CENTS : null,
    missing: distinctMissing(missing),
  }
}

/**
 * The one figure a letter demands: a formal notice demands what the law adds to the debt, the letters before it
 * only tell what it comes to.
 */
export function demandedCents(
  level: Level,
  netCents: number,
  penalties: { readonly interestCents: number; readonly feesCents: number | null } | null,
): number {
  return level === LAST_LEVEL && penalties ? totalWithPenalties(netCents, penalties) : netCents
}

/** The debt with what the law adds to it. */
export function totalWithPenalties(
  netCents: number,
  penalties: { readonly interestCents: number; readonly feesCents: number | null },
): number {
  return netCents + penalties.interestCents + (penalties.feesCents ?? 0)
}
