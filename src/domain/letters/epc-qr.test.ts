import { describe, expect, test } from 'vitest'
import { type CreditTransfer, epcQrPayload } from './epc-qr.ts'

const TRANSFER: CreditTransfer = {
  beneficiaryName: 'GAEC des Trois Chênes',
  iban: 'FR14 2004 1010 0505 0001 3M02 606',
  bic: 'AGRIFRPP882',
  amountCents: 123_456,
  currency: 'EUR',
  reference: 'PROFR 29/01/2024',
}

describe('epcQrPayload', () => {
  test('writes the eleven lines of EPC069-12, version 002, UTF-8', () => {
    expect(epcQrPayload(TRANSFER)).toBe(
      'BCD\n002\n1\nSCT\nAGRIFRPP882\nGAEC des Trois Chênes\nFR1420041010050500013M02606\nEUR1234.56\n\n\nPROFR 29/01/2024',
    )
  })

  test('leaves out a BIC that is none, and empty lines at the end', () => {
    expect(epcQrPayload({ ...TRANSFER, bic: 'ABCD9999999', reference: '' })).toBe(
      'BCD\n002\n1\nSCT\n\nGAEC des Trois Chênes\nFR1420041010050500013M02606\nEUR1234.56',
    )
  })

  test.each([
    ['no IBAN', { iban: null }],
    ['an IBAN that is none', { iban: 'FR14' }],
    ['another currency', { currency: 'CHF' }],
    ['nothing to pay', { amountCents: 0 }],
    ['a balance in favour', { amountCents: -100 }],
    ['more than the format holds', { amountCents: 100_000_000_000 }],
    ['no beneficiary', { beneficiaryName: ' ' }],
  ])('makes no code with %s', (_, changes) => {
    expect(epcQrPayload({ ...TRANSFER, ...changes })).toBeNull()
  })

  test('accepts the largest amount', () => {
    expect(epcQrPayload({ ...TRANSFER, amountCents: 99_999_999_999 })).toContain('EUR999999999.99')
  })

  test('a line break in a name cannot shift the lines', () => {
    const lines = epcQrPayload({ ...TRANSFER, beneficiaryName: 'A\nFR7600000\r\nB' })?.split('\n')
    expect(lines?.[5]).toBe('A FR7600000 B')
    expect(lines?.[6]).toBe('FR1420041010050500013M02606')
  })

  test('stays under 70 characters of name, 140 of reference, 331 bytes in all', () => {
    const payload = epcQrPayload({
      ...TRANSFER,
      beneficiaryName: 'é'.repeat(200),
      reference: Array.from({ length: 40 }, (_, index) => `€${index}`).join(' '),
    })
    const lines = payload?.split('\n') ?? []
    expect(lines[5]).toMatch(/^é{40,70}$/)
    expect(lines[10]).toMatch(/^€0 €1 .* €\d\d$/)
    expect(new TextEncoder().encode(payload ?? '').length).toBeLessThanOrEqual(331)
  })

  test('no number is ever cut short, and a creditor reference has the line of its own', () => {
    const numbers = Array.from({ length: 30 }, (_, index) => `FA-25-${304_001 + index}`)
    const words = epcQrPayload({ ...TRANSFER, reference: ['C0001', ...numbers].join(' ') })
      ?.split('\n')[10]
      ?.split(' ')
    expect(words?.length).toBeGreaterThan(5)
    for (const word of words ?? []) expect(['C0001', ...numbers]).toContain(word)
    const lines = epcQrPayload({ ...TRANSFER, reference: 'RF26FA20260001' })?.split('\n')
    expect(lines?.slice(9)).toEqual(['RF26FA20260001'])
  })
})
