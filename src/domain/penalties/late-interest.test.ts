import { describe, expect, test } from 'vitest'
import { knownOf, unfold } from './late-interest-fixture.ts'
import { RATES } from './legal-rates-fixture.ts'

// Worked by hand: the arithmetic stands above each expectation, in euros, rounded once a segment.

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

  test('where payments reduce the interest first (C. civ. 1343-1), less of the principal is gone', () => {
    // Of 1 200 €, 14,98 pay the interest: 3 000 − 1 185,02 = 1 814,98; × 12,15 % × 44 ÷ 365 = 26,5832 → 26,58
    const story = {
      dueOn: '2026-01-31',
      on: '2026-03-31',
      cents: 300_000,
      cuts: [{ on: '2026-02-15', cents: 120_000 }],
      paymentsReduce: 'interest',
    } as const
    expect(unfold(story)).toEqual({
      segments: [
        ['2026-02-01', '2026-02-15', 15, 300_000, 1_215, 1_498],
        ['2026-02-16', '2026-03-31', 44, 181_498, 1_215, 2_658],
      ],
      total: 4_156,
    })
    // What is less than the interest leaves the principal whole; a credit note was never owed.
    const [, small] = unfold({ ...story, cuts: [{ on: '2026-02-15', cents: 1_000 }] }).segments
    expect(small).toEqual(['2026-02-16', '2026-03-31', 44, 300_000, 1_215, 4_394])
    const [noted] = unfold({ ...story, cuts: [{ on: null, cents: 120_000 }] }).segments
    expect(noted).toEqual(['2026-02-01', '2026-03-31', 59, 180_000, 1_215, 3_535])
  })

  test('paid the day after it was due: that day still bears interest, on all of it', () => {
    // 10 000 × 12,15 % × 1 ÷ 365 = 3,3288 → 3,33
    const cuts = [{ on: '2026-03-02', cents: 1_000_000 }]
    expect(unfold({ dueOn: '2026-03-01', on: '2026-03-31', cents: 1_000_000, cuts }).segments).toEqual([
      ['2026-03-02', '2026-03-02', 1, 1_000_000, 1_215, 333],
    ])
  })

  test('a part paid on the first day of a half-year still bears that day at the new rate', () => {
    // 2 000 × 12,15 % × 30 ÷ 365 = 19,9726 → 19,97; 2 000 × 12,40 % × 1 ÷ 365 = 0,6795 → 0,68
    // 500 × 12,40 % × 9 ÷ 365 = 1,5288 → 1,53
    const cuts = [{ on: '2026-07-01', cents: 150_000 }]
    expect(unfold({ dueOn: '2026-05-31', on: '2026-07-10', cents: 200_000, cuts }).segments).toEqual([
      ['2026-06-01', '2026-06-30', 30, 200_000, 1_215, 1_997],
      ['2026-07-01', '2026-07-01', 1, 200_000, 1_240, 68],
      ['2026-07-02', '2026-07-10', 9, 50_000, 1_240, 153],
    ])
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

test('payments that go to the interest first, told out of order: what each took of it is no principal paid', () => {
  // 10 000 × 12,15 % × 60 ÷ 365 = 199,73; 100 € paid on 30 June take 100 of it.
  // 10 000 × 12,40 % × 31 ÷ 365 = 105,3151 → 105,32; 500 € paid on 31 July take the 205,05 that are left.
  // 9 705,05 × 12,40 % × 31 ÷ 365 = 102,2088 → 102,21
  const cuts = [
    { on: '2026-07-31', cents: 50_000 },
    { on: '2026-06-30', cents: 10_000 },
  ]
  const story = { dueOn: '2026-05-01', on: '2026-08-31', cents: 1_000_000, cuts } as const
  expect(unfold({ ...story, paymentsReduce: 'interest' }).segments).toEqual([
    ['2026-05-02', '2026-06-30', 60, 1_000_000, 1_215, 19_973],
    ['2026-07-01', '2026-07-31', 31, 1_000_000, 1_240, 10_532],
    ['2026-08-01', '2026-08-31', 31, 970_505, 1_240, 10_221],
  ])
})

test('an agreed rate of three times the legal one is the agreed rate', () => {
  const legal = RATES.get('2026-01-01')?.legalBasisPoints ?? Number.NaN
  const rateOf = (basisPoints: number) =>
    knownOf({
      ...{ dueOn: '2026-03-01', on: '2026-03-31', cents: 100_000 },
      agreed: { kind: 'fixed', basisPoints },
    }).segments.map((one) => [one.rateBasisPoints, one.rateRule])
  expect(rateOf(3 * legal)).toEqual([[3 * legal, 'agreed']])
  expect(rateOf(3 * legal - 1)).toEqual([[3 * legal, 'agreed-floor']])
})
