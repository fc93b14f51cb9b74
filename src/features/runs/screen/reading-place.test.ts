import { expect, test } from 'vitest'
import { nextPlace, pageNumber, previousPlace, stepZoom } from './reading-place.ts'

test('pages follow each other from one letter to the next', () => {
  expect(nextPlace({ letter: 0, page: 1 }, 2, 3)).toEqual({ letter: 0, page: 2 })
  expect(nextPlace({ letter: 0, page: 2 }, 2, 3)).toEqual({ letter: 1, page: 1 })
  expect(nextPlace({ letter: 2, page: 1 }, 1, 3)).toEqual({ letter: 2, page: 1 })
})

test('going back reaches the last page of the letter before, known or not', () => {
  expect(previousPlace({ letter: 1, page: 2 }, 2)).toEqual({ letter: 1, page: 1 })
  expect(previousPlace({ letter: 1, page: 1 }, 2)).toEqual({ letter: 0, page: 'last' })
  expect(pageNumber({ letter: 0, page: 'last' }, 3)).toBe(3)
  expect(previousPlace({ letter: 0, page: 1 }, 1)).toEqual({ letter: 0, page: 1 })
})

test('zoom goes by steps and stops at both ends', () => {
  expect(stepZoom(1, 1)).toBe(1.1)
  expect(stepZoom(1, -1)).toBe(0.9)
  expect(stepZoom(0.43, 1)).toBe(0.5)
  expect(stepZoom(3, 1)).toBe(3)
})
