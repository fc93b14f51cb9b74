import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  collectionEffectiveness,
  countBackDso,
  delinquentDays,
  type MonthSales,
  simpleDso,
} from './sales-outstanding.ts'

// The worked examples of the field, to the hundredth, and the two published mistakes.

const euros = (amount: number) => amount * 100

function monthsOf(...sales: readonly (readonly [amount: number, days: number])[]): MonthSales[] {
  return sales.map(([amount, days]) => ({ cents: euros(amount), days }))
}

test('20 000 of receivables for 45 000 of sales in 90 days: 40 days', () => {
  expect(simpleDso(euros(20_000), euros(45_000), 90)).toBe(40)
  expect(simpleDso(euros(20_000), 0, 90)).toBeNull()
})

describe('DSO by exhaustion', () => {
  test('2 500 over November, October and half of September: 82.43 days', () => {
    const months = monthsOf([1_200, 30], [800, 31], [700, 30])
    expect(countBackDso(euros(2_500), months)).toEqual({ days: 82.43, isMore: false })
  })

  test('the manual that prints 179.7 is wrong: 166.33', () => {
    const months = monthsOf([2_500, 30], [1_750, 31], [2_250, 31], [2_500, 30], [2_000, 31], [2_250, 30])
    expect(countBackDso(euros(12_000), months)).toEqual({ days: 166.33, isMore: false })
  })

  test('a month without sales counts its days, as one with more credit notes than invoices', () => {
    expect(countBackDso(euros(1_500), monthsOf([1_000, 30], [0, 31], [1_000, 30])).days).toBe(76)
    expect(countBackDso(euros(1_500), monthsOf([1_000, 30], [-200, 31], [1_000, 30])).days).toBe(76)
  })

  test('a history that is exhausted says "more than" its days', () => {
    expect(countBackDso(euros(3_000), monthsOf([1_000, 30], [1_000, 31]))).toEqual({ days: 61, isMore: true })
    expect(countBackDso(euros(2_000), monthsOf([1_000, 30], [1_000, 31]))).toEqual({
      days: 61,
      isMore: false,
    })
    expect(countBackDso(euros(10), [])).toEqual({ days: 0, isMore: true })
  })

  test('nothing to receive, or a balance in the favour of the customers: no day', () => {
    expect(countBackDso(0, monthsOf([1_000, 30]))).toEqual({ days: 0, isMore: false })
    expect(countBackDso(euros(-50), monthsOf([1_000, 30]))).toEqual({ days: 0, isMore: false })
  })

  test('it never shrinks when more is owed, and never goes beyond the history', () => {
    const month = fc.record({
      days: fc.integer({ min: 1, max: 31 }),
      cents: fc.integer({ min: -1e6, max: 1e8 }),
    })
    const cents = fc.integer({ min: 0, max: 1e9 })
    fc.assert(
      fc.property(fc.array(month, { maxLength: 14 }), cents, cents, (months, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        expect(countBackDso(less, months).days).toBeLessThanOrEqual(countBackDso(more, months).days)
        const all = months.reduce((sum, { days }) => sum + days, 0)
        expect(countBackDso(more, months).days).toBeLessThanOrEqual(all)
      }),
    )
  })
})

test('48 000 of which 30 000 not due, 180 000 in 91 days: 24.27 − 15.17 = 9.10', () => {
  const receivables = { cents: euros(48_000), notDueCents: euros(30_000) }
  expect(simpleDso(receivables.cents, euros(180_000), 91)).toBe(24.27)
  expect(delinquentDays(receivables, euros(180_000), 91)).toEqual({
    bestPossibleDso: 15.17,
    averageDaysDelinquent: 9.1,
  })
  expect(delinquentDays(receivables, 0, 91)).toBeNull()
})

test('collection effectiveness takes off what is not due, not what is past due: 98 %', () => {
  const period = { openingCents: 100, salesCents: 1_000, closingCents: 120, closingNotDueCents: 100 }
  expect(collectionEffectiveness(period)).toBe(0.98)
  expect(collectionEffectiveness({ ...period, openingCents: 0, salesCents: 100 })).toBeNull()
})
