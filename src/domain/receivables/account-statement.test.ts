import { expect, test } from 'vitest'
import { type AccountMovement, accountPeriods } from './account-statement.ts'

function moved(on: string, kind: AccountMovement['kind'], cents: number, currency = 'EUR'): AccountMovement {
  return { on, kind, number: null, currency, cents }
}

test('the account of Dupont for March: what was before is the opening, what is after is not there', () => {
  const [period, ...others] = accountPeriods(
    [
      moved('2026-03-15', 'payment', -40_000),
      moved('2026-02-28', 'invoice', 120_000),
      moved('2026-02-10', 'credit-note', -20_000),
      moved('2026-03-31', 'invoice', 5_000),
      moved('2026-03-01', 'invoice', 30_000),
      moved('2026-04-01', 'payment', -95_000),
    ],
    '2026-03-01',
    '2026-03-31',
  )
  expect(others).toEqual([])
  expect(period).toMatchObject({ currency: 'EUR', openingCents: 100_000, closingCents: 95_000 })
  expect(period?.movements.map(({ on, cents, balanceCents }) => [on, cents, balanceCents])).toEqual([
    ['2026-03-01', 30_000, 130_000],
    ['2026-03-15', -40_000, 90_000],
    ['2026-03-31', 5_000, 95_000],
  ])
})

test('euros first, then the other currencies by their code, each on its own', () => {
  const periods = accountPeriods(
    [
      moved('2026-03-02', 'invoice', 1, 'USD'),
      moved('2026-03-02', 'invoice', 2, 'CHF'),
      moved('2026-03-02', 'invoice', 3),
    ],
    '2026-03-01',
    '2026-03-31',
  )
  expect(periods.map(({ currency, closingCents }) => [currency, closingCents])).toEqual([
    ['EUR', 3],
    ['CHF', 2],
    ['USD', 1],
  ])
})
