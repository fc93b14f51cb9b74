import { describe, expect, test } from 'vitest'
import type { Day } from './day.ts'
import {
  type AgreedRate,
  type Cut,
  type InterestRules,
  lateInterest,
  type RateRule,
  type YearDays,
} from './late-interest.ts'
import { RATES } from './legal-rates-fixture.ts'

// Worked by hand: the arithmetic stands above each expectation, in euros, rounded once a segment.

/** First day, last day, days, base in cents, rate in hundredths of a percent, interest in cents. */
type Unfolded = [Day, Day, number, number, number, number]

interface Story {
  readonly dueOn: Day
  readonly on: Day
  readonly cents: number
  readonly cuts?: readonly Cut[]
  readonly regime?: 'business' | 'public'
  readonly agreed?: AgreedRate
  readonly yearDays?: YearDays
  readonly rates?: InterestRules['rates']
}

function interestOf(story: Story) {
  const debt = { dueOn: story.dueOn, amountCents: story.cents, cuts: story.cuts ?? [] }
  const terms = {
    agreedRate: story.agreed ?? { kind: 'default' },
    yearDays: story.yearDays ?? '365',
  } as const
  return lateInterest(debt, story.on, {
    regime: story.regime ?? 'business',
    terms,
    rates: story.rates ?? RATES,
  })
}

function knownOf(story: Story) {
  const interest = interestOf(story)
  if (interest.kind !== 'known') throw new Error(`rates missing: ${JSON.stringify(interest.missing)}`)
  return interest
}

function unfold(story: Story): { segments: Unfolded[]; total: number } {
  const { segments, interestCents } = knownOf(story)
  return {
    segments: segments.map((one) => [
      one.from,
      one.to,
      one.days,
      one.baseCents,
      one.rateBasisPoints,
      one.interestCents,
    ]),
    total: interestCents,
  }
}

function rulesOf(story: Story): RateRule[] {
  return knownOf(story).segments.map((segment) => segment.rateRule)
}

