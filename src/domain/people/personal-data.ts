import { type Day, dayOf, endOfMonth, partsOf } from '#domain/days-and-money/day.ts'

/** What the books hold of a customer, as far as erasing their personal data is concerned. */
export interface CustomerTraces {
  /** Day of the latest invoice, credit note, payment or letter; null when there is none at all. */
  readonly latestOn: Day | null
  /** Invoices with something left to pay. */
  readonly openInvoices: number
  /** Credit notes and payments with something left to allocate. */
  readonly openCredits: number
  /** Invoices not yet final, and letters not yet confirmed. */
  readonly drafts: number
  /** Letters sent and e-invoices received, archived as they were: they bear the name for good. */
  readonly archives: number
}

export type RefusalReason = 'open-invoices' | 'open-credits' | 'drafts'

/**
 * What may be erased. "refused": the account is still in use. "contacts": everything the accounts do not need;
 * they keep the rest until `keptUntil`. "whole": nothing depends on who the customer was any more.
 */
export type ErasurePlan =
  | {
      readonly scope: 'refused'
      readonly reasons: readonly { readonly reason: RefusalReason; readonly count: number }[]
    }
  | { readonly scope: 'contacts'; readonly keptUntil: Day }
  | { readonly scope: 'whole' }

/** Years accounting vouchers are kept (C. com. L123-22), from the close of their financial year. */
const KEPT_YEARS = 10

/** What the law lets be erased of a customer today (RGPD art. 17 §3 b and e: not what accounts and claims need). */
export function planErasure(traces: CustomerTraces, today: Day): ErasurePlan {
  const reasons = [
    { reason: 'open-invoices' as const, count: traces.openInvoices },
    { reason: 'open-credits' as const, count: traces.openCredits },
    { reason: 'drafts' as const, count: traces.drafts },
  ].filter(({ count }) => count > 0)
  if (reasons.length > 0) return { scope: 'refused', reasons }
  if (traces.latestOn === null) return { scope: 'whole' }
  const keptUntil = vouchersKeptUntil(traces.latestOn)
  return keptUntil < today && traces.archives === 0 ? { scope: 'whole' } : { scope: 'contacts', keptUntil }
}

/**
 * Last day a voucher must be kept. A financial year closes at the latest twelve months after what it holds, and
 * we do not know when: the later day is the careful one.
 */
export function vouchersKeptUntil(on: Day): Day {
  const { year, month } = partsOf(on)
  const latestClose = dayOf(year + 1 + KEPT_YEARS, month, 1)
  if (latestClose === null) throw new RangeError(`no such year: ${on}`)
  return endOfMonth(latestClose)
}
