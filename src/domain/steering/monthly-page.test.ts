import { expect, test } from 'vitest'
import { nextPageOn, pageMonth } from './monthly-page.ts'

test('the page of December is due on the first at seven, and all month long if it was missed', () => {
  expect(pageMonth({ day: '2026-12-01', time: '06:59' })).toBe('2026-11-01')
  expect(pageMonth({ day: '2026-12-01', time: '07:00' })).toBe('2026-12-01')
  expect(pageMonth({ day: '2026-12-31', time: '00:01' })).toBe('2026-12-01')
})

test('the year turns', () => {
  expect(pageMonth({ day: '2027-01-01', time: '03:00' })).toBe('2026-12-01')
  expect(nextPageOn({ day: '2026-12-15', time: '12:00' })).toBe('2027-01-01')
  expect(nextPageOn({ day: '2027-01-01', time: '03:00' })).toBe('2027-01-01')
  expect(nextPageOn({ day: '2027-01-01', time: '07:00' })).toBe('2027-02-01')
})
