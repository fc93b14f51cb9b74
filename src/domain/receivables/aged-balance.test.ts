import { expect, test } from 'vitest'
import { AGE_BANDS, ageBand } from './aged-balance.ts'

test('the bands are those of the aged balance, from left to right', () => {
  expect(AGE_BANDS).toEqual(['notDue', 'to30', 'to60', 'to90', 'over90'])
})

test.each([
  [null, 'notDue'],
  ['2026-04-01', 'notDue'],
  ['2026-03-31', 'notDue'],
  ['2026-03-30', 'to30'],
  ['2026-03-01', 'to30'],
  ['2026-02-28', 'to60'],
  ['2026-01-30', 'to60'],
  ['2026-01-29', 'to90'],
  ['2025-12-31', 'to90'],
  ['2025-12-30', 'over90'],
])('due on %s, seen on 31 March 2026: %s', (dueOn, band) => {
  expect(ageBand(dueOn, '2026-03-31')).toBe(band)
})