describe('between businesses, by the law alone (L441-10: ECB + 10 points)', () => {
  test('10 000 € due on 1 May 2026 and paid on 3 September: the example of law.md', () => {
    // 10 000 × 12,15 % × 60 ÷ 365 = 199,7260 → 199,73; 10 000 × 12,40 % × 65 ÷ 365 = 220,8219 → 220,82
    expect(unfold({ dueOn: '2026-05-01', on: '2026-09-03', cents: 1_000_000 })).toEqual({
      segments: [
        ['2026-05-02', '2026-06-30', 60, 1_000_000, 1_215, 19_973],
        ['2026-07-01', '2026-09-03', 65, 1_000_000, 1_240, 22_082],
      ],
      total: 42_055,
    })
  })

  test('due today is not late', () => {
    expect(unfold({ dueOn: '2026-03-01', on: '2026-03-01', cents: 1_000_000 })).toEqual({
      segments: [],
      total: 0,
    })
  })

  test('a day late bears a day of interest', () => {
    // 10 000 × 12,15 % × 1 ÷ 365 = 3,3288 → 3,33
    expect(unfold({ dueOn: '2026-03-01', on: '2026-03-02', cents: 1_000_000 }).segments).toEqual([
      ['2026-03-02', '2026-03-02', 1, 1_000_000, 1_215, 333],
    ])
  })

  test('due on the last day of a half-year: only the rate of the next one counts', () => {
    // 2 400 × 12,40 % × 31 ÷ 365 = 25,2756 → 25,28
    expect(unfold({ dueOn: '2026-06-30', on: '2026-07-31', cents: 240_000 }).segments).toEqual([
      ['2026-07-01', '2026-07-31', 31, 240_000, 1_240, 2_528],
    ])
  })

  test('one day on each side of the boundary', () => {
    // 5 000 × 12,15 % × 1 ÷ 365 = 1,6644 → 1,66; 5 000 × 12,40 % × 1 ÷ 365 = 1,6986 → 1,70
    expect(unfold({ dueOn: '2026-06-29', on: '2026-07-01', cents: 500_000 })).toEqual({
      segments: [
        ['2026-06-30', '2026-06-30', 1, 500_000, 1_215, 166],
        ['2026-07-01', '2026-07-01', 1, 500_000, 1_240, 170],
      ],
      total: 336,
    })
  })

  test('nineteen months: five half-years, five rates', () => {
    // 1 234,56 × 10,00 % ×  16 ÷ 365 =  5,4118 →  5,41
    // 1 234,56 × 12,50 % × 181 ÷ 365 = 76,5258 → 76,53
    // 1 234,56 × 14,00 % × 184 ÷ 365 = 87,1295 → 87,13
    // 1 234,56 × 14,50 % × 182 ÷ 365 = 89,2604 → 89,26
    // 1 234,56 × 14,25 % ×  10 ÷ 365 =  4,8199 →  4,82
    expect(unfold({ dueOn: '2022-12-15', on: '2024-07-10', cents: 123_456 })).toEqual({
      segments: [
        ['2022-12-16', '2022-12-31', 16, 123_456, 1_000, 541],
        ['2023-01-01', '2023-06-30', 181, 123_456, 1_250, 7_653],
        ['2023-07-01', '2023-12-31', 184, 123_456, 1_400, 8_713],
        ['2024-01-01', '2024-06-30', 182, 123_456, 1_450, 8_926],
        ['2024-07-01', '2024-07-10', 10, 123_456, 1_425, 482],
      ],
      total: 26_315,
    })
  })

  test('with the ECB at zero, a common year bears exactly a tenth', () => {
    // 1 000 × 10,00 % × 181 ÷ 365 = 49,5890 → 49,59; 1 000 × 10,00 % × 184 ÷ 365 = 50,4110 → 50,41
    expect(unfold({ dueOn: '2020-12-31', on: '2021-12-31', cents: 100_000 })).toEqual({
      segments: [
        ['2021-01-01', '2021-06-30', 181, 100_000, 1_000, 4_959],
        ['2021-07-01', '2021-12-31', 184, 100_000, 1_000, 5_041],
      ],
      total: 10_000,
    })
  })

  test('half a cent goes up, less than half a cent is nothing', () => {
    // 12,50 × 14,60 % × 1 ÷ 365 = 0,0050 → 0,01; 0,10 × 12,15 % × 1 ÷ 365 = 0,00003 → 0,00
    const agreed = { kind: 'fixed', basisPoints: 1_460 } as const
    expect(unfold({ dueOn: '2026-01-31', on: '2026-02-01', cents: 1_250, agreed }).total).toBe(1)
    expect(unfold({ dueOn: '2026-01-31', on: '2026-02-01', cents: 10 }).total).toBe(0)
  })

  test('ninety billion euros are still exact to the cent', () => {
    // 90 000 000 000 × 10,00 % × 181 ÷ 365 = 4 463 013 698,6301; × 184 ÷ 365 = 4 536 986 301,3699
    expect(unfold({ dueOn: '2018-12-31', on: '2019-12-31', cents: 9_000_000_000_000 })).toEqual({
      segments: [
        ['2019-01-01', '2019-06-30', 181, 9_000_000_000_000, 1_000, 446_301_369_863],
        ['2019-07-01', '2019-12-31', 184, 9_000_000_000_000, 1_000, 453_698_630_137],
      ],
      total: 900_000_000_000,
    })
  })
})

describe('leap years', () => {
  test('29 February counts as a day, and the year is 365 days long by default', () => {
    // 1 200 × 14,50 % × 30 ÷ 365 = 14,3014 → 14,30
    expect(unfold({ dueOn: '2024-01-31', on: '2024-03-01', cents: 120_000 }).segments).toEqual([
      ['2024-02-01', '2024-03-01', 30, 120_000, 1_450, 1_430],
    ])
  })

  test('by the civil year, the same days are divided by 366', () => {
    // 1 200 × 14,50 % × 30 ÷ 366 = 14,2623 → 14,26
    const story = { dueOn: '2024-01-31', on: '2024-03-01', cents: 120_000, yearDays: 'civil' } as const
    expect(unfold(story).total).toBe(1_426)
    expect(knownOf(story).segments[0]?.yearDays).toBe(366)
  })

  test('all of 2024 is 366 days of a year of 365', () => {
    // 3 650 × 14,50 % × 182 ÷ 365 = 263,90 exactly; 3 650 × 14,25 % × 184 ÷ 365 = 262,20 exactly
    expect(unfold({ dueOn: '2023-12-31', on: '2024-12-31', cents: 365_000 })).toEqual({
      segments: [
        ['2024-01-01', '2024-06-30', 182, 365_000, 1_450, 26_390],
        ['2024-07-01', '2024-12-31', 184, 365_000, 1_425, 26_220],
      ],
      total: 52_610,
    })
  })

  test('by the civil year, December 2024 is divided by 366 and January 2025 by 365', () => {
    // 8 000 × 14,25 % × 31 ÷ 366 = 96,5574 → 96,56; 8 000 × 13,15 % × 31 ÷ 365 = 89,3479 → 89,35
    expect(unfold({ dueOn: '2024-11-30', on: '2025-01-31', cents: 800_000, yearDays: 'civil' })).toEqual({
      segments: [
        ['2024-12-01', '2024-12-31', 31, 800_000, 1_425, 9_656],
        ['2025-01-01', '2025-01-31', 31, 800_000, 1_315, 8_935],
      ],
      total: 18_591,
    })
  })
})

