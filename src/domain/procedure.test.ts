import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isDay } from './day.ts'
import { LEVELS } from './levels.ts'
import { advisedOn, checkOverdueDay, DEFAULT_TIMINGS, daysLate, daysToWait } from './procedure.ts'

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('2000-01-01', days))
const level = fc.constantFrom(...LEVELS)

describe('when a letter is advised', () => {
  test('the first one, eight days after the due date, whatever the weekday', () => {
    expect(advisedOn({ level: 1, dueOn: '2026-02-27', lastRemindedOn: null }, DEFAULT_TIMINGS)).toBe(
      '2026-03-07',
    )
  })

  test('the second one, fifteen days after, but seven after the first letter at least', () => {
    const reminded = (lastRemindedOn: string) =>
      advisedOn({ level: 2, dueOn: '2026-03-01', lastRemindedOn }, DEFAULT_TIMINGS)
    expect(reminded('2026-03-05')).toBe('2026-03-16')
    expect(reminded('2026-03-12')).toBe('2026-03-19')
  })

  test('never before the due date, and once advised it stays so', () => {
    fc.assert(
      fc.property(level, day, fc.option(day), fc.nat(400), (ownLevel, dueOn, lastRemindedOn, later) => {
        const advised = advisedOn({ level: ownLevel, dueOn, lastRemindedOn }, DEFAULT_TIMINGS)
        expect(advised >= dueOn).toBe(true)
        expect(daysToWait(advised, addDays(advised, later))).toBe(0)
        expect(isDay(advised)).toBe(true)
      }),
    )
  })
})

test('due today is not late', () => {
  expect(daysLate('2026-03-31', '2026-03-31')).toBe(0)
  expect(daysLate('2026-03-30', '2026-03-31')).toBe(1)
  expect(daysLate('2026-04-02', '2026-03-31')).toBe(0)
})

test('a day after today is refused: nothing of it is overdue yet', () => {
  expect(() => checkOverdueDay('2026-04-01', '2026-03-31')).toThrow('day-after-today')
  expect(() => checkOverdueDay('2026-03-31', '2026-03-31')).not.toThrow()
})
