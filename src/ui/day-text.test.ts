import { expect, test } from 'vitest'
import { parseDayText } from './day-text.ts'

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
