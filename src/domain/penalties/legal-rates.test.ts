import { expect, test } from 'vitest'
import { distinctMissing, halfYearStart, missingRatesOf, nextHalfYearStart } from './legal-rates.ts'

test('a half-year begins in January or in July', () => {
  expect(['2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'].map(halfYearStart)).toEqual([
    '2026-01-01',
    '2026-01-01',
    '2026-07-01',
    '2026-07-01',
  ])
  expect(['2026-06-30', '2026-07-01'].map(nextHalfYearStart)).toEqual(['2026-07-01', '2027-01-01'])
})

test('what the half-year under way lacks is told: both rates, the legal one, or nothing', () => {
  const startsOn = '2026-07-01'
  const rates = (legalBasisPoints: number | null) =>
    new Map([[startsOn, { startsOn, ecbBasisPoints: 240, legalBasisPoints }]])
  expect(missingRatesOf(new Map(), '2026-11-30')).toEqual([
    { startsOn, rate: 'ecb' },
    { startsOn, rate: 'legal' },
  ])
  expect(missingRatesOf(rates(null), '2026-11-30')).toEqual([{ startsOn, rate: 'legal' }])
  expect(missingRatesOf(rates(312), '2026-11-30')).toEqual([])
})

test('each figure that lacks is told once, the oldest first', () => {
  const ecb = (startsOn: string) => ({ startsOn, rate: 'ecb' as const })
  expect(distinctMissing([ecb('2026-07-01'), ecb('2026-01-01'), ecb('2026-07-01')])).toEqual([
    ecb('2026-01-01'),
    ecb('2026-07-01'),
  ])
})
