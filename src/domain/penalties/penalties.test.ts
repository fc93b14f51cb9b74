import { describe, expect, test } from 'vitest'
import { RATES } from './legal-rates-fixture.ts'
import {
  demandedCents,
  type InvoiceDebt,
  type PenaltyRules,
  penaltiesOf,
  recoveryFeeEach,
  spreadOnPenalties,
  totalWithPenalties,
} from './penalties.ts'

const RULES: PenaltyRules = {
  customerKind: 'business',
  currency: 'EUR',
  terms: { agreedRate: { kind: 'default' }, yearDays: '365', paymentsReduce: 'principal' },
  rates: RATES,
}

let instalments = 0
function debt(
  invoiceId: number,
  dueOn: string,
  amountCents: number,
  cuts: InvoiceDebt['cuts'] = [],
): InvoiceDebt {
  instalments += 1
  return { instalmentId: instalments, invoiceId, dueOn, amountCents, cuts }
}

function owed(debts: readonly InvoiceDebt[], on: string, rules: Partial<PenaltyRules> = {}) {
  const penalties = penaltiesOf(debts, on, { ...RULES, ...rules })
  if (penalties.kind !== 'owed') throw new Error(penalties.kind)
  return penalties
}

describe('40 € an invoice', () => {
  test('a business: 420,55 € of interest and 40 €, the example of law.md', () => {
    expect(owed([debt(1, '2026-05-01', 1_000_000)], '2026-09-03')).toMatchObject({
      regime: 'business',
      interestCents: 42_055,
      feesCents: 4_000,
    })
  })

  test('a public buyer: 347,60 € and 40 € (D2192-35)', () => {
    const rules = { customerKind: 'public' } as const
    expect(owed([debt(1, '2026-05-01', 1_000_000)], '2026-09-03', rules)).toMatchObject({
      regime: 'public',
      interestCents: 34_760,
      feesCents: 4_000,
    })
  })

  test('two late instalments of one invoice: one indemnity; a second invoice: a second one', () => {
    const two = [debt(7, '2026-04-30', 50_000), debt(7, '2026-05-31', 50_000)]
    expect(owed(two, '2026-06-15')).toMatchObject({ invoiceCount: 1, feesCents: 4_000 })
    expect(owed([...two, debt(8, '2026-05-31', 50_000)], '2026-06-15')).toMatchObject({
      invoiceCount: 2,
      feesCents: 8_000,
    })
  })

  test('an invoice due today is not late: neither interest nor indemnity', () => {
    const penalties = owed([debt(1, '2026-06-15', 50_000), debt(2, '2026-06-14', 50_000)], '2026-06-15')
    expect(penalties.lines).toHaveLength(1)
    expect(penalties).toMatchObject({ invoiceCount: 1, feesCents: 4_000 })
  })

  test('a debt so small that it bears no cent is late all the same', () => {
    expect(owed([debt(1, '2026-06-14', 10)], '2026-06-15')).toMatchObject({
      interestCents: 0,
      feesCents: 4_000,
    })
  })

  test('in Swiss francs: interest, but no indemnity, which the law sets in euros', () => {
    expect(owed([debt(1, '2026-05-01', 1_000_000)], '2026-09-03', { currency: 'CHF' })).toMatchObject({
      interestCents: 42_055,
      feesCents: null,
    })
  })
})

test.each(['consumer', 'non-professional', 'unknown'] as const)(
  '%s: nothing is ever asked',
  (customerKind) => {
    const rules = { ...RULES, customerKind, rates: new Map() }
    expect(penaltiesOf([debt(1, '2020-01-01', 1_000_000)], '2026-09-03', rules)).toEqual({
      kind: 'not-owed',
      customerKind,
    })
  },
)

test('rates missing are told once for all, the oldest first, and each invoice keeps its 40 €', () => {
  const debts = [debt(1, '2026-12-15', 10_000), debt(2, '2026-11-15', 10_000), debt(3, '2010-01-15', 10_000)]
  const { missing: rates, invoiceCount, feesCents } = owed(debts, '2027-07-02')
  expect({ invoiceCount, feesCents }).toEqual({ invoiceCount: 3, feesCents: 12_000 })
  const missing = rates.map((one) => one.startsOn)
  expect(missing[0]).toBe('2010-01-01')
  expect(missing.slice(-2)).toEqual(['2027-01-01', '2027-07-01'])
  expect(new Set(missing).size).toBe(missing.length)
})

