import type { Level } from '#domain/levels.ts'
import { formatCents, parseAmount } from '#domain/money.ts'
import { parsePaymentTerm } from '#domain/payment-terms.ts'
import { MAX_DEADLINE_DAYS, MAX_DELAY_DAYS } from '#domain/procedure.ts'
import type { Procedure, ProcedureFields } from './contract.ts'

/** The procedure as text fields hold it: a figure is a text until it is read. */

export const TIMING_FIELDS = ['delayDays', 'gapDays', 'deadlineDays'] as const
export type TimingField = (typeof TIMING_FIELDS)[number]

export type TimingForm = Readonly<Record<TimingField, string>> & { readonly level: Level }

export interface ProcedureForm {
  readonly timings: readonly TimingForm[]
  /** Euros. */
  readonly minimum: string
  readonly defaultPaymentTerm: string
  readonly excludesProvisional: boolean
  readonly oneLetterPerLevel: boolean
}

const MAX_DAYS: Readonly<Record<TimingField, number>> = {
  delayDays: MAX_DELAY_DAYS,
  gapDays: MAX_DELAY_DAYS,
  deadlineDays: MAX_DEADLINE_DAYS,
}

export function formOf(procedure: Procedure): ProcedureForm {
  const { defaultPaymentTerm, excludesProvisional, oneLetterPerLevel } = procedure
  return {
    timings: procedure.timings.map(({ level, delayDays, gapDays, deadlineDays }) => ({
      level,
      delayDays: String(delayDays),
      gapDays: String(gapDays),
      deadlineDays: String(deadlineDays),
    })),
    minimum: formatCents(procedure.minimumCents),
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

/** What would be saved, or null while a field cannot be read. */
export function fieldsOf(form: ProcedureForm): ProcedureFields | null {
  const timings = form.timings.flatMap((timing) => {
    const [delayDays, gapDays, deadlineDays] = TIMING_FIELDS.map((field) => parseDays(field, timing[field]))
    if (delayDays == null || gapDays == null || deadlineDays == null) return []
    return [{ level: timing.level, delayDays, gapDays, deadlineDays }]
  })
  const minimumCents = parseMinimum(form.minimum)
  const defaultPaymentTerm = form.defaultPaymentTerm.trim()
  if (timings.length < form.timings.length || minimumCents === null) return null
  if (parsePaymentTerm(defaultPaymentTerm) === null) return null
  const { excludesProvisional, oneLetterPerLevel } = form
  return {
    timings,
    minimumCents,
    defaultPaymentTerm,
    excludesProvisional,
    oneLetterPerLevel,
  }
}
