import { MAX_CONTACT_GAP_DAYS } from '#domain/dunning/contacts.ts'
import { MAX_STALE_DAYS } from '#domain/dunning/procedure.ts'
import { isEmailAddress } from '#domain/sending/email-address.ts'
import type { Schedule, ScheduleFields } from '../schedule-contract.ts'

/** The schedule as text fields hold it: a figure is a text until it is read. */
export interface ScheduleForm {
  readonly mode: ScheduleFields['mode']
  readonly rhythm: ScheduleFields['rhythm']
  /** Of the week, 1 for Monday. */
  readonly weekdays: readonly number[]
  /** Of the month: "1, 15". */
  readonly monthDays: string
  readonly at: string
  readonly sentLevels: ScheduleFields['sentLevels']
  /** Days; blank for whatever age. */
  readonly mostBankDays: string
  /** Days; blank or 0 for no such rule. */
  readonly contactGapDays: string
  /** Blank for nobody. */
  readonly summaryTo: string
  readonly summaryAt: string
  readonly summaryLanguage: ScheduleFields['summaryLanguage']
}

const FIRST_AND_FIFTEENTH = '1, 15'

/** What is saved, as its fields show it. */
export function scheduleFormOf(schedule: Schedule): ScheduleForm {
  const { mode, rhythm, days, at, sentLevels, mostBankDays, contactGapDays } = schedule
  const { summaryTo, summaryAt, summaryLanguage } = schedule
  return {
    ...{ mode, rhythm, at, sentLevels },
    weekdays: rhythm === 'week' ? days : [1],
    monthDays: rhythm === 'month' ? days.join(', ') : FIRST_AND_FIFTEENTH,
    mostBankDays: mostBankDays === null ? '' : String(mostBankDays),
    contactGapDays: contactGapDays === 0 ? '' : String(contactGapDays),
    ...{ summaryTo: summaryTo ?? '', summaryAt, summaryLanguage },
  }
}

/** The days of the month typed: "1, 15" or "1 et 15"; null when one is no day of a month, or there is none. */
export function monthDaysIn(text: string): number[] | null {
  const words = text.split(/[^\d]+/).filter((word) => word !== '')
  const days = words.map(Number)
  const isWrong = days.length === 0 || days.some((day) => day < 1 || day > 31)
  return isWrong ? null : [...new Set(days)].sort((a, b) => a - b)
}

/** A number of days up to a bound; `blank` where nothing is typed, undefined when it is no such number. */
export function daysIn<Blank>(text: string, most: number, blank: Blank): number | Blank | undefined {
  if (text.trim() === '') return blank
  const days = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : most + 1
  return days <= most ? days : undefined
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** What keeps each field from being saved. */
export function wrongFields(form: ScheduleForm): ReadonlySet<keyof ScheduleForm> {
  const wrong: (keyof ScheduleForm | null)[] = [
    form.rhythm === 'week' && form.weekdays.length === 0 ? 'weekdays' : null,
    form.rhythm === 'month' && monthDaysIn(form.monthDays) === null ? 'monthDays' : null,
    TIME.test(form.at.trim()) ? null : 'at',
    form.mode === 'send' && form.sentLevels.length === 0 ? 'sentLevels' : null,
    daysIn(form.mostBankDays, MAX_STALE_DAYS, null) === undefined ? 'mostBankDays' : null,
    daysIn(form.contactGapDays, MAX_CONTACT_GAP_DAYS, 0) === undefined ? 'contactGapDays' : null,
    form.summaryTo.trim() === '' || isEmailAddress(form.summaryTo.trim()) ? null : 'summaryTo',
    TIME.test(form.summaryAt.trim()) ? null : 'summaryAt',
  ]
  return new Set(wrong.filter((field) => field !== null))
}

/** What would be saved, or null while a field cannot be read. */
export function scheduleFieldsOf(form: ScheduleForm): ScheduleFields | null {
  const mostBankDays = daysIn(form.mostBankDays, MAX_STALE_DAYS, null)
  const contactGapDays = daysIn(form.contactGapDays, MAX_CONTACT_GAP_DAYS, 0)
  const monthDays = monthDaysIn(form.monthDays)
  const days = form.rhythm === 'week' ? [...form.weekdays].sort((a, b) => a - b) : monthDays
  if (wrongFields(form).size > 0 || days === null) return null
  if (mostBankDays === undefined || contactGapDays === undefined) return null
  return {
    mode: form.mode,
    rhythm: form.rhythm,
    days,
    at: form.at.trim(),
    sentLevels: form.sentLevels,
    mostBankDays,
    contactGapDays,
    summaryTo: form.summaryTo.trim() || null,
    summaryAt: form.summaryAt.trim(),
    summaryLanguage: form.summaryLanguage,
  }
}