describe('payments', () => {
  test('paid in full on the due date: nothing', () => {
    const cuts = [{ on: '2026-03-31', cents: 100_000 }]
    expect(unfold({ dueOn: '2026-03-31', on: '2026-04-30', cents: 100_000, cuts }).total).toBe(0)
  })

  test('half paid on the due date: the other half alone bears interest', () => {
    // 500 × 12,15 % × 30 ÷ 365 = 4,9932 → 4,99
    const cuts = [{ on: '2026-03-31', cents: 50_000 }]
    expect(unfold({ dueOn: '2026-03-31', on: '2026-04-30', cents: 100_000, cuts }).segments).toEqual([
      ['2026-04-01', '2026-04-30', 30, 50_000, 1_215, 499],
    ])
  })

  test('a down payment before the due date never bore any', () => {
    // 600 × 12,15 % × 30 ÷ 365 = 5,9918 → 5,99
    const cuts = [{ on: '2026-02-10', cents: 40_000 }]
    expect(unfold({ dueOn: '2026-03-31', on: '2026-04-30', cents: 100_000, cuts }).total).toBe(599)
  })

  test('a partial payment cuts the base from the day after: its own day still counts', () => {
    // 3 000 × 12,15 % × 15 ÷ 365 = 14,9795 → 14,98; 1 800 × 12,15 % × 44 ÷ 365 = 26,3638 → 26,36
    const cuts = [{ on: '2026-02-15', cents: 120_000 }]
    expect(unfold({ dueOn: '2026-01-31', on: '2026-03-31', cents: 300_000, cuts })).toEqual({
      segments: [
        ['2026-02-01', '2026-02-15', 15, 300_000, 1_215, 1_498],
        ['2026-02-16', '2026-03-31', 44, 180_000, 1_215, 2_636],
      ],
      total: 4_134,
    })
  })

  test('a payment on the last day of a half-year: amount and rate change together', () => {
    // 2 000 × 12,15 % × 30 ÷ 365 = 19,9726 → 19,97; 500 × 12,40 % × 20 ÷ 365 = 3,3973 → 3,40
    const cuts = [{ on: '2026-06-30', cents: 150_000 }]
    expect(unfold({ dueOn: '2026-05-31', on: '2026-07-20', cents: 200_000, cuts })).toEqual({
      segments: [
        ['2026-06-01', '2026-06-30', 30, 200_000, 1_215, 1_997],
        ['2026-07-01', '2026-07-20', 20, 50_000, 1_240, 340],
      ],
      total: 2_337,
    })
  })

  test('two payments of one day make one cut, in whatever order they are given', () => {
    // 1 000 × 12,15 % × 10 ÷ 365 = 3,3288 → 3,33; 700 × … × 10 = 2,3301 → 2,33; 300 × … × 11 = 1,0985 → 1,10
    const cuts = [
      { on: '2026-03-20', cents: 40_000 },
      { on: '2026-03-10', cents: 10_000 },
      { on: '2026-03-10', cents: 20_000 },
    ]
    const story = { dueOn: '2026-02-28', on: '2026-03-31', cents: 100_000 }
    expect(unfold({ ...story, cuts })).toEqual({
      segments: [
        ['2026-03-01', '2026-03-10', 10, 100_000, 1_215, 333],
        ['2026-03-11', '2026-03-20', 10, 70_000, 1_215, 233],
        ['2026-03-21', '2026-03-31', 11, 30_000, 1_215, 110],
      ],
      total: 676,
    })
    expect(unfold({ ...story, cuts: cuts.toReversed() })).toEqual(unfold({ ...story, cuts }))
  })

  test('paid in full late: interest stops there', () => {
    // 3 000 × 12,15 % × 15 ÷ 365 = 14,9795 → 14,98
    const cuts = [{ on: '2026-02-15', cents: 300_000 }]
    expect(unfold({ dueOn: '2026-01-31', on: '2026-09-30', cents: 300_000, cuts }).segments).toEqual([
      ['2026-02-01', '2026-02-15', 15, 300_000, 1_215, 1_498],
    ])
  })

  test('what was settled on a day nobody knows bears none: never a guess', () => {
    // 750 × 12,15 % × 30 ÷ 365 = 7,4897 → 7,49
    const cuts = [{ on: null, cents: 25_000 }]
    expect(unfold({ dueOn: '2026-03-31', on: '2026-04-30', cents: 100_000, cuts }).total).toBe(749)
  })

  test('a payment after the day asked for changes nothing yet', () => {
    const story = { dueOn: '2026-03-31', on: '2026-04-30', cents: 100_000 }
    expect(unfold({ ...story, cuts: [{ on: '2026-05-02', cents: 60_000 }] })).toEqual(unfold(story))
  })
})

