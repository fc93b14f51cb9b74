import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  daysInMonth,
  endOfMonth,
  formatDay,
  isDay,
  isLeapYear,
  laterOf,
  partsOf,
} from './day.ts'

describe('a day', () => {
  test.each(['1900-01-01', '2024-02-29', '2199-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true)
  })

  test.each([
    '',
    '24/12/2023',
    '2026-1-05',
    'le 2026-01-05',
    '2026-01-05T00:00',
    '1899-12-31',
    '2200-01-01',
    '2026-00-10',
    '2026-13-10',
    '2026-01-00',
    '2026-01-32',
    '2026-04-31',
    '2025-02-29',
    '1900-02-29',
  ])('« %s » is none', (text) => {
    expect(isDay(text)).toBe(false)
  })

  test('is made of its numbers, or of none the calendar has not', () => {
    expect(dayOf(2026, 3, 9)).toBe('2026-03-09')
    expect(dayOf(1900, 1, 1)).toBe('1900-01-01')
    expect(dayOf(2199, 12, 31)).toBe('2199-12-31')
    expect([dayOf(1899, 12, 31), dayOf(2200, 1, 1), dayOf(2026, 0, 1), dayOf(2026, 13, 1)]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect([dayOf(2026, 6, 0), dayOf(2026, 6, 31), dayOf(2023, 2, 29)]).toEqual([null, null, null])
    expect(partsOf('2026-03-09')).toEqual({ year: 2026, month: 3, day: 9 })
    expect(formatDay('2026-03-09')).toBe('09/03/2026')
  })
})

test('months have their length, February one day more every four years but for three centuries of four', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((month) => daysInMonth(2026, month))).toEqual([
    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
  ])
  expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([false, true, false, true, false])
  expect([endOfMonth('2024-02-01'), endOfMonth('2026-02-28'), endOfMonth('2026-04-07')]).toEqual([
    '2024-02-29',
    '2026-02-28',
    '2026-04-30',
  ])
})

test('every day of three centuries follows the one before', () => {
  const wrong: string[] = []
  let count = 0
  for (let year = 1900; year <= 2199; year += 1)
    for (let month = 1; month <= 12; month += 1)
      for (let number = 1; number <= daysInMonth(year, month); number += 1, count += 1) {
        const day = dayOf(year, month, number) ?? ''
        if (addDays('1900-01-01', count) !== day || daysBetween('1900-01-01', day) !== count) wrong.push(day)
      }
  expect(wrong).toEqual([])
  expect(count).toBe(109_573)
})

test('days are counted backwards too, and the later of two is told', () => {
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
  expect(daysBetween('2026-01-10', '2026-01-01')).toBe(-9)
  expect([laterOf('2026-01-10', '2026-01-09'), laterOf('2026-01-09', '2026-01-10')]).toEqual([
    '2026-01-10',
    '2026-01-10',
  ])
})
