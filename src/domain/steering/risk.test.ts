import { expect, test } from 'vitest'
import type { CustomerKind } from '#domain/people/parties.ts'
import { creditAlert } from './credit-limit.ts'
import { mayBeScored, type RiskFacts, riskPoints } from './risk.ts'

const calm: RiskFacts = {
  medianDelayDays: null,
  trendDays: null,
  brokenPromises: 0,
  highestLevel: null,
  rejectedPayments: 0,
}

test('each reason says its points, what was measured, and the most it can give', () => {
  const { points, parts } = riskPoints({
    medianDelayDays: 24,
    trendDays: 6,
    brokenPromises: 1,
    highestLevel: 3,
    rejectedPayments: 1,
  })
  expect(parts).toEqual([
    { reason: 'median-delay', points: 12, mostPoints: 30, measure: 24 },
    { reason: 'trend', points: 6, mostPoints: 20, measure: 6 },
    { reason: 'broken-promises', points: 10, mostPoints: 20, measure: 1 },
    { reason: 'level', points: 10, mostPoints: 15, measure: 3 },
    { reason: 'rejected', points: 8, mostPoints: 15, measure: 1 },
  ])
  expect(points).toBe(46)
})

test('nothing known is no point, paying early takes none off, and the worst is 100', () => {
  expect(riskPoints(calm).points).toBe(0)
  expect(riskPoints(calm).parts.map(({ measure }) => measure)).toEqual([null, null, 0, null, 0])
  expect(riskPoints({ ...calm, medianDelayDays: -12, trendDays: -5 }).points).toBe(0)
  const worst = {
    medianDelayDays: 400,
    trendDays: 90,
    brokenPromises: 9,
    highestLevel: 4,
    rejectedPayments: 9,
  } as const
  expect(riskPoints(worst).points).toBe(100)
})

test.each<[CustomerKind, string, boolean]>([
  ['business', 'Menuiserie Lambert SARL', true],
  ['business', 'S.A.S. Lambert', true],
  ['business', 'Lambert Jean EI', false],
  ['business', 'Lambert Jean', false],
  ['business', 'SARLAT Primeurs', false],
  ['public', 'Commune de Beauvais', true],
  ['non-professional', 'Syndicat des copropriétaires', true],
  ['consumer', 'Dupont SARL', false],
  ['unknown', 'Lambert SARL', false],
])('%s « %s »: scored %s', (kind, name, expected) => {
  expect(mayBeScored({ kind, name })).toBe(expected)
})

test.each([
  [79_999, 100_000, 'none'],
  [80_000, 100_000, 'near'],
  [100_000, 100_000, 'near'],
  [100_001, 100_000, 'over'],
  [1, 0, 'over'],
  [0, 0, 'none'],
  [5_000, null, null],
] as const)('%i open of a limit of %s: %s', (open, limit, alert) => {
  expect(creditAlert(open, limit)).toBe(alert)
})

test.for([
  ['AG Électricité EI', false],
  ['EI AG Électricité', false],
  ['AG (EI) Plomberie', false],
  ['AG Peinture, entrepreneur individuel', false],
  ['Imprimerie de Reims SA', true],
  ['Eiffel SA', true],
  ['VEI SARL', true],
] as const)('a sole trader is known by its form, not by letters of its name: %s', ([name, isScored]) => {
  expect(mayBeScored({ kind: 'business', name })).toBe(isScored)
})
