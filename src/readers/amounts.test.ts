import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalCents, formatCents, formatMoney } from '#domain/days-and-money/money.ts'
import { centsAt, decimalMarkOf, parseCents } from './amounts.ts'

const cents = fc.integer({ min: -1e15, max: 1e15 })

describe('an amount comes back to the cent', () => {
  test('as we write it ourselves', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        expect(parseCents(formatMoney(amount), ',')).toBe(amount)
        expect(parseCents(formatCents(amount), null)).toBe(amount)
        expect(parseCents(decimalCents(amount), '.')).toBe(amount)
      }),
    )
  })

  test('as ledgers write it, wherever it stands in its line', () => {
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(',', '.'),
        fc.constantFrom('first', 'last'),
        (amount, mark, sign) => {
          const plain = decimalCents(Math.abs(amount)).replace('.', mark).padStart(14, '0')
          const signed =
            sign === 'first' ? `${amount < 0 ? '-' : '+'}${plain}` : `${plain}${amount < 0 ? '-' : '+'}`
          expect(centsAt(`a\t ${signed} \tb`, 2, signed.length + 4) || 0).toBe(amount || 0)
        },
      ),
    )
  })

  test.each(['300.-', '300,-', ' 1.- '])('a dash after the mark is no sign: %s', (text) => {
    expect(centsAt(text, 0, text.length)).toBe(parseCents(text, null))
    expect(centsAt(text, 0, text.length)).toBeGreaterThan(0)
  })

  test('the quick reading and the tolerant one never disagree', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+]?[ 0-9.,]{1,12}[-+]?$/), (text) => {
        const tolerant = parseCents(text, null)
        const quick = centsAt(text, 0, text.length)
        if (tolerant !== null) expect(quick || 0).toBe(tolerant)
        else
          expect(text.trim() === '' ? quick : Number.isNaN(quick) || quick).toBe(
            text.trim() === '' ? 0 : true,
          )
      }),
    )
  })
})

describe('what has two readings is not guessed', () => {
  test.each([
    '1,234',
    '1.234',
    '12,345',
    '',
    '-',
    '--1',
    '1-2',
    '12,34,5',
    '1E+05',
    '1,2345',
    'abc',
    '(',
    '1 €uro',
    '.',
  ])('"%s" is no amount by itself', (text) => {
    expect(parseCents(text, null)).toBeNull()
  })

  test.each([
    ['1,234', ',', null],
    ['1,234', '.', 123_400],
    ['1.234,5', null, 123_450],
    ["1'234.50", null, 123_450],
    ['(1 234,56)', null, -123_456],
    ['-1 234,56 €', null, -123_456],
    ['€ 12', null, 1200],
    ['12,5000', null, 1250],
    [',50', null, 50],
    ['1,234,567', null, 123_456_700],
  ] as const)('"%s" with the mark %s is %s cents', (text, mark, expected) => {
    expect(parseCents(text, mark)).toBe(expected)
  })

  test('decimals past the second are rounded only where asked', () => {
    expect([parseCents('33,3350', ',', 'rounded'), parseCents('-2,675', ',', 'rounded')]).toEqual([
      3334, -268,
    ])
  })

  test.each([
    [['12', '1 200'], null],
    [['1,234'], 'ambiguous'],
    [['1,234', '5.10'], '.'],
    [['1.234', '5,10'], ','],
    [['1,234,567'], '.'],
  ] as const)('a column of %j has the mark %s', (cells, mark) => {
    expect(decimalMarkOf(cells)).toBe(mark)
  })
})
