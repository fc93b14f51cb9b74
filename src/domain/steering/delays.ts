import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'

/** An amount paid so many days after its due date; before it, below zero. */
export interface PaidDelay {
  readonly cents: number
  readonly daysLate: number
}

/**
 * Average delay weighted by the amounts, to a hundredth of a day; null when nothing was paid. What is paid early counts
 * below zero, or as in time where `earlyAsInTime`.
 */
export function weightedDelay(
  paid: readonly PaidDelay[],
  { earlyAsInTime = false }: { readonly earlyAsInTime?: boolean } = {},
): number | null {
  const cents = sumCents(paid.map((part) => part.cents))
  if (cents === 0) return null
  const centDays = paid.reduce(
    (sum, part) => sum + part.cents * (earlyAsInTime ? Math.max(0, part.daysLate) : part.daysLate),
    0,
  )
  return Math.round((centDays / cents) * 100) / 100
}

/** Days after which an amount of a month's invoicing that is still unpaid is at risk. */
export const AT_RISK_DAYS = 90

/**
 * Share, 0 to 1, of a month's invoicing that was still unpaid 90 days after its end; null while those days have not
 * gone by, or without invoicing.
 */
export function atRiskShare(
  month: { readonly endsOn: Day; readonly invoicedCents: number; readonly unpaidThenCents: number },
  today: Day,
): number | null {
  if (month.invoicedCents <= 0 || daysBetween(month.endsOn, today) < AT_RISK_DAYS) return null
  return month.unpaidThenCents / month.invoicedCents
}
