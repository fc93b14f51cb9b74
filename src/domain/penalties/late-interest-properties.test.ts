import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { type Debt, type InterestRules, type LateInterest, lateInterest } from './late-interest.ts'
import { RATES } from './legal-rates-fixture.ts'

// Whatever the debt, the payments and the rules: what an accountant would check with a pocket calculator.

const FIRST: Day = '2022-01-01'
const day = fc.integer({ min: 0, max: 1_400 }).map((days) => addDays(FIRST, days))
const cents = fc.integer({ min: 0, max: 10_000_000_00 })
const debt: fc.Arbitrary<Debt> = fc.record({
  dueOn: day,
  amountCents: cents,
  cuts: fc.array(fc.record({ on: fc.option(day, { freq: 8 }), cents }), { maxLength: 4 }),
})
const rules: fc.Arbitrary<InterestRules> = fc.record({
  regime: fc.constantFrom('business', 'public'),
  terms: fc.record({
    agreedRate: fc.oneof(
      fc.constant({ kind: 'default' } as const),
      fc.constant({ kind: 'minimum' } as const),
      fc.record({ kind: fc.constant('fixed' as const), basisPoints: fc.integer({ min: 1, max: 2_000 }) }),
    ),
    yearDays: fc.constantFrom('365', 'civil'),
    paymentsReduce: fc.constant('principal'),
  }),
  rates: fc.constant(RATES),
})

function known(interest: LateInterest) {
  if (interest.missing.length > 0) throw new Error('the table covers these days')
  return interest
}

test('segments follow each other without gap nor overlap while something is unpaid, and add up', () => {
  fc.assert(
    fc.property(debt, day, rules, (late, on, by) => {
      const { segments, interestCents } = known(lateInterest(late, on, by))
      let total = 0
      let next = addDays(late.dueOn, 1)
      for (const segment of segments) {
        expect(segment.from).toBe(next)
        expect(segment.days).toBe(daysBetween(segment.from, segment.to) + 1)
        expect(segment.days).toBeGreaterThan(0)
        expect(segment.to <= on).toBe(true)
        expect(segment.baseCents).toBeGreaterThan(0)
        // Off by less than half a cent from the exact quotient.
        const exact = (segment.baseCents * segment.rateBasisPoints * segment.days) / 10_000 / segment.yearDays
        expect(Math.abs(segment.interestCents - exact)).toBeLessThanOrEqual(0.500_001)
        next = addDays(segment.to, 1)
        total += segment.interestCents
      }
      expect(interestCents).toBe(total)
    }),
  )
})

test('payments that reduce the interest first never leave less to claim, nor a base above the debt', () => {
  fc.assert(
    fc.property(debt, day, rules, (late, on, by) => {
      const interestFirst = { ...by, terms: { ...by.terms, paymentsReduce: 'interest' } } as const
      const first = known(lateInterest(late, on, interestFirst))
      expect(first.interestCents).toBeGreaterThanOrEqual(known(lateInterest(late, on, by)).interestCents)
      for (const { baseCents } of first.segments) expect(baseCents).toBeLessThanOrEqual(late.amountCents)
      if (late.cuts.every((cut) => cut.on === null || cut.on <= late.dueOn))
        expect(first).toEqual(lateInterest(late, on, by))
    }),
  )
})

test('cutting a period in two changes at most a cent', () => {
  fc.assert(
    fc.property(debt, day, fc.integer({ min: 0, max: 400 }), rules, (late, middle, more, by) => {
      fc.pre(middle > late.dueOn && by.regime === 'business')
      const end = addDays(middle, more)
      const whole = known(lateInterest(late, end, by)).interestCents
      const first = known(lateInterest(late, middle, by)).interestCents
      // The rest, as of a debt due on the middle day: the same amount unpaid, the same rates.
      const rest = known(lateInterest({ ...late, dueOn: middle }, end, by)).interestCents
      expect(Math.abs(whole - first - rest)).toBeLessThanOrEqual(1)
    }),
  )
})

test('a day more, a cent more, a payment less never lowers it', () => {
  fc.assert(
    fc.property(debt, day, rules, (late, on, by) => {
      const interest = (changed: Partial<Debt>, until = on) =>
        known(lateInterest({ ...late, ...changed }, until, by)).interestCents
      const now = interest({})
      expect(interest({}, addDays(on, 1))).toBeGreaterThanOrEqual(now)
      expect(interest({ amountCents: late.amountCents + 1 })).toBeGreaterThanOrEqual(now)
      // Without its cut a segment may be rounded once where it was rounded twice.
      expect(interest({ cuts: late.cuts.slice(1) })).toBeGreaterThanOrEqual(now - 1)
    }),
  )
})

test('the order of payments does not matter', () => {
  fc.assert(
    fc.property(debt, day, rules, (late, on, by) => {
      expect(lateInterest({ ...late, cuts: late.cuts.toReversed() }, on, by)).toEqual(
        lateInterest(late, on, by),
      )
    }),
  )
})
