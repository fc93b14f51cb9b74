import { expect, test } from 'vitest'
import { askChild } from './child.ts'

test('a process that fills its memory outside of the heap is stopped at its limit', async () => {
  const limits = { heapMegabytes: 64, memoryMegabytes: 300, seconds: 60 }
  const answer = await askChild<number>(new URL('./child-fixture.ts', import.meta.url), {}, limits)
  expect(answer).toBeNull()
})

test('the time a file may take is that of the processor: one that only waits is not stopped by it', async () => {
  const limits = { heapMegabytes: 64, memoryMegabytes: 300, seconds: 1 }
  const script = new URL('./child-fixture.ts', import.meta.url)
  expect(await askChild<string>(script, { waits: 3_000 }, limits)).toBe('waited')
  expect(await askChild<string>(script, { works: 60_000 }, limits)).toBeNull()
}, 60_000)
