import { addDays, type Day, dayOf, daysInMonth, endOfMonth, partsOf } from './day.ts'

/**
 * When an invoice is due, counted from its date. « 45 jours fin de mois » has two readings in law
 * (C. com. L441-10: 45 days then the end of that month, or the end of the month then 45 days); the
 * order of the words chooses.
 */
export interface PaymentTerm {
  readonly days: number
  /** Where the end of the month comes in: `after` the days, `before` them, or not at all. */
  readonly endOfMonth: 'none' | 'after' | 'before'
  /** « le 10 »: that day of the month, the same month or the next; null when the term names none. */
  readonly dayOfMonth: number | null
}

const MAX_DAYS = 365

/**
 * Reads "30 jours", "30 j", "45 jours fin de mois" (days, then end of month), "fin de mois 45 jours"
 * (end of month, then days), "30 jours fin de mois le 10", "à réception", "comptant", "30 days".
 * Null when the text says nothing of the kind.
 */
export function parsePaymentTerm(text: string): PaymentTerm | null {
  const words = text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
  const end = /fin\s+(?:de|du)\s+mois|\bfdm\b|end\s+of\s+(?:the\s+)?month|\beom\b/.exec(words)
  const days = /(\d{1,3})\s*(?:jours?|jrs?|j|days?|d)?\b/.exec(words.replace(/\ble\s+\d{1,2}\b.*/, ''))
  const isAtOnce = /reception|comptant|immediat|receipt|cash/.test(words)
  if (!end && !days && !isAtOnce) return null
  const count = days ? Number(days[1]) : 0
  const dayOfMonth = Number(/\ble\s+(\d{1,2})\b/.exec(words)?.[1] ?? 0)
  if (count > MAX_DAYS || dayOfMonth > 31) return null
  return {
    days: count,
    endOfMonth: endPosition(end?.index, days?.index),
    dayOfMonth: dayOfMonth === 0 ? null : dayOfMonth,
  }
}

/** Day an invoice issued on `issuedOn` is due under `term`. */
export function dueDay(issuedOn: Day, term: PaymentTerm): Day {
  const start = term.endOfMonth === 'before' ? endOfMonth(issuedOn) : issuedOn
  const counted = addDays(start, term.days)
  const due = term.endOfMonth === 'after' ? endOfMonth(counted) : counted
  return term.dayOfMonth === null ? due : nextDayOfMonth(due, term.dayOfMonth)
}

function endPosition(end: number | undefined, days: number | undefined): PaymentTerm['endOfMonth'] {
  if (end === undefined) return 'none'
  return days !== undefined && end < days ? 'before' : 'after'
}

// First day on or after `day` that falls on the `wanted` of a month; the 31st of a short month is its last day.
function nextDayOfMonth(day: Day, wanted: number): Day {
  const { year, month } = partsOf(day)
  const sameMonth = dayOf(year, month, Math.min(wanted, daysInMonth(year, month)))
  if (sameMonth !== null && sameMonth >= day) return sameMonth
  const [nextYear, next] = month === 12 ? [year + 1, 1] : [year, month + 1]
  return dayOf(nextYear, next, Math.min(wanted, daysInMonth(nextYear, next))) ?? day
}
