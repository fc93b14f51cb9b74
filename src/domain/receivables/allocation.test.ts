import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CreditToSpread, type OpenInstalment, suggestSpread } from './allocation.ts'
import { bareNumber } from './document-number.ts'

const F1: OpenInstalment = { instalmentId: 1, number: 'FA-100', dueOn: '2026-01-31', openCents: 10_000 }
const F2: OpenInstalment = { instalmentId: 2, number: 'FA-101', dueOn: '2026-02-28', openCents: 25_000 }
const F3: OpenInstalment = { instalmentId: 3, number: 'FA-1000', dueOn: '2026-03-31', openCents: 40_000 }
const NO_DATE: OpenInstalment = { instalmentId: 4, number: null, dueOn: null, openCents: 7_000 }
const ALL = [NO_DATE, F3, F2, F1]

function credit(
  openCents: number,
  label: string | null = null,
  number: string | null = null,
): CreditToSpread {
  return { openCents, label, number }
}

describe('the suggested spread of a credit', () => {
  test('goes first to the invoice its text names', () => {
    expect(suggestSpread(credit(30_000, 'Avoir sur facture FA-101'), ALL)).toEqual([
      { instalmentId: 2, amountCents: 25_000 },
      { instalmentId: 1, amountCents: 5_000 },
    ])
  })

  test('reads a number as another program writes it, and never a part of one', () => {
    expect(suggestSpread(credit(1_000, 'VIR fa 0101 DUPONT'), ALL)).toEqual([
      { instalmentId: 2, amountCents: 1_000 },
    ])
    expect(suggestSpread(credit(1_000, 'VIR FA1000'), ALL)).toEqual([{ instalmentId: 3, amountCents: 1_000 }])
    expect(suggestSpread(credit(1_000, null, 'FA/1000'), ALL)).toEqual([
      { instalmentId: 3, amountCents: 1_000 },
    ])
  })

  test('takes several numbers of one text, oldest first', () => {
    expect(suggestSpread(credit(60_000, 'FA-1000, FA-101'), ALL)).toEqual([
      { instalmentId: 2, amountCents: 25_000 },
      { instalmentId: 3, amountCents: 35_000 },
    ])
  })

  test('else to the instalment of exactly the amount', () => {
    expect(suggestSpread(credit(40_000), ALL)).toEqual([{ instalmentId: 3, amountCents: 40_000 }])
  })

  test('what is left after the named invoice may be exactly another one', () => {
    expect(suggestSpread(credit(50_000, 'FA-100'), ALL)).toEqual([
      { instalmentId: 1, amountCents: 10_000 },
      { instalmentId: 3, amountCents: 40_000 },
    ])
  })

  test('else to the oldest, those without a date last; the rest stays unallocated', () => {
    expect(suggestSpread(credit(90_000), ALL).map((share) => share.amountCents)).toEqual([
      10_000, 25_000, 40_000, 7_000,
    ])
  })

  test('gives nothing when nothing is open, or nothing is left', () => {
    expect(suggestSpread(credit(100), [])).toEqual([])
    expect(suggestSpread(credit(0), ALL)).toEqual([])
  })

  test('is never more than the credit has, nor than an instalment owes', () => {
    const item = fc.record({
      number: fc.option(fc.constantFrom('FA-1', 'FA-10', '2026-1', 'X'), { nil: null }),
      dueOn: fc.option(fc.constantFrom('2026-01-01', '2026-02-01'), { nil: null }),
      openCents: fc.integer({ min: 1, max: 50_000 }),
    })
    const label = fc.option(fc.constantFrom('FA-1', 'fa-010 2026-1', 'X'), { nil: null })
    fc.assert(
      fc.property(fc.array(item), label, fc.integer({ min: 0, max: 100_000 }), (items, text, cents) => {
        const open = items.map((one, instalmentId) => ({ ...one, instalmentId }))
        const shares = suggestSpread(credit(cents, text), open)
        const total = shares.reduce((sum, share) => sum + share.amountCents, 0)
        expect(total).toBeLessThanOrEqual(cents)
        expect(new Set(shares.map((share) => share.instalmentId)).size).toBe(shares.length)
        for (const share of shares) {
          expect(share.amountCents).toBeGreaterThan(0)
          expect(share.amountCents).toBeLessThanOrEqual(open[share.instalmentId]?.openCents ?? 0)
        }
      }),
    )
  })
})

test.each([
  ['FA-00123', 'FA123'],
  ['fa 123', 'FA123'],
  ['2026/0007', '20260007'],
  ['000', '0'],
])('%s is bare as %s', (number, bare) => {
  expect(bareNumber(number)).toBe(bare)
})
