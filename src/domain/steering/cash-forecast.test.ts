import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import {
  cashForecast,
  type DelayQuantiles,
  delayQuantiles,
  drawnDelays,
  type ExpectedItem,
  expectedDays,
  quantile,
} from './cash-forecast.ts'

const TODAY = '2026-06-01'
const SEGMENT: DelayQuantiles = { count: 200, p50Days: 10, p80Days: 30 }

function item(dueOn: string, announcedOn: string | null = null): ExpectedItem {
  return { customerId: 1, dueOn, openCents: 10_000, announcedOn }
}

test('quantiles between two values, in proportion', () => {
  expect(quantile([0, 10], 0.5)).toBe(5)
  expect(quantile([7], 0.8)).toBe(7)
  expect(delayQuantiles([50, 30, 0, 10, 20, 40])).toEqual({ count: 6, p50Days: 25, p80Days: 40 })
  expect(delayQuantiles([])).toBeNull()
  expect(() => quantile([], 0.5)).toThrow(RangeError)
})

test('a customer is drawn towards the segment: five of its own weigh as much', () => {
  expect(drawnDelays({ count: 5, p50Days: 0, p80Days: 10 }, SEGMENT)).toEqual({
    count: 5,
    p50Days: 5,
    p80Days: 20,
  })
  expect(drawnDelays({ count: 45, p50Days: 0, p80Days: 10 }, SEGMENT)).toMatchObject({
    p50Days: 1,
    p80Days: 12,
  })
  expect(drawnDelays(null, SEGMENT)).toEqual({ count: 0, p50Days: 10, p80Days: 30 })
})

describe('the day it is paid', () => {
  test('the due date and the own delay', () => {
    expect(expectedDays(item('2026-06-10'), SEGMENT, TODAY)).toEqual({
      likelyOn: '2026-06-20',
      prudentOn: '2026-07-10',
    })
  })

  test('a day that has passed gives way to the next, then to a wait, then to nothing', () => {
    expect(expectedDays(item('2026-05-15'), SEGMENT, TODAY)).toEqual({
      likelyOn: '2026-06-14',
      prudentOn: '2026-06-14',
    })
    expect(expectedDays(item('2026-04-15'), SEGMENT, TODAY)).toEqual({
      likelyOn: '2026-06-21',
      prudentOn: '2026-07-11',
    })
    expect(expectedDays(item('2025-12-01'), SEGMENT, TODAY)).toBeNull()
  })

  test('a promise or an announced payment replaces it', () => {
    const on = '2026-06-05'
    expect(expectedDays(item('2025-12-01', on), SEGMENT, TODAY)).toEqual({ likelyOn: on, prudentOn: on })
    expect(expectedDays(item('2026-06-10', '2026-05-30'), SEGMENT, TODAY)?.likelyOn).toBe(TODAY)
  })
})

test('by week, what comes later and what nothing says', () => {
  const items = [item('2026-05-30'), item('2026-06-10'), item('2027-01-01'), item('2025-01-01')]
  expect(cashForecast(items, () => SEGMENT, TODAY, 4)).toEqual({
    weeks: [
      { from: '2026-06-01', to: '2026-06-07', likelyCents: 0, prudentCents: 0 },
      { from: '2026-06-08', to: '2026-06-14', likelyCents: 10_000, prudentCents: 0 },
      { from: '2026-06-15', to: '2026-06-21', likelyCents: 10_000, prudentCents: 0 },
      { from: '2026-06-22', to: '2026-06-28', likelyCents: 0, prudentCents: 0 },
    ],
    laterCents: 10_000,
    unknownCents: 10_000,
  })
})

test('the prudent forecast is never ahead of the likely one', () => {
  const delays = fc
    .record({
      own: fc.array(fc.integer({ min: -30, max: 120 }), { maxLength: 12 }),
      all: fc.array(fc.integer({ min: -30, max: 120 }), { minLength: 1, maxLength: 30 }),
    })
    .map(({ own, all }) => drawnDelays(delayQuantiles(own), delayQuantiles(all) as DelayQuantiles))
  const due = fc.integer({ min: -200, max: 120 }).map((days) => addDays(TODAY, days))
  fc.assert(
    fc.property(delays, fc.array(due, { maxLength: 20 }), (quantiles, dues) => {
      const { weeks } = cashForecast(
        dues.map((dueOn) => item(dueOn)),
        () => quantiles,
        TODAY,
        13,
      )
      let [likely, prudent] = [0, 0]
      for (const week of weeks) {
        likely += week.likelyCents
        prudent += week.prudentCents
        expect(prudent).toBeLessThanOrEqual(likely)
      }
    }),
  )
})
