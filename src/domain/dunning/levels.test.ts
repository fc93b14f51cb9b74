import { expect, test } from 'vitest'
import { highestLevel, isLevel, nextLevel } from './levels.ts'

test('there are four levels, and no other number is one', () => {
  expect([0, 1, 2, 3, 4, 5, 1.5].filter(isLevel)).toEqual([1, 2, 3, 4])
})

test('each letter leads to the next level, and the last one stays', () => {
  expect([nextLevel(1), nextLevel(2), nextLevel(3), nextLevel(4)]).toEqual([2, 3, 4, 4])
  expect(highestLevel([2, 4, 1])).toBe(4)
})