describe('a rate agreed with the customer', () => {
  test('15 %: above three times the legal rate, it holds, and each half-year is still told apart', () => {
    // Floors 7,86 % and 8,25 %. 1 000 × 15,00 % × 15 ÷ 365 = 6,1644 → 6,16, twice
    const agreed = { kind: 'fixed', basisPoints: 1_500 } as const
    const story = { dueOn: '2026-06-15', on: '2026-07-15', cents: 100_000, agreed }
    expect(unfold(story)).toEqual({
      segments: [
        ['2026-06-16', '2026-06-30', 15, 100_000, 1_500, 616],
        ['2026-07-01', '2026-07-15', 15, 100_000, 1_500, 616],
      ],
      total: 1_232,
    })
    expect(rulesOf(story)).toEqual(['agreed', 'agreed'])
  })

  test('10 % in 2024 is under the floor: 3 × 5,07 % then 3 × 4,92 %', () => {
    // 1 000 × 15,21 % × 30 ÷ 365 = 12,5014 → 12,50; 1 000 × 14,76 % × 31 ÷ 365 = 12,5359 → 12,54
    const agreed = { kind: 'fixed', basisPoints: 1_000 } as const
    const story = { dueOn: '2024-05-31', on: '2024-07-31', cents: 100_000, agreed }
    expect(unfold(story)).toEqual({
      segments: [
        ['2024-06-01', '2024-06-30', 30, 100_000, 1_521, 1_250],
        ['2024-07-01', '2024-07-31', 31, 100_000, 1_476, 1_254],
      ],
      total: 2_504,
    })
    expect(rulesOf(story)).toEqual(['agreed-floor', 'agreed-floor'])
  })

  test('12 % is under the floor until the legal rate goes down', () => {
    // 2 500 × 14,76 % × 30 ÷ 365 = 30,3288 → 30,33; floor then 11,13 %: 2 500 × 12,00 % × 30 ÷ 365 = 24,6575 → 24,66
    const agreed = { kind: 'fixed', basisPoints: 1_200 } as const
    const story = { dueOn: '2024-12-01', on: '2025-01-30', cents: 250_000, agreed }
    expect(unfold(story)).toEqual({
      segments: [
        ['2024-12-02', '2024-12-31', 30, 250_000, 1_476, 3_033],
        ['2025-01-01', '2025-01-30', 30, 250_000, 1_200, 2_466],
      ],
      total: 5_499,
    })
    expect(rulesOf(story)).toEqual(['agreed-floor', 'agreed'])
  })

  test('three times the legal rate, the least a contract may set', () => {
    // 10 000 × 7,86 % × 10 ÷ 365 = 21,5342 → 21,53; 10 000 × 8,25 % × 10 ÷ 365 = 22,6027 → 22,60
    const agreed = { kind: 'minimum' } as const
    expect(unfold({ dueOn: '2026-06-20', on: '2026-07-10', cents: 1_000_000, agreed })).toEqual({
      segments: [
        ['2026-06-21', '2026-06-30', 10, 1_000_000, 786, 2_153],
        ['2026-07-01', '2026-07-10', 10, 1_000_000, 825, 2_260],
      ],
      total: 4_413,
    })
  })

  test('the floor limits contracts only: in 2024 the law’s own 14,50 % stays under 15,21 %', () => {
    // 1 000 × 14,50 % × 30 ÷ 365 = 11,9178 → 11,92
    const story = { dueOn: '2024-05-31', on: '2024-06-30', cents: 100_000 }
    expect(unfold(story).total).toBe(1_192)
    expect(rulesOf(story)).toEqual(['ecb-plus-ten'])
  })
})

