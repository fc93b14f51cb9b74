import { expect, test } from 'vitest'
import { positionsOf } from './text-marks.ts'

test('words are found whatever their case and accents', () => {
  expect(positionsOf('Échéance échue', 'eche')).toEqual([0])
  expect(positionsOf('Échéance échue', 'ÉCH')).toEqual([0, 9])
})

test('the spaces of amounts are as good as any', () => {
  expect(positionsOf('Total 1\u202f234,56\u00a0€', '1 234,56 €')).toEqual([6])
})

test('nothing is nowhere', () => {
  expect(positionsOf('Total', ' ')).toEqual([])
  expect(positionsOf('', 'x')).toEqual([])
})
