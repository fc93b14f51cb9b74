import { expect, test } from 'vitest'
import { closesTooMuch, lookOutcomeOf, retryMinutes } from './source.ts'

test('a whole list that would settle more than it has is looked at by somebody first', () => {
  expect(closesTooMuch({ closed: 40, listed: 12 })).toBe(true)
  expect(closesTooMuch({ closed: 11, listed: 0 })).toBe(true)
  expect(closesTooMuch({ closed: 40, listed: 300 })).toBe(false)
  // Three invoices, all paid since: nobody is asked.
  expect(closesTooMuch({ closed: 3, listed: 1 })).toBe(false)
  expect(closesTooMuch({ closed: 10, listed: 0 })).toBe(false)
})

test('a source that fails is tried again after a quarter of an hour, then less and less often', () => {
  expect([1, 2, 3, 4, 5, 9].map(retryMinutes)).toEqual([15, 30, 60, 120, 240, 240])
})

test('of several files, what somebody has to look at is told before what went well', () => {
  expect(lookOutcomeOf(['imported', 'refused', 'to-review'])).toBe('refused')
  expect(lookOutcomeOf(['imported', 'to-review'])).toBe('to-review')
  expect(lookOutcomeOf(['imported'])).toBe('imported')
  expect(lookOutcomeOf([])).toBeNull()
})
