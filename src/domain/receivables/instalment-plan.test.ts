import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, planInstalments } from './instalment-plan.ts'

test('100 € in three: the last part takes the cent left', () => {
  expect(planInstalments(10_000, 3, '2026-01-31')).toEqual([
    { dueOn: '2026-01-31', amountCents: 3_333 },
    { dueOn: '2026-02-28', amountCents: 3_333 },
    { dueOn: '2026-03-31', amountCents: 3_334 },
  ])
})

test('once is the whole amount on the first day', () => {
  expect(planInstalments(12_345, 1, '2026-12-15')).toEqual([{ dueOn: '2026-12-15', amountCents: 12_345 }])
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-11-30', 14, '2028-01-30'],
])('%s and %i months is %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later)
})

test('whatever the amount and the parts, the sum agrees and no part is nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 1_000_000_000 }),
      fc.integer({ min: 1, max: 60 }),
      (cents, count) => {
        const plan = planInstalments(cents, count, '2026-01-31')
        expect(plan.reduce((sum, part) => sum + part.amountCents, 0)).toBe(cents)
        expect(plan.every((part) => part.amountCents > 0)).toBe(true)
        expect(plan.map((part) => part.dueOn)).toEqual(plan.map((part) => part.dueOn).toSorted())
      },
    ),
  )
})
