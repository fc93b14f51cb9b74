import type { Day } from '#domain/days-and-money/day.ts'
import type { LegalRates } from './legal-rates.ts'

// Half-years of law.md §2 that the tests cross: first day, ECB rate, legal rate, in hundredths of a percent.
const ROWS: readonly [Day, number, number][] = [
  ['2018-07-01', 0, 88],
  ['2019-01-01', 0, 86],
  ['2019-07-01', 0, 87],
  ['2021-01-01', 0, 79],
  ['2021-07-01', 0, 76],
  ['2022-01-01', 0, 76],
  ['2022-07-01', 0, 77],
  ['2023-01-01', 250, 206],
  ['2023-07-01', 400, 422],
  ['2024-01-01', 450, 507],
  ['2024-07-01', 425, 492],
  ['2025-01-01', 315, 371],
  ['2025-07-01', 215, 276],
  ['2026-01-01', 215, 262],
  ['2026-07-01', 240, 275],
]

/** The table of rates of the tests of the rules. */
export const RATES: ReadonlyMap<Day, LegalRates> = new Map(
  ROWS.map(([startsOn, ecbBasisPoints, legalBasisPoints]) => [
    startsOn,
    { startsOn, ecbBasisPoints, legalBasisPoints },
  ]),
)
