import { expect, test } from 'vitest'
import { isBlockActive } from './blocks.ts'

test.each([
  ['until it is lifted', { endsOn: null, isLifted: false }, true],
  ['lifted', { endsOn: null, isLifted: true }, false],
  ['its last day', { endsOn: '2026-03-31', isLifted: false }, true],
  ['the day after its last', { endsOn: '2026-03-30', isLifted: false }, false],
  ['lifted before its last day', { endsOn: '2026-04-30', isLifted: true }, false],
])('a block on 31 March: %s', (_, block, expected) => {
  expect(isBlockActive(block, '2026-03-31')).toBe(expected)
})
