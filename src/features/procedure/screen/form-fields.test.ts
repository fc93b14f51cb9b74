import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS } from '#domain/dunning/procedure.ts'
import type { Procedure } from '../contract.ts'
import { fieldsOf, formOf, parseDays, parseMinimum } from './form-fields.tsx'

const SAVED: Procedure = {
  company: 'ISAGRI',
  updatedAt: '2026-03-31T08:00:00.000000Z',
  timings: [...DEFAULT_TIMINGS],
  minimumCents: 123_456,
  minimumItemCents: 0,
  staleAfterDays: 7,
  openDays: { skipsWeekends: true, holidays: 'france', closures: [] },
  defaultPaymentTerm: '30 jours',
  excludesProvisional: true,
  oneLetterPerLevel: false,
}

test('settings go to the form and back unchanged', () => {
  const { company, updatedAt, ...fields } = SAVED
  expect(fieldsOf(formOf(SAVED, 'fr'))).toEqual(fields)
})

test('a field that cannot be read holds the whole form back', () => {
  const form = formOf(SAVED, 'fr')
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

test('closures go to the form and back; half-written ones hold the form back', () => {
  const closure = { firstOn: '2026-08-10', lastOn: '2026-08-21', label: 'Moisson' }
  const form = formOf({ ...SAVED, openDays: { ...SAVED.openDays, closures: [closure] } }, 'fr')
  expect(fieldsOf(form)?.openDays.closures).toEqual([closure])
  const withClosure = (change: Partial<(typeof form.closures)[number]>) =>
    fieldsOf({ ...form, closures: [{ ...closure, ...change }] })
  expect(withClosure({ lastOn: null })?.openDays.closures[0]?.lastOn).toBe('2026-08-10')
  expect(withClosure({ firstOn: null, lastOn: null })).toBeNull()
  expect(withClosure({ lastOn: '2026-08-09' })).toBeNull()
})

test('old payments are told of after 1 to 365 days, or never', () => {
  const stale = (staleAfter: string) => fieldsOf({ ...formOf(SAVED, 'fr'), staleAfter })?.staleAfterDays
  expect([stale('1'), stale(' 365 '), stale('')]).toEqual([1, 365, null])
  for (const text of ['0', '366', 'bientôt', '7,5']) expect(stale(text), text).toBeUndefined()
})

test('a blank minimum means none', () => {
  expect(parseMinimum(' ')).toBe(0)
  expect(parseMinimum('15')).toBe(1_500)
})
