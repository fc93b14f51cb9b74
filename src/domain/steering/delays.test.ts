import { expect, test } from 'vitest'
import { atRiskShare, weightedDelay } from './delays.ts'

const paid = [
  { cents: 100_000, daysLate: 5 },
  { cents: 400_000, daysLate: 20 },
  { cents: 50_000, daysLate: -3 },
  { cents: 250_000, daysLate: 0 },
]

test('weighted by the amounts, early payments below zero: 10.44; as in time: 10.63; unweighted it would be 5.5', () => {
  expect(weightedDelay(paid)).toBe(10.44)
  expect(weightedDelay(paid, { earlyAsInTime: true })).toBe(10.63)
  expect(weightedDelay(paid.map((part) => ({ ...part, cents: 1 })))).toBe(5.5)
  expect(weightedDelay([])).toBeNull()
})

test('a month is at risk for what is unpaid 90 days after its end, and says nothing before', () => {
  const june = { endsOn: '2026-06-30', invoicedCents: 200_000, unpaidThenCents: 15_000 }
  expect(atRiskShare(june, '2026-09-28')).toBe(0.075)
  expect(atRiskShare(june, '2026-09-27')).toBeNull()
  expect(atRiskShare({ ...june, invoicedCents: 0 }, '2026-12-01')).toBeNull()
})
