import fc from 'fast-check'
import { expect, test } from 'vitest'
import { throttleWaitMs } from './throttle.ts'

const LIMITS = { perMinute: 20, perHour: 200 }
const NOW = 1_800_000_000_000
const secondsAgo = (seconds: number) => NOW - seconds * 1000

test('the first message of the day leaves at once', () => {
  expect(throttleWaitMs([], LIMITS, NOW)).toBe(0)
})

test('the 21st of a minute waits until the first of them is a minute old', () => {
  const twenty = Array.from({ length: 20 }, (_, index) => secondsAgo(40 - index))
  expect(throttleWaitMs(twenty.slice(1), LIMITS, NOW)).toBe(0)
  expect(throttleWaitMs(twenty, LIMITS, NOW)).toBe(20_000)
})

test('the 201st of an hour waits, however slowly the others went', () => {
  const hour = Array.from({ length: 200 }, (_, index) => secondsAgo(3_590 - index * 10))
  expect(throttleWaitMs(hour, LIMITS, NOW)).toBe(10_000)
})

test('who sends as soon as it may never passes the limits, and loses no time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 40 }), (perMinute, perHour) => {
      const sent: number[] = []
      let now = NOW
      for (let count = 0; count < 60; count += 1) {
        now += throttleWaitMs(
          sent.filter((at) => at > now - 3_600_000),
          { perMinute, perHour },
          now,
        )
        sent.push(now)
      }
      for (const at of sent) {
        expect(sent.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(
          perMinute,
        )
        expect(sent.filter((other) => other > at - 3_600_000 && other <= at).length).toBeLessThanOrEqual(
          perHour,
        )
      }
      const hours = Math.floor(59 / Math.min(perHour, perMinute * 60))
      expect(now - NOW).toBeLessThanOrEqual((hours + 1) * 3_600_000)
    }),
  )
})
