import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { backtest, learnDelays, type PastInstalment } from './backtest.ts'

// Forty customers of a firm over three years, each with an own habit; the forecast is made each month of the last
// year with what was known then. The seed is fixed: the same books each time.

const START: Day = '2023-01-02'
const DAYS = 1_095
const KNOWN_ON = addDays(START, DAYS)
const MONTHS = Array.from({ length: 12 }, (_, month) => addDays(KNOWN_ON, -30 * (month + 2)))

/** A generator of its own, so that a change of engine changes no book (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Days late of the customer `habit` (0 to 1) on the day `at`; `luck` are draws. */
type Behaviour = (habit: number, at: number, luck: () => number) => number

function booksOf(behaviour: Behaviour, seed: number): PastInstalment[] {
  const luck = seeded(seed)
  const books: PastInstalment[] = []
  for (let customerId = 1; customerId <= 40; customerId += 1) {
    const habit = luck()
    const gap = 4 + Math.floor(luck() * 8)
    for (let at = Math.floor(luck() * gap); at < DAYS; at += gap) {
      const issuedOn = addDays(START, at)
      const dueOn = addDays(issuedOn, 30)
      const paidOn = addDays(dueOn, Math.round(behaviour(habit, at, luck)))
      books.push({
        customerId,
        issuedOn,
        dueOn,
        cents: 20_000 + Math.floor(luck() * 80_000),
        paidOn: paidOn <= KNOWN_ON ? paidOn : null,
      })
    }
  }
  return books
}

/** About a normal law around `mean`, from twelve draws. */
function around(mean: number, spread: number, luck: () => number): number {
  let total = 0
  for (let draw = 0; draw < 12; draw += 1) total += luck()
  return mean + (total - 6) * spread
}

const steady: Behaviour = (habit, _at, luck) => around(5 + habit * 25, 12, luck)

describe('steady payers', () => {
  test.each([1, 2, 3])(
    'P80 covers 78 to 82 %%, and the error is a quarter under that of the due date (%i)',
    (seed) => {
      const score = backtest(booksOf(steady, seed), MONTHS, KNOWN_ON)
      expect(score.forecasts).toBe(12)
      expect(score.p80Count).toBeGreaterThan(1_000)
      expect(score.p80Coverage).toBeGreaterThanOrEqual(0.78)
      expect(score.p80Coverage).toBeLessThanOrEqual(0.82)
      expect(score.error).toBeLessThanOrEqual(0.75 * (score.dueDateError ?? 0))
    },
  )
})

// Nothing promises a limit here: what is shown to the user is what their own books say.
test.each<[string, Behaviour]>([
  ['worsening', (habit, at, luck) => around(5 + habit * 20 + at / 40, 12, luck)],
  [
    'seasonal',
    (habit, at, luck) => around(15 + habit * 10 + 15 * Math.sin((at / 365) * 2 * Math.PI), 12, luck),
  ],
  ['erratic', (habit, _at, luck) => (luck() < 0.3 ? 60 + luck() * 120 : around(habit * 20, 10, luck))],
])('%s payers are scored, within what a share can be', (_name, behaviour) => {
  const score = backtest(booksOf(behaviour, 4), MONTHS, KNOWN_ON)
  expect(score.p80Coverage).toBeGreaterThan(0.5)
  expect(score.p80Coverage).toBeLessThanOrEqual(1)
  expect(score.error).toBeLessThan(score.dueDateError ?? 0)
})

test('nothing is learnt from what has just fallen due, and what is open counts the days so far', () => {
  const one = { customerId: 1, issuedOn: '2026-01-01', cents: 100 }
  const recent = { ...one, dueOn: '2026-05-20', paidOn: '2026-05-21' }
  expect(learnDelays([recent], '2026-06-01')).toBeNull()
  expect(backtest([recent], ['2026-06-01'], '2026-12-31')).toMatchObject({
    forecasts: 0,
    error: null,
    p80Coverage: null,
  })
  const open = { ...one, dueOn: '2026-02-01', paidOn: null }
  expect(learnDelays([open], '2026-06-01')?.segment).toEqual({ count: 1, p50Days: 120, p80Days: 120 })
  const paidSince = { ...one, dueOn: '2026-02-01', paidOn: '2026-09-01' }
  expect(learnDelays([paidSince], '2026-06-01')?.segment.p50Days).toBe(120)
})
