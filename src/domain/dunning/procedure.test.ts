import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, isDay } from '#domain/days-and-money/day.ts'
import { LEVELS } from './levels.ts'
import {
  advisedOn,
  checkLetterDay,
  checkOverdueDay,
  DEFAULT_TIMINGS,
  daysLate,
  daysToWait,
  letterDays,
} from './procedure.ts'

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays('2000-01-01', days))
const level = fc.constantFrom(...LEVELS)

describe('when a letter is advised', () => {
  test('the first one, eight days after the due date, whatever the weekday', () => {
    expect(
      advisedOn(
        { level: 1, dueOn: '2026-02-27', lastRemindedOn: null, hadFormalNotice: false },
        DEFAULT_TIMINGS,
      ),
    ).toBe('2026-03-07')
  })

  test('the second one, fifteen days after, but ten after the first letter at least', () => {
    const reminded = (lastRemindedOn: string) =>
      advisedOn({ level: 2, dueOn: '2026-03-01', lastRemindedOn, hadFormalNotice: false }, DEFAULT_TIMINGS)
    expect(reminded('2026-03-05')).toBe('2026-03-16')
    expect(reminded('2026-03-12')).toBe('2026-03-22')
  })

  test('never again after a formal notice: what comes next is to be decided', () => {
    const noticed = { dueOn: '2026-01-10', lastRemindedOn: '2026-03-01', hadFormalNotice: true }
    expect(advisedOn({ level: 4, ...noticed }, DEFAULT_TIMINGS)).toBeNull()
    expect(daysToWait(null, '2026-12-31')).toBeNull()
    // Set back to level 3 by hand: the procedure goes on from there.
    expect(advisedOn({ level: 3, ...noticed }, DEFAULT_TIMINGS)).toBe('2026-03-11')
    expect(advisedOn({ level: 4, ...noticed, hadFormalNotice: false }, DEFAULT_TIMINGS)).toBe('2026-03-11')
  })

  test('never before the due date, and once advised it stays so', () => {
    fc.assert(
      fc.property(level, day, fc.option(day), fc.nat(400), (ownLevel, dueOn, lastRemindedOn, later) => {
        const advised = advisedOn(
          { level: ownLevel, dueOn, lastRemindedOn, hadFormalNotice: false },
          DEFAULT_TIMINGS,
        )
        if (advised === null) throw new Error('a letter is advised')
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

describe('the day a letter may bear', () => {
  const asked = { on: '2026-03-30', today: '2026-03-31', lastRemindedOn: null }

  test('from the day asked for to a month ahead', () => {
    const days = letterDays(asked)
    expect(days).toEqual({ from: '2026-03-30', to: '2026-05-01' })
    for (const day of ['2026-03-30', '2026-04-10', '2026-05-01'])
      expect(() => checkLetterDay(day, days)).not.toThrow()
    for (const day of ['1999-01-01', '2026-03-29', '2026-05-02', '2126-01-01'])
      expect(() => checkLetterDay(day, days)).toThrow('letter-day-out')
  })

  test('never before the last reminder of what it is about', () => {
    const days = letterDays({ ...asked, lastRemindedOn: '2026-04-05' })
    expect(() => checkLetterDay('2026-04-04', days)).toThrow('letter-day-out')
    expect(() => checkLetterDay('2026-04-05', days)).not.toThrow()
    expect(letterDays({ ...asked, lastRemindedOn: '2026-01-01' }).from).toBe('2026-03-30')
  })
})

describe('what is refused says which days are right', () => {
  test('a level without a delay is a fault of whoever asks', () => {
    const first = { level: 1, dueOn: '2026-03-01', lastRemindedOn: null, hadFormalNotice: false } as const
    expect(() => advisedOn(first, [])).toThrow('no timing for level 1; levels are 1,2,3,4')
  })

  test('overdue tomorrow is not overdue', () => {
    expect(() => checkOverdueDay('2026-03-02', '2026-03-01')).toThrow(
      expect.objectContaining({
        key: 'features.day-after-today',
        values: { on: '2026-03-02', today: '2026-03-01' },
      }),
    )
    expect(() => checkOverdueDay('2026-03-01', '2026-03-01')).not.toThrow()
  })

  test('a letter dated before its days, or after them', () => {
    const days = { from: '2026-03-01', to: '2026-03-31' } as const
    for (const letterOn of ['2026-02-28', '2026-04-01'] as const) {
      expect(() => checkLetterDay(letterOn, days)).toThrow(
        expect.objectContaining({ key: 'features.letter-day-out', values: { letterOn, ...days } }),
      )
    }
    expect(() => checkLetterDay('2026-03-31', days)).not.toThrow()
  })
})

test('advised on a Saturday: on that day nothing is left to wait, on Friday one waits until Monday', () => {
  const weekdays = { skipsWeekends: true, holidays: 'none', closures: [] } as const
  expect(daysToWait('2026-03-07', '2026-03-07', weekdays)).toBe(0)
  expect(daysToWait('2026-03-07', '2026-03-06', weekdays)).toBe(3)
  expect(daysToWait('2026-03-07', '2026-03-06')).toBe(1)
})
