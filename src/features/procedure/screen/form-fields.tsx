import type { Day } from '#domain/days-and-money/day.ts'
import { parseAmount, typedAmount } from '#domain/days-and-money/money.ts'
import type { Closure, HolidayCalendar } from '#domain/days-and-money/open-days.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { MAX_DEADLINE_DAYS, MAX_DELAY_DAYS, MAX_STALE_DAYS } from '#domain/dunning/procedure.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import type { Procedure, ProcedureFields } from '../contract.ts'

/** The procedure as text fields hold it: a figure is a text until it is read. */

export const TIMING_FIELDS = ['delayDays', 'gapDays', 'deadlineDays'] as const
export type TimingField = (typeof TIMING_FIELDS)[number]

export type TimingForm = Readonly<Record<TimingField, string>> & { readonly level: Level }

/** A closure whose days may not be given yet. */
export interface ClosureForm {
  readonly firstOn: Day | null
  readonly lastOn: Day | null
  readonly label: string
}

export interface ProcedureForm {
  readonly timings: readonly TimingForm[]
  /** Euros. */
  readonly minimum: string
  readonly minimumItem: string
  /** Days; blank for never. */
  readonly staleAfter: string
  readonly skipsWeekends: boolean
  readonly holidays: HolidayCalendar
  readonly closures: readonly ClosureForm[]
  readonly defaultPaymentTerm: string
  readonly excludesProvisional: boolean
  readonly oneLetterPerLevel: boolean
}

const MAX_DAYS: Readonly<Record<TimingField, number>> = {
  delayDays: MAX_DELAY_DAYS,
  gapDays: MAX_DELAY_DAYS,
  deadlineDays: MAX_DEADLINE_DAYS,
}

/** What is saved, as its fields show it in the user's language. */
export function formOf(procedure: Procedure, language: 'fr' | 'en'): ProcedureForm {
  const { defaultPaymentTerm, excludesProvisional, oneLetterPerLevel, openDays } = procedure
  return {
    timings: procedure.timings.map(({ level, delayDays, gapDays, deadlineDays }) => ({
      level,
      delayDays: String(delayDays),
      gapDays: String(gapDays),
      deadlineDays: String(deadlineDays),
    })),
    minimum: typedAmount(procedure.minimumCents, language),
    minimumItem: typedAmount(procedure.minimumItemCents, language),
    staleAfter: procedure.staleAfterDays === null ? '' : String(procedure.staleAfterDays),
    skipsWeekends: openDays.skipsWeekends,
    holidays: openDays.holidays,
    closures: openDays.closures,
    defaultPaymentTerm,
    excludesProvisional,
    oneLetterPerLevel,
  }
}

/** Days of a field, or null when it holds no number of days it may have. */
export function parseDays(field: TimingField, text: string): number | null {
  const days = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : null
  return days !== null && days <= MAX_DAYS[field] ? days : null
}

/** Cents of the minimum; blank means none. */
export function parseMinimum(text: string): number | null {
  return text.trim() === '' ? 0 : parseAmount(text)
}

/** Days from which known payments are old; null for never, undefined when it is no such number. */
export function parseStale(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const days = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= MAX_STALE_DAYS ? days : undefined
}

/** A closure as it is saved, or null while a day is missing or it ends before it begins. */
export function closureOf({ firstOn, lastOn, label }: ClosureForm): Closure | null {
  const end = lastOn ?? firstOn
  return firstOn !== null && end !== null && firstOn <= end
    ? { firstOn, lastOn: end, label: label.trim() }
    : null
}

/** What would be saved, or null while a field cannot be read. */
export function fieldsOf(form: ProcedureForm): ProcedureFields | null {
  const timings = readTimings(form.timings)
  const [minimumCents, minimumItemCents] = [form.minimum, form.minimumItem].map(parseMinimum)
  const staleAfterDays = parseStale(form.staleAfter)
  const closures = form.closures.flatMap((closure) => closureOf(closure) ?? [])
  const defaultPaymentTerm = form.defaultPaymentTerm.trim()
  if (timings.length < form.timings.length || minimumCents == null || minimumItemCents == null) return null
  if (staleAfterDays === undefined || closures.length < form.closures.length) return null
  if (parsePaymentTerm(defaultPaymentTerm) === null) return null
  const { excludesProvisional, oneLetterPerLevel, skipsWeekends, holidays } = form
  return {
    timings,
    minimumCents,
    minimumItemCents,
    defaultPaymentTerm,
    excludesProvisional,
    oneLetterPerLevel,
    staleAfterDays,
    openDays: { skipsWeekends, holidays, closures },
  }
}

/** The timings typed; those with a field that cannot be read are left out. */
export function readTimings(timings: readonly TimingForm[]): ProcedureFields['timings'] {
  return timings.flatMap((timing) => {
    const [delayDays, gapDays, deadlineDays] = TIMING_FIELDS.map((field) => parseDays(field, timing[field]))
    if (delayDays == null || gapDays == null || deadlineDays == null) return []
    return [{ level: timing.level, delayDays, gapDays, deadlineDays }]
  })
}
