import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expiredBackups, lastPlanned } from './backup-retention.ts'
import { addDays } from './day.ts'

// Every night of October and November 2026: 24 November is a Tuesday.
const nights = Array.from({ length: 55 }, (_, index) => addDays('2026-10-01', index)).map((madeOn) => ({
  name: `relances-${madeOn}`,
  madeOn,
}))

test('seven days, four Mondays to Sundays and two months are kept', () => {
  const expired = new Set(expiredBackups(nights, { days: 7, weeks: 4, months: 2 }))
  expect(nights.filter((night) => !expired.has(night)).map(({ madeOn }) => madeOn)).toEqual([
    '2026-10-31',
    '2026-11-08',
    '2026-11-15',
    '2026-11-18',
    '2026-11-19',
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
  ])
})

test('the newest stays whatever the retention, and of several in a day the last', () => {
  const day = ['a', 'b', 'c'].map((name) => ({ name, madeOn: '2026-11-24' }))
  for (const listed of [day, day.toReversed()])
    expect(expiredBackups(listed, { days: 0, weeks: 0, months: 0 }).map(({ name }) => name)).toEqual([
      'b',
      'a',
    ])
})

test('a gap of months takes no day away from those kept', () => {
  const few = [
    { name: '1', madeOn: '2025-01-05' },
    { name: '2', madeOn: '2026-11-24' },
  ]
  expect(expiredBackups(few, { days: 2, weeks: 0, months: 0 })).toEqual([])
})

test('throwing away day by day keeps what throwing away at the end does, or more', () => {
  fc.assert(
    fc.property(fc.nat(12), fc.nat(8), fc.nat(6), (days, weeks, months) => {
      const keep = { days, weeks, months }
      let daily: typeof nights = []
      for (const night of nights) {
        daily = [...daily, night]
        const gone = new Set(expiredBackups(daily, keep))
        daily = daily.filter((backup) => !gone.has(backup))
      }
      expect(daily.length).toBeLessThanOrEqual(Math.max(1, days) + weeks + months)
      expect(daily.at(-1)).toBe(nights.at(-1))
      expect(daily.length).toBeGreaterThanOrEqual(Math.min(Math.max(1, days), nights.length))
    }),
  )
})

test.each([
  ['2026-11-24T02:00:00', '2026-11-24T02:00'],
  ['2026-11-24T01:59:59', '2026-11-23T02:00'],
  ['2026-03-01T00:30:00', '2026-02-28T02:00'],
])('at %s the last one was due %s', (now, planned) => {
  expect(lastPlanned(now, '02:00')).toBe(planned)
})
