import { expect, test } from 'vitest'
import { isWholeDay, parseDayText } from './day-text.ts'

test.each([
  ['25/01/2024', '2024-01-25'],
  ['5.1.24', '2024-01-05'],
  ['25012024', '2024-01-25'],
  ['250124', '2024-01-25'],
  ['2024-01-25', '2024-01-25'],
  ['25 Jan 2024', '2024-01-25'],
  ['31/02/2024', null],
  ['demain', null],
  ['', null],
])('%s is read as %s', (text, day) => {
  expect(parseDayText(text)).toBe(day)
})

test.each([
  ['15/11', '2026-11-15'],
  ['1511', '2026-11-15'],
  ['15 nov', '2026-11-15'],
  ['15 nov.', '2026-11-15'],
  ['1er février', '2027-02-01'],
  ['15 août 2025', '2025-08-15'],
  ['3 juin', '2026-06-03'],
  ['3 juil', '2026-07-03'],
  ['15/1', '2027-01-15'],
  ['29/02', null],
  ['3112', '2026-12-31'],
  ['-7', '2026-11-23'],
  ['+30', '2026-12-30'],
  ['31/02', null],
  ['15 xyz', null],
  ['7', null],
])('on 30 November 2026, %s is read as %s', (text, day) => {
  expect(parseDayText(text, '2026-11-30')).toBe(day)
})

test('without a today, a day without a year is none', () => {
  for (const text of ['15/11', '1511', '15 nov', '-7']) expect(parseDayText(text), text).toBeNull()
})

test('a day is whole once no figure can follow it', () => {
  for (const text of ['25/01/2024', '25.01.2024', '25012024', ' 29 02 2024 '])
    expect(isWholeDay(text), text).toBe(true)
  for (const text of [
    '25/01/24',
    '5/01/2024',
    '250124',
    '25/1/2024',
    '31/02/2024',
    '25/01/202',
    '2024-01-25',
    '',
  ])
    expect(isWholeDay(text), text).toBe(false)
})