test('the fee of an invoice that another letter asks is not asked again', () => {
  const debts = [debt(1, '2026-01-31', 10_000), debt(2, '2026-02-28', 10_000)]
  const penalties = penaltiesOf(debts, '2026-03-31', RULES, new Set([debts[0]?.invoiceId ?? 0]))
  expect(penalties).toMatchObject({ kind: 'owed', invoiceCount: 1, feesCents: 4_000 })
  expect(penalties.kind === 'owed' && penalties.lines).toHaveLength(2)
})

describe('what was paid of interest and fees', () => {
  test('is taken off once, and never beyond what they come to', () => {
    const debts = [debt(1, '2026-05-01', 1_000_000), debt(2, '2026-05-01', 10_000)]
    const paid = new Map([
      [1, 50_000],
      [2, 100],
      [3, 9_999],
    ])
    const penalties = penaltiesOf(debts, '2026-09-03', RULES, new Set(), paid)
    if (penalties.kind !== 'owed') throw new Error(penalties.kind)
    expect([...penalties.paidOf]).toEqual([
      [1, 46_055],
      [2, 100],
    ])
    expect(penalties.paidCents).toBe(46_155)
    expect(totalWithPenalties(1_010_000, penalties)).toBe(1_010_000 + 42_055 + 421 + 8_000 - 46_155)
  })

  test('of an invoice whose fee another letter asks, only its interest', () => {
    const penalties = penaltiesOf(
      [debt(1, '2026-05-01', 1_000_000)],
      '2026-09-03',
      RULES,
      new Set([1]),
      new Map([[1, 46_055]]),
    )
    expect(penalties).toMatchObject({ feesCents: 0, paidCents: 42_055 })
  })
})

describe('spreading a payment over penalties', () => {
  const owed = [
    { invoiceId: 1, leftCents: 1_000 },
    { invoiceId: 2, leftCents: 4_500 },
    { invoiceId: 3, leftCents: 700 },
  ]

  test('the invoices it settles first, then the oldest', () => {
    expect(spreadOnPenalties(5_000, owed, new Set([2]))).toEqual([
      { invoiceId: 2, amountCents: 4_500 },
      { invoiceId: 1, amountCents: 500 },
    ])
  })

  test('what is too much is left over, and nothing gives nothing', () => {
    expect(spreadOnPenalties(9_000, owed, new Set())).toEqual([
      { invoiceId: 1, amountCents: 1_000 },
      { invoiceId: 2, amountCents: 4_500 },
      { invoiceId: 3, amountCents: 700 },
    ])
    expect(spreadOnPenalties(0, owed, new Set())).toEqual([])
  })
})

describe('who owes what the law adds', () => {
  test('the fee of 40 € is asked of businesses and public buyers, in euros', () => {
    const kinds = ['business', 'public', 'consumer', 'non-professional', 'unknown'] as const
    expect(kinds.map((kind) => recoveryFeeEach(kind, 'EUR'))).toEqual([4_000, 4_000, null, null, null])
    expect(recoveryFeeEach('business', 'CHF')).toBeNull()
  })

  test('a formal notice demands it, the letters before it only tell it', () => {
    const added = { interestCents: 42_055, feesCents: 4_000, paidCents: 0 }
    expect(demandedCents(4, 1_000_000, added)).toBe(1_046_055)
    expect(demandedCents(3, 1_000_000, added)).toBe(1_000_000)
    expect(demandedCents(4, 1_000_000, null)).toBe(1_000_000)
  })

  test('what is not late yet has no line, and an invoice of which nothing is paid is not among the paid', () => {
    const { lines, invoiceCount, paidOf } = penaltiesOf(
      [debt(1, '2026-05-01', 1_000_000), debt(2, '2026-09-03', 1_000_000)],
      '2026-09-03',
      RULES,
      new Set(),
      new Map([[1, 0]]),
    ) as Extract<ReturnType<typeof penaltiesOf>, { kind: 'owed' }>
    expect([lines.length, invoiceCount, paidOf.size]).toEqual([1, 1, 0])
  })
})
