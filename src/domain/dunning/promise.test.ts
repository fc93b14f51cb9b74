import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgePromise, promiseEnd } from './promise.ts'

// On 2 March a client of Serres du Val promises 1 200 € for Friday the 13th; three days of grace.
const promise = {
  promisedOn: '2026-03-13',
  endsOn: promiseEnd('2026-03-13', 3),
  amountCents: 120_000,
  isLifted: false,
}
const paid = (receivedOn: string, cents = 120_000) => [{ receivedOn, cents }]

describe('a promise to pay', () => {
  test('holds to the last day of grace, and is broken the day after', () => {
    expect(promise.endsOn).toBe('2026-03-16')
    expect(judgePromise(promise, [], '2026-03-16').state).toBe('waiting')
    expect(judgePromise(promise, [], '2026-03-17').state).toBe('broken')
  })

  test.each([
    ['before the day', '2026-03-09', 'kept'],
    ['on the last day of grace', '2026-03-16', 'kept'],
    ['a day too late', '2026-03-17', 'broken'],
  ])('paid %s: %s → %s', (_, on, state) => {
    expect(judgePromise(promise, paid(on), '2026-04-01').state).toBe(state)
  })

  test('is kept by several payments, and not by part of them', () => {
    const parts = [...paid('2026-03-10', 100_000), ...paid('2026-03-15', 20_000)]
    expect(judgePromise(promise, parts, '2026-04-01')).toEqual({ state: 'kept', receivedCents: 120_000 })
    const part = judgePromise(promise, parts.slice(0, 1), '2026-04-01')
    expect(part).toEqual({ state: 'broken', receivedCents: 100_000 })
  })

  test('once kept stays kept; once lifted is never broken', () => {
    expect(judgePromise(promise, paid('2026-03-10'), '2026-03-11').state).toBe('kept')
    expect(judgePromise({ ...promise, isLifted: true }, [], '2026-04-01').state).toBe('lifted')
  })

  test('a promise judged later never goes back to waiting', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`)
    const receipts = fc.array(fc.record({ receivedOn: day, cents: fc.integer({ min: 1, max: 120_000 }) }))
    fc.assert(
      fc.property(receipts, day, day, (received, one, other) => {
        const [sooner, later] = one < other ? [one, other] : [other, one]
        const before = judgePromise(promise, received, sooner).state
        const after = judgePromise(promise, received, later).state
        expect(before === 'waiting' || before === after).toBe(true)
      }),
    )
  })
})

test.each([
  ['a Sunday', '2026-03-22', '2026-03-25'],
  ['Easter Monday', '2026-04-06', '2026-04-09'],
  ['a Friday', '2026-03-27', '2026-03-30'],
])('a promise for %s waits three days more', (_, promisedOn, endsOn) => {
  expect(promiseEnd(promisedOn, 3)).toBe(endsOn)
})

test('a payment dated later keeps a promise on its day, not before', () => {
  expect(judgePromise(promise, paid('2026-03-13'), '2026-03-12').state).toBe('waiting')
  expect(judgePromise(promise, paid('2026-03-13'), '2026-03-13').state).toBe('kept')
})
