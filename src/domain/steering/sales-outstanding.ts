import { sumCents } from '#domain/days-and-money/money.ts'

/** Sales (TTC) of one month, credit notes issued in it taken off. */
export interface MonthSales {
  /** Days of it that count: all of them, or those gone by for the month under way. */
  readonly days: number
  readonly cents: number
}

/** A number of days outstanding, to a hundredth; `isMore` when the known history does not go back far enough. */
export interface DaysOutstanding {
  readonly days: number
  readonly isMore: boolean
}

/** Receivables ÷ sales of the period × its days, to a hundredth; null without sales. */
export function simpleDso(receivableCents: number, salesCents: number, days: number): number | null {
  return salesCents <= 0 ? null : hundredth((receivableCents * days) / salesCents)
}

/**
 * DSO by exhaustion: whole months of sales are taken off the receivables, the newest first, and each counts its days;
 * the last counts pro rata. A month without sales, or with more credit notes than invoices, counts its days and takes
 * nothing off. Receivables that are not above zero: no day. History exhausted: "more than" all its days.
 * `months` is newest first.
 */
export function countBackDso(receivableCents: number, months: readonly MonthSales[]): DaysOutstanding {
  let [leftCents, days] = [receivableCents, 0]
  for (const month of months) {
    if (leftCents <= 0) break
    const salesCents = Math.max(0, month.cents)
    if (salesCents > leftCents)
      return { days: hundredth(days + (leftCents / salesCents) * month.days), isMore: false }
    leftCents -= salesCents
    days += month.days
  }
  return { days, isMore: leftCents > 0 }
}

/** The DSO of whoever pays on the due date, and the days that lateness adds to it; to a hundredth, null without sales. */
export interface DelinquentDays {
  readonly bestPossibleDso: number
  readonly averageDaysDelinquent: number
}

/** Best possible DSO (receivables not yet due ÷ sales × days), and what the DSO has beyond it. */
export function delinquentDays(
  receivables: { readonly cents: number; readonly notDueCents: number },
  salesCents: number,
  days: number,
): DelinquentDays | null {
  if (salesCents <= 0) return null
  const lateCents = receivables.cents - receivables.notDueCents
  return {
    bestPossibleDso: hundredth((receivables.notDueCents * days) / salesCents),
    averageDaysDelinquent: hundredth((lateCents * days) / salesCents),
  }
}

/**
 * Collection effectiveness of a period, 0 to 1: what came in ÷ what could have come in. Taken off below the line is
 * what is not due yet at the close, never what is past due. Null when nothing could come in.
 */
export function collectionEffectiveness(period: {
  readonly openingCents: number
  /** Sales of the whole period. */
  readonly salesCents: number
  readonly closingCents: number
  readonly closingNotDueCents: number
}): number | null {
  const owedCents = sumCents([period.openingCents, period.salesCents])
  const collectable = owedCents - period.closingNotDueCents
  return collectable <= 0 ? null : (owedCents - period.closingCents) / collectable
}

/** Rounded half up to a hundredth, as the figures are written. */
function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}
