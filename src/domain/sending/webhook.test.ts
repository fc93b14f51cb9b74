import { expect, test } from 'vitest'
import { nextTryMs, restMs } from './webhook.ts'

const MINUTES = 60_000
const HOURS = 60 * MINUTES

test('a receiver that is down is tried for three days, ever more rarely', () => {
  const waits: number[] = []
  let waited = 0
  for (let tries = 1; tries < 50; tries += 1) {
    const next = nextTryMs(tries, waited)
    if (next === null) break
    waits.push(next)
    waited += next
  }
  expect(waits.slice(0, 3)).toEqual([5_000, MINUTES, 5 * MINUTES])
  expect(waits).toEqual(waits.toSorted((one, other) => one - other))
  expect(waited).toBeGreaterThan(48 * HOURS)
  expect(waited).toBeLessThanOrEqual(72 * HOURS)
})

test('nothing is tried again once three days are over', () => {
  expect(nextTryMs(1, 72 * HOURS)).toBeNull()
  expect(nextTryMs(1, 72 * HOURS - 5_000)).toBe(5_000)
})

test('its other deliveries wait, five minutes at most', () => {
  expect([1, 2, 3, 9].map(restMs)).toEqual([5_000, MINUTES, 5 * MINUTES, 5 * MINUTES])
})
