import { expect, test } from 'vitest'
import type { Schedule } from '../schedule-contract.ts'
import { monthDaysIn, scheduleFieldsOf, scheduleFormOf, wrongFields } from './schedule-fields.ts'

const SAVED: Schedule = {
  company: 'CHENE',
  version: '',
  mode: 'send',
  rhythm: 'month',
  days: [1, 15],
  at: '08:30',
  sentLevels: [1, 2],
  mostBankDays: 8,
  contactGapDays: 0,
  summaryTo: null,
  summaryAt: '18:00',
  summaryLanguage: 'fr',
  next: null,
  skipped: [],
  bankKnownOn: null,
  isBankTooOld: false,
  openDraft: null,
  summaryProblem: null,
  past: [],
}

test('what is saved is what is typed again unchanged', () => {
  const { mode, rhythm, days, at, sentLevels, mostBankDays, contactGapDays } = SAVED
  const { summaryTo, summaryAt, summaryLanguage } = SAVED
  const fields = { mode, rhythm, days, at, sentLevels, mostBankDays, contactGapDays }
  const summary = { summaryTo, summaryAt, summaryLanguage }
  expect(scheduleFieldsOf(scheduleFormOf(SAVED))).toEqual({ ...fields, ...summary })
  const weekly = { ...SAVED, rhythm: 'week' as const, days: [1, 4], contactGapDays: 7 }
  expect(scheduleFieldsOf(scheduleFormOf(weekly))).toMatchObject({ days: [1, 4], contactGapDays: 7 })
})

test('« 1 et 15 », « 15;1 » and the same day twice are read; the 32nd and nothing are not', () => {
  expect(monthDaysIn('1 et 15')).toEqual([1, 15])
  expect(monthDaysIn('15;1, 15')).toEqual([1, 15])
  expect(monthDaysIn('32')).toBeNull()
  expect(monthDaysIn('')).toBeNull()
})

test('what cannot be read is named, and keeps the whole from being saved', () => {
  const form = scheduleFormOf(SAVED)
  const wrong = {
    ...form,
    monthDays: '0',
    at: '8h30',
    sentLevels: [],
    mostBankDays: '-1',
    contactGapDays: '91',
    summaryTo: 'camille@',
    summaryAt: '24:00',
  }
  expect([...wrongFields(wrong)]).toEqual([
    'monthDays',
    'at',
    'sentLevels',
    'mostBankDays',
    'contactGapDays',
    'summaryTo',
    'summaryAt',
  ])
  expect(scheduleFieldsOf(wrong)).toBeNull()
  expect(scheduleFieldsOf({ ...form, rhythm: 'week', weekdays: [] })).toBeNull()
})
