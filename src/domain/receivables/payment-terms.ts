import { addDays, type Day, dayOf, daysInMonth, endOfMonth, partsOf } from '#domain/days-and-money/day.ts'

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

/** For some dates of invoice, or for all, the term goes beyond what C. com. L441-10 lets parties agree. */
export type TermWarning = 'term-sometimes-over-ceiling' | 'term-over-ceiling'

const MAX_DAYS = 365

/**
 * Reads "30 jours", "30 j", "45 jours fin de mois" (days, then end of month), "fin de mois 45 jours"
 * (end of month, then days), "30 jours fin de mois le 10", "à réception", "comptant", "30 days".
 * Null when the text says nothing of the kind, or something a number of days cannot hold (months,
 * ten-day periods, several instalments): a wrong due date is worse than the usual one.
 */
export function parsePaymentTerm(text: string): PaymentTerm | null {
  const words = plainWords(text)
  if (/decade|\bsuivant|\bnext\b|\bfois\b|\d\s*x\b|\d\s*(?:mois|months?)\b/.test(words)) return null
  const end = /fin\s+(?:de|du)\s+mois|\bfdm\b|end\s+of\s+(?:the\s+)?month|\beom\b/.exec(words)
  const dayOfMonth = Number(/\b(?:le|the)\s+(\d{1,2})(?:st|nd|rd|th)?\b/.exec(words)?.[1] ?? 0)
  const days = dayCounts(words)
  const isAtOnce = /reception|comptant|immediat|receipt|\bcash\b/.test(words)
  if (days.length > 1 || (!end && days.length === 0 && !isAtOnce)) return null
  const count = days[0]?.count ?? 0
  if (count > MAX_DAYS || dayOfMonth > 31) return null
  return {
    days: count,
    endOfMonth: endPosition(end?.index, days[0]?.index),
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

/** The term as French commerce writes it, and as `parsePaymentTerm` reads it back. */
export function formatPaymentTerm({ days, endOfMonth: end, dayOfMonth }: PaymentTerm): string {
  const count = days === 0 ? '' : `${days} jours`
  const words = end === 'none' ? [count] : end === 'before' ? ['fin de mois', count] : [count, 'fin de mois']
  const base = words.filter((word) => word !== '').join(' ') || 'comptant'
  return dayOfMonth === null ? base : `${base} le ${dayOfMonth}`
}

/**
 * True when the invoice of that day would be due later than businesses may agree: 60 days from the
 * invoice, or 45 days end of month in either reading (C. com. L441-10 I).
 */
export function isOverCeiling(issuedOn: Day, term: PaymentTerm): boolean {
  const due = dueDay(issuedOn, term)
  return CEILINGS.every((ceiling) => due > dueDay(issuedOn, ceiling))
}

/** What to warn of before a company or a customer is given this term. */
export function paymentTermWarning(term: PaymentTerm): TermWarning | null {
  const over = DAYS_OF_A_YEAR.filter((day) => isOverCeiling(day, term)).length
  if (over === 0) return null
  return over === DAYS_OF_A_YEAR.length ? 'term-over-ceiling' : 'term-sometimes-over-ceiling'
}

const CEILINGS: readonly PaymentTerm[] = [
  { days: 60, endOfMonth: 'none', dayOfMonth: null },
  { days: 45, endOfMonth: 'after', dayOfMonth: null },
  { days: 45, endOfMonth: 'before', dayOfMonth: null },
]

// A leap year, so that every day of the calendar is tried.
const DAYS_OF_A_YEAR: readonly Day[] = Array.from({ length: 366 }, (_, days) => addDays('2028-01-01', days))

function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

// "2 % à 10 jours, net 30": the discount's delay is not the term.
function dayCounts(words: string): { readonly count: number; readonly index: number }[] {
  const net = /\bnet\s+(?:a\s+)?(\d{1,3})\b/.exec(words)
  if (net) return [{ count: Number(net[1]), index: net.index }]
  if (words.includes('%')) return []
  const bare = /^\s*(?:a\s+)?(\d{1,3})(?:\s*nets?)?\s*$/.exec(words)
  if (bare) return [{ count: Number(bare[1]), index: 0 }]
  return [...words.matchAll(/(\d{1,3})\s*(?:jours?|jrs?|j|days?|d)\b/g)].map((found) => ({
    count: Number(found[1]),
    index: found.index,
  }))
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
