import { expect, test } from 'vitest'
import { isSendingTime, nextSendingTime } from './sending-hours.ts'

const HOURS = { from: '08:30', until: '18:00' }
const FRANCE = { skipsWeekends: true, holidays: 'france', closures: [] } as const

test.each([
  ['2026-11-30', '08:29', false],
  ['2026-11-30', '08:30', true],
  ['2026-11-30', '17:59', true],
  ['2026-11-30', '18:00', false],
  // A Saturday, then Christmas.
  ['2026-11-28', '10:00', false],
  ['2026-12-25', '10:00', false],
] as const)('on %s at %s: %s', (day, time, expected) => {
  expect(isSendingTime({ day, time }, HOURS, FRANCE)).toBe(expected)
})

test.each([
  // Early on a Monday: the same morning. In the evening: the next one.
  ['2026-11-30', '06:00', '2026-11-30', '08:30'],
  ['2026-11-30', '10:12', '2026-11-30', '10:12'],
  ['2026-11-30', '18:00', '2026-12-01', '08:30'],
  // A Friday evening, and the eve of a Christmas that is followed by a week-end.
  ['2026-11-27', '19:00', '2026-11-30', '08:30'],
  ['2026-12-24', '18:30', '2026-12-28', '08:30'],
] as const)('after %s %s, messages leave on %s at %s', (day, time, nextDay, nextTime) => {
  expect(nextSendingTime({ day, time }, HOURS, FRANCE)).toEqual({ day: nextDay, time: nextTime })
})
