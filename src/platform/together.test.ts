import { expect, test } from 'vitest'
import { together } from './together.ts'

test('what is asked meanwhile is done at once, each with its own answer', async () => {
  const batches: (readonly number[])[] = []
  const first = Promise.withResolvers<void>()
  const double = together(async (items: readonly number[]) => {
    batches.push(items)
    if (batches.length === 1) await first.promise
    return items.map((item) => 2 * item)
  })
  const answers = [double(1), double(2), double(3)]
  first.resolve()
  expect(await Promise.all(answers)).toEqual([2, 4, 6])
  expect(batches).toEqual([[1], [2, 3]])
})

test('a failure is that of those it was done for, and the next are done', async () => {
  const refuseOdd = together(async (items: readonly number[]) => {
    if (items.some((item) => item % 2 === 1)) throw new Error('odd')
    return items
  })
  await expect(refuseOdd(1)).rejects.toThrow('odd')
  expect(await refuseOdd(2)).toBe(2)
})
