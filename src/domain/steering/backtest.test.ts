import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
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
      expect(score.error).toBeLessThanOrEqual(0.75 * mustHave(score.dueDateError, 'the error by due date'))
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
  expect(score.error).toBeLessThan(mustHave(score.dueDateError, 'the error by due date'))
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

describe('one client who always pays ten days late, looked at on 1 March', () => {
  const paidLate = (issuedOn: Day, dueOn: Day, paidOn: Day | null): PastInstalment => ({
    ...{ customerId: 1, cents: 10_000 },
    ...{ issuedOn, dueOn, paidOn },
  })
  const learnt = [paidLate('2025-09-01', '2025-10-01', '2025-10-11')]
  const open = paidLate('2026-02-03', '2026-03-05', '2026-03-15')
  const after = [
    paidLate('2026-03-10', '2026-04-09', '2026-04-19'),
    paidLate('2026-03-31', '2026-04-30', '2026-05-11'),
    paidLate('2026-04-01', '2026-05-01', '2026-05-02'),
  ]
  const score = (knownOn: Day) => backtest([...learnt, open, ...after], ['2026-03-01'], knownOn)

  test('the week it came in was foreseen; by its due date it is missed twice, where it was due and where it came', () => {
    expect(score('2026-06-30')).toEqual({
      forecasts: 1,
      p80Coverage: 0.5,
      p80Count: 2,
      error: 0,
      dueDateError: 2,
    })
  })

  test('what is not known yet is not judged', () => {
    expect(score('2026-05-10').p80Count).toBe(2)
    expect(score('2026-05-09').p80Count).toBe(1)
    expect(score('2026-03-29').forecasts).toBe(1)
    expect(score('2026-03-28').forecasts).toBe(0)
  })

  test('it learns from the year that ended sixty days before, both ends included', () => {
    const on = '2026-03-01'
    const last = addDays(on, -60)
    const isLearnt = (dueOn: Day) => learnDelays([paidLate('2024-01-01', dueOn, null)], on) !== null
    expect([isLearnt(last), isLearnt(addDays(last, 1))]).toEqual([true, false])
    expect([isLearnt(addDays(last, -365)), isLearnt(addDays(last, -366))]).toEqual([true, false])
  })
})
