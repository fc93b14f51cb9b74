import { addDays, type Day, daysBetween, endOfMonth, laterOf } from '#domain/days-and-money/day.ts'
import type { MonthSales } from './sales-outstanding.ts'

/** An invoice, or a credit note below zero, on its day of issue. */
export interface DatedSale {
  readonly issuedOn: Day
  readonly cents: number
}

/**
 * The sales of each calendar month up to `on`, newest first, from the month of the first known day. The month under
 * way counts the days gone by, the first one those from the first known day; a month without sales is there, at zero.
 */
export function salesByMonth(sales: readonly DatedSale[], knownFrom: Day, on: Day): MonthSales[] {
  const months: MonthSales[] = []
  const known = sales.filter((sale) => sale.issuedOn >= knownFrom && sale.issuedOn <= on)
  const byMonth = Map.groupBy(known, (sale) => sale.issuedOn.slice(0, 7))
  for (let last = on; last >= knownFrom; last = addDays(`${last.slice(0, 8)}01`, -1)) {
    const first = laterOf(`${last.slice(0, 8)}01`, knownFrom)
    const cents = (byMonth.get(last.slice(0, 7)) ?? []).reduce((sum, sale) => sum + sale.cents, 0)
    months.push({ days: daysBetween(first, last) + 1, cents })
  }
  return months
}

/** The last day of each of the `count` months up to that of `on`, oldest first; the last one is `on` itself. */
export function monthEnds(on: Day, count: number): Day[] {
  const ends: Day[] = [on]
  while (ends.length < count) ends.unshift(addDays(`${(ends[0] as Day).slice(0, 8)}01`, -1))
  return ends
}

/** The same day a month or a year before; the end of the month where it has no such day. */
export function sameDayBefore(on: Day, ago: 'month' | 'year'): Day {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))]
  const months = year * 12 + month - 1 - (ago === 'month' ? 1 : 12)
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
  const last = endOfMonth(first)
  const wanted = `${first.slice(0, 8)}${on.slice(8)}`
  return wanted > last ? last : wanted
}