describe('public buyers (R2192-31: ECB + 8 points, the rate interest began at)', () => {
  const regime = 'public'

  test('10 000 € from 1 May to 3 September 2026: one rate throughout, the example of law.md', () => {
    // 10 000 × 10,15 % × 125 ÷ 365 = 347,6027 → 347,60
    expect(unfold({ dueOn: '2026-05-01', on: '2026-09-03', cents: 1_000_000, regime })).toEqual({
      segments: [['2026-05-02', '2026-09-03', 125, 1_000_000, 1_015, 34_760]],
      total: 34_760,
    })
  })

  test('interest that began on 31 December 2024 keeps the rate of 2024', () => {
    // 4 000 × 12,25 % × 32 ÷ 365 = 42,9589 → 42,96
    expect(unfold({ dueOn: '2024-12-30', on: '2025-01-31', cents: 400_000, regime }).segments).toEqual([
      ['2024-12-31', '2025-01-31', 32, 400_000, 1_225, 4_296],
    ])
  })

  test('due on 31 December 2024, it began in 2025', () => {
    // 4 000 × 11,15 % × 31 ÷ 365 = 37,8795 → 37,88
    expect(unfold({ dueOn: '2024-12-31', on: '2025-01-31', cents: 400_000, regime }).segments).toEqual([
      ['2025-01-01', '2025-01-31', 31, 400_000, 1_115, 3_788],
    ])
  })

  test('a partial payment cuts the base, not the rate', () => {
    // 9 000 × 10,15 % × 76 ÷ 365 = 190,2082 → 190,21; 4 000 × 10,15 % × 75 ÷ 365 = 83,4247 → 83,42
    const cuts = [{ on: '2025-12-15', cents: 500_000 }]
    expect(unfold({ dueOn: '2025-09-30', on: '2026-02-28', cents: 900_000, cuts, regime })).toEqual({
      segments: [
        ['2025-10-01', '2025-12-15', 76, 900_000, 1_015, 19_021],
        ['2025-12-16', '2026-02-28', 75, 400_000, 1_015, 8_342],
      ],
      total: 27_363,
    })
  })

  test('by the civil year, a leap year divides from 1 January', () => {
    // 6 000 × 12,00 % × 30 ÷ 365 = 59,1781 → 59,18; 6 000 × 12,00 % × 31 ÷ 366 = 60,9836 → 60,98
    const story = { dueOn: '2023-12-01', on: '2024-01-31', cents: 600_000, regime } as const
    expect(unfold({ ...story, yearDays: 'civil' })).toEqual({
      segments: [
        ['2023-12-02', '2023-12-31', 30, 600_000, 1_200, 5_918],
        ['2024-01-01', '2024-01-31', 31, 600_000, 1_200, 6_098],
      ],
      total: 12_016,
    })
  })

  test('a rate agreed with businesses is none of theirs', () => {
    const agreed = { kind: 'fixed', basisPoints: 1_500 } as const
    const story = { dueOn: '2026-05-01', on: '2026-09-03', cents: 1_000_000, regime, agreed } as const
    expect(unfold(story).total).toBe(34_760)
    expect(rulesOf(story)).toEqual(['ecb-plus-eight'])
  })
})

describe('rates nobody has entered yet', () => {
  test('a half-year without its rates is named, and nothing is computed', () => {
    expect(interestOf({ dueOn: '2026-12-01', on: '2027-01-15', cents: 100_000 })).toEqual({
      kind: 'missing-rates',
      missing: [{ startsOn: '2027-01-01', rate: 'ecb' }],
    })
  })

  test('so is each one of a long delay, once however many payments cut it', () => {
    const cuts = [{ on: '2027-02-01', cents: 10_000 }]
    expect(interestOf({ dueOn: '2026-12-01', on: '2027-08-15', cents: 100_000, cuts })).toEqual({
      kind: 'missing-rates',
      missing: [
        { startsOn: '2027-01-01', rate: 'ecb' },
        { startsOn: '2027-07-01', rate: 'ecb' },
      ],
    })
  })

  test('a contract waits for the legal rate, the law’s own does not', () => {
    const rates = new Map([
      ['2027-01-01', { startsOn: '2027-01-01', ecbBasisPoints: 265, legalBasisPoints: null }],
    ])
    const story = { dueOn: '2027-01-01', on: '2027-01-31', cents: 100_000, rates }
    // 1 000 × 12,65 % × 30 ÷ 365 = 10,3973 → 10,40
    expect(unfold(story).total).toBe(1_040)
    expect(interestOf({ ...story, agreed: { kind: 'minimum' } })).toEqual({
      kind: 'missing-rates',
      missing: [{ startsOn: '2027-01-01', rate: 'legal' }],
    })
  })

  test('a public buyer needs only the half-year its interest began in', () => {
    expect(interestOf({ dueOn: '2026-12-01', on: '2027-06-30', cents: 100_000, regime: 'public' }).kind).toBe(
      'known',
    )
    expect(interestOf({ dueOn: '2026-12-31', on: '2027-06-30', cents: 100_000, regime: 'public' })).toEqual({
      kind: 'missing-rates',
      missing: [{ startsOn: '2027-01-01', rate: 'ecb' }],
    })
  })
})
