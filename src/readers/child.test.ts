import { expect, test } from 'vitest'
import { askChild } from './child.ts'

test('a process that fills its memory outside of the heap is stopped at its limit', async () => {
  const limits = { heapMegabytes: 64, memoryMegabytes: 300, seconds: 60 }
  const answer = await askChild<number>(new URL('./child-fixture.ts', import.meta.url), {}, limits)
  expect(answer).toBeNull()
})
