import type { Day } from '#domain/days-and-money/day.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'

/** What a document claims, or gives back: its instalments add up to `amountCents`. */
export interface Claim {
  readonly amountCents: number
  readonly instalments: readonly {
    readonly dueOn: Day | null
    readonly isEstimated: boolean
    readonly amountCents: number
    readonly settledCents: number
  }[]
}

/**
 * What to collect is BT-115 (formats.md §6): what was prepaid (BT-113) is part of the first
 * instalment and already settled, so that a ledger, which has the whole of the invoice, meets the same
 * amount. Of a credit note, what is left to give back.
 */
export function claimOf(document: EInvoice): Claim {
  const { kind, totalCents, payableCents, prepaidCents, dueDates, suggestedDueOn, flags } = document
  const payable = Math.max(0, payableCents)
  if (kind === 'creditNote') return { amountCents: payable, instalments: [] }
  const isPaid = flags.includes('already-paid') || payable === 0
  // MINIMUM has no BT-113: what is not payable of the total was prepaid all the same.
  const amountCents =
    payable === 0 || prepaidCents === null ? Math.max(totalCents, payable) : payable + prepaidCents
  const dated = payable > 0 && dueDates.length > 0 ? dueDates : [{ dueOn: null, amountCents: payable }]
  const prepaid = amountCents - payable
  const instalments = dated.map(({ dueOn, amountCents: part }, index) => {
    const [amount, settled] = index === 0 ? [part + prepaid, prepaid] : [part, 0]
    const day = dueOn ?? dueDates.at(-1)?.dueOn ?? suggestedDueOn
    const isEstimated = dueDates.length === 0 && day !== null
    return { dueOn: day, isEstimated, amountCents: amount, settledCents: isPaid ? amount : settled }
  })
  return { amountCents, instalments }
}
