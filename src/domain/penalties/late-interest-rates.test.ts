import { describe, expect, test } from 'vitest'
import { interestOf, rulesOf, unfold } from './late-interest-fixture.ts'
import { RATES } from './legal-rates-fixture.ts'

// Which rate holds, worked by hand as in late-interest.test.ts.

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
  test('a half-year without its rates is named, and interest stops the day before', () => {
    // 1 000 × 12,40 % × 30 ÷ 365 = 10,1918 → 10,19
    const interest = interestOf({ dueOn: '2026-12-01', on: '2027-01-15', cents: 100_000 })
    expect(interest.missing).toEqual([{ startsOn: '2027-01-01', rate: 'ecb' }])
    expect(interest.interestCents).toBe(1_019)
    expect(interest.segments.map(({ from, to }) => [from, to])).toEqual([['2026-12-02', '2026-12-31']])
  })

  test('so is each one of a long delay, once however many payments cut it', () => {
    const cuts = [{ on: '2027-02-01', cents: 10_000 }]
    const { missing } = interestOf({ dueOn: '2026-12-01', on: '2027-08-15', cents: 100_000, cuts })
    expect(missing).toEqual([
      { startsOn: '2027-01-01', rate: 'ecb' },
      { startsOn: '2027-07-01', rate: 'ecb' },
    ])
  })

  test('nothing is counted after a hole, though the later rates are known', () => {
    const { '2026-01-01': hole, ...known } = Object.fromEntries(RATES)
    expect(hole).toBeDefined()
    const rates = new Map(Object.entries(known))
    const interest = interestOf({ dueOn: '2025-12-01', on: '2026-09-03', cents: 100_000, rates })
    expect(interest.segments.map(({ from, to }) => [from, to])).toEqual([['2025-12-02', '2025-12-31']])
    expect(interest.missing).toEqual([{ startsOn: '2026-01-01', rate: 'ecb' }])
  })

  test('a contract waits for the legal rate, the law’s own does not', () => {
    const rates = new Map([
      ['2027-01-01', { startsOn: '2027-01-01', ecbBasisPoints: 265, legalBasisPoints: null }],
    ])
    const story = { dueOn: '2027-01-01', on: '2027-01-31', cents: 100_000, rates }
    // 1 000 × 12,65 % × 30 ÷ 365 = 10,3973 → 10,40
    expect(unfold(story).total).toBe(1_040)
    expect(interestOf({ ...story, agreed: { kind: 'minimum' } })).toEqual({
      segments: [],
      interestCents: 0,
      missing: [{ startsOn: '2027-01-01', rate: 'legal' }],
    })
  })

  test('a public buyer needs only the half-year its interest began in', () => {
    const buyer = { on: '2027-06-30', cents: 100_000, regime: 'public' } as const
    expect(interestOf({ ...buyer, dueOn: '2026-12-01' }).missing).toEqual([])
    expect(interestOf({ ...buyer, dueOn: '2026-12-31' })).toEqual({
      segments: [],
      interestCents: 0,
      missing: [{ startsOn: '2027-01-01', rate: 'ecb' }],
    })
  })
})
