import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dueDay,
  formatPaymentTerm,
  isOverCeiling,
  type PaymentTerm,
  parsePaymentTerm,
  paymentTermWarning,
} from './payment-terms.ts'

function due(term: string, issuedOn: string): string | null {
  const parsed = parsePaymentTerm(term)
  return parsed && dueDay(issuedOn, parsed)
}

describe('a payment term gives the due date', () => {
  test.each([
    ['30 jours', '2024-01-15', '2024-02-14'],
    ['30j', '2024-01-15', '2024-02-14'],
    ['60 jours nets', '2024-01-15', '2024-03-15'],
    ['À réception', '2024-01-15', '2024-01-15'],
    ['comptant', '2024-01-15', '2024-01-15'],
    ['30 days', '2024-01-15', '2024-02-14'],
    ['fin de mois', '2024-02-03', '2024-02-29'],
    ['30 jours fin de mois le 10', '2024-01-15', '2024-03-10'],
    ['30 jours le 31', '2024-01-15', '2024-02-29'],
  ])('%s from %s is %s', (term, issuedOn, expected) => {
    expect(due(term, issuedOn)).toBe(expected)
  })

  test('the order of the words chooses the reading of « 45 jours fin de mois »', () => {
    expect(due('45 jours fin de mois', '2024-01-20')).toBe('2024-03-31')
    expect(due('fin de mois 45 jours', '2024-01-20')).toBe('2024-03-16')
    expect(due('fin de mois + 45 j', '2024-01-20')).toBe('2024-03-16')
  })

  test.each([
    '',
    'selon accord',
    '900 jours',
    'le 45',
    '2 mois',
    '3x sans frais',
    '30 jours fin de décade',
    '30 ou 60 jours, 45 jours',
    'fin du mois suivant',
    '2 % 10 jours',
  ])('« %s » is no term', (term) => {
    expect(parsePaymentTerm(term)).toBeNull()
  })

  test('a discount’s delay is not the term', () => {
    expect(due('2 % à 10 jours, net 30', '2024-01-15')).toBe('2024-02-14')
  })

  test('a term written by us is read back the same', () => {
    const term: fc.Arbitrary<PaymentTerm> = fc.record({
      days: fc.integer({ min: 0, max: 365 }),
      endOfMonth: fc.constantFrom('none', 'after'),
      dayOfMonth: fc.option(fc.integer({ min: 1, max: 31 })),
    })
    fc.assert(
      fc.property(term, (written) => {
        expect(parsePaymentTerm(formatPaymentTerm(written))).toEqual(written)
      }),
    )
    expect(formatPaymentTerm({ days: 45, endOfMonth: 'before', dayOfMonth: null })).toBe(
      'fin de mois 45 jours',
    )
  })
})

describe('the dates that the usual terms give (C. com. L441-10)', () => {
  const TERMS = [
    '30 jours net',
    '60 jours net',
    '30 jours fin de mois',
    'fin de mois 30 jours',
    '45 jours fin de mois',
    'fin de mois 45 jours',
    '30 jours fin de mois le 10',
  ]

  test.each([
    ['2026-01-15', '02-14 03-16 02-28 03-02 03-31 03-17 03-10'],
    ['2026-01-31', '03-02 04-01 03-31 03-02 03-31 03-17 04-10'],
    ['2026-03-10', '04-09 05-09 04-30 04-30 04-30 05-15 05-10'],
    ['2026-12-20', '01-19 02-18 01-31 01-30 02-28 02-14 02-10'],
  ])('for an invoice of %s', (issuedOn, expected) => {
    expect(TERMS.map((term) => due(term, issuedOn)?.slice(5)).join(' ')).toBe(expected)
  })

  test('a term beyond 60 days and beyond 45 days end of month is warned of', () => {
    const warning = (text: string) => {
      const term = parsePaymentTerm(text)
      return term && paymentTermWarning(term)
    }
    expect(TERMS.slice(0, 6).map(warning)).toEqual([null, null, null, null, null, null])
    expect(warning('30 jours fin de mois le 10')).toBe('term-sometimes-over-ceiling')
    expect(warning('90 jours')).toBe('term-over-ceiling')
    const tenth = parsePaymentTerm('30 jours fin de mois le 10')
    expect(tenth && ['2026-01-15', '2026-01-31'].map((day) => isOverCeiling(day, tenth))).toEqual([
      false,
      true,
    ])
  })
})
