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
