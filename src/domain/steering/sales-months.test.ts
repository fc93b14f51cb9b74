import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import { type DatedSale, monthEnds, salesByMonth, sameDayBefore } from './sales-months.ts'
import { countBackDso } from './sales-outstanding.ts'

test('months newest first: the one under way counts the days gone by, the first those that are known', () => {
  const sales = [
    { issuedOn: '2026-11-03', cents: 120_000 },
    { issuedOn: '2026-11-20', cents: -20_000 },
    { issuedOn: '2026-09-30', cents: 70_000 },
    { issuedOn: '2026-12-01', cents: 1 },
  ]
  expect(salesByMonth(sales, '2026-09-11', '2026-11-25')).toEqual([
    { days: 25, cents: 100_000 },
    { days: 31, cents: 0 },
    { days: 20, cents: 70_000 },
  ])
})

test('the ends of the last months, and the same day before', () => {
  expect(monthEnds('2026-03-15', 3)).toEqual(['2026-01-31', '2026-02-28', '2026-03-15'])
  expect(sameDayBefore('2026-03-31', 'month')).toBe('2026-02-28')
  expect(sameDayBefore('2026-01-15', 'month')).toBe('2025-12-15')
  expect(sameDayBefore('2028-02-29', 'year')).toBe('2027-02-28')
})

test('an invoice split in two of the same day changes no DSO', () => {
  const sale: fc.Arbitrary<DatedSale> = fc.record({
    issuedOn: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2025-01-01', days)),
    cents: fc.integer({ min: -50_000, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(fc.array(sale, { maxLength: 30 }), fc.nat(5_000_000), fc.nat(), (sales, owed, cut) => {
      const split = sales.flatMap(({ issuedOn, cents }) => {
        const part = cents === 0 ? 0 : cut % cents
        return [
          { issuedOn, cents: part },
          { issuedOn, cents: cents - part },
        ]
      })
      const dso = (of: readonly DatedSale[]) =>
        countBackDso(owed, salesByMonth(of, '2025-01-01', '2026-02-04'))
      expect(dso(split)).toEqual(dso(sales))
    }),
  )
})

test('sales before the first known day and after the day asked for are in no month', () => {
  const sales = [
    { issuedOn: '2026-01-30', cents: 1 },
    { issuedOn: '2026-01-31', cents: 20 },
    { issuedOn: '2026-02-28', cents: 300 },
    { issuedOn: '2026-03-15', cents: 4_000 },
    { issuedOn: '2026-03-16', cents: 50_000 },
  ] as const
  expect(salesByMonth(sales, '2026-01-31', '2026-03-15')).toEqual([
    { days: 15, cents: 4_000 },
    { days: 28, cents: 300 },
    { days: 1, cents: 20 },
  ])
})
