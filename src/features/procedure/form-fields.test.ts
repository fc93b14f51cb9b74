import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS } from '#domain/procedure.ts'
import type { Procedure } from './contract.ts'
import { fieldsOf, formOf, parseDays, parseMinimum } from './form-fields.tsx'

const SAVED: Procedure = {
  company: 'ISAGRI',
  updatedAt: '2026-03-31T08:00:00.000000Z',
  timings: [...DEFAULT_TIMINGS],
  minimumCents: 123_456,
  defaultPaymentTerm: '30 jours',
  excludesProvisional: true,
  oneLetterPerLevel: false,
}

test('settings go to the form and back unchanged', () => {
  const { company, updatedAt, ...fields } = SAVED
  expect(fieldsOf(formOf(SAVED))).toEqual(fields)
})

test('a field that cannot be read holds the whole form back', () => {
  const form = formOf(SAVED)
  expect(fieldsOf({ ...form, minimum: 'peu' })).toBeNull()
  expect(fieldsOf({ ...form, defaultPaymentTerm: 'quand il pourra' })).toBeNull()
  const timings = form.timings.map((timing) => ({ ...timing, gapDays: '7,5' }))
  expect(fieldsOf({ ...form, timings })).toBeNull()
})

test('days are whole and within what the field may hold', () => {
  expect(parseDays('delayDays', ' 15 ')).toBe(15)
  expect(parseDays('delayDays', '0')).toBe(0)
  for (const text of ['', '-1', '1.5', '731', 'huit']) expect(parseDays('delayDays', text), text).toBeNull()
  expect(parseDays('deadlineDays', '366')).toBeNull()
})

test('a blank minimum means none', () => {
  expect(parseMinimum(' ')).toBe(0)
  expect(parseMinimum('15')).toBe(1_500)
})
