import { expect, test } from 'vitest'
import { keepRecentReads } from './recent-reads.ts'

function counting() {
  let [reads, now] = [0, 0]
  const recent = keepRecentReads<number>(5_000, 2, () => now)
  return {
    ask: (key: string) => recent(key, async () => ++reads),
    fail: (key: string) => recent(key, () => Promise.reject(new Error('lost'))),
    pass: (ms: number) => {
      now += ms
    },
  }
}

test('what is asked again within the time is read once, then anew', async () => {
  const { ask, pass } = counting()
  expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([1, 1, 2])
  pass(4_999)
  expect(await ask('a')).toBe(1)
  pass(1)
  expect(await ask('a')).toBe(3)
})

test('no more are kept than said, and none that failed', async () => {
  const { ask, fail } = counting()
  await expect(fail('a')).rejects.toThrow('lost')
  expect(await ask('a')).toBe(1)
  await ask('b')
  await ask('c')
  expect(await ask('a')).toBe(4)
})
