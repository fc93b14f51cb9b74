import { expect, test } from 'vitest'
import { parseRate, rateText } from './rate-text.ts'

test.each([
  ['12,40', 1_240],
  ['12.4 %', 1_240],
  ['0', 0],
  [' 2,15 ', 215],
  ['100', 10_000],
])('« %s » is %d hundredths of a percent', (text, basisPoints) => {
  expect(parseRate(text)).toBe(basisPoints)
})

test.each(['', 'douze', '12,405', '-1', '100,01', '1 2 3 4'])('« %s » is no rate', (text) => {
  expect(parseRate(text)).toBeNull()
})

test('a rate goes to its field and back unchanged', () => {
  for (const basisPoints of [0, 5, 93, 1_015, 10_000])
    expect(parseRate(rateText(basisPoints, 'fr'))).toBe(basisPoints)
})
