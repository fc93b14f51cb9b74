import { describe, expect, test } from 'vitest'
import {
  amountsLess,
  decimalCents,
  formatCents,
  formatMoney,
  mainCents,
  parseAmount,
  sumByCurrency,
  sumCents,
  typedAmount,
} from './money.ts'

const EUR = (cents: number) => ({ currency: 'EUR', cents })
const CHF = (cents: number) => ({ currency: 'CHF', cents })
const USD = (cents: number) => ({ currency: 'USD', cents })

test('a sum of cents is exact, or it is refused', () => {
  expect(sumCents([])).toBe(0)
  expect(sumCents([120_000, -30_000, 1])).toBe(90_001)
  expect(sumCents([Number.MAX_SAFE_INTEGER])).toBe(Number.MAX_SAFE_INTEGER)
  expect(() => sumCents([Number.MAX_SAFE_INTEGER, 1])).toThrow('sum of cents out of range: 9007199254740992')
  expect(() => sumCents([0.5])).toThrow(RangeError)
})

test('currencies are never added up: euros first, then by code', () => {
  expect(sumByCurrency([USD(5), CHF(7), EUR(100), USD(6), EUR(-1)])).toEqual([EUR(99), CHF(7), USD(11)])
  expect(sumByCurrency([])).toEqual([])
  expect(mainCents([CHF(7), EUR(99)])).toBe(99)
  expect(mainCents([CHF(7), USD(11)])).toBe(7)
  expect(mainCents([])).toBe(0)
})

test('gross less net, by currency, without those of which nothing is left', () => {
  expect(amountsLess([EUR(100), CHF(50)], [EUR(70), CHF(50)])).toEqual([EUR(30)])
  expect(amountsLess([EUR(100)], [USD(5)])).toEqual([EUR(100), USD(-5)])
})

describe('an amount in words of France and of machines', () => {
  test.each([
    [0, '0,00', '0.00'],
    [5, '0,05', '0.05'],
    [99, '0,99', '0.99'],
    [100, '1,00', '1.00'],
    [99_999, '999,99', '999.99'],
    [123_456, '1\u202f234,56', '1234.56'],
    [123_456_789_01, '123\u202f456\u202f789,01', '123456789.01'],
    [-7, '-0,07', '-0.07'],
    [-123_456, '-1\u202f234,56', '-1234.56'],
  ])('%i cents', (cents, french, machine) => {
    expect(formatCents(cents)).toBe(french)
    expect(decimalCents(cents)).toBe(machine)
    expect(typedAmount(cents, 'fr')).toBe(french)
    expect(typedAmount(cents, 'en')).toBe(machine)
    expect(formatMoney(cents)).toBe(`${french}\u00a0€`)
    expect(formatMoney(cents, 'CHF')).toBe(`${french}\u00a0CHF`)
  })

  test.each([
    ['1 234,56', 123_456],
    ['1\u202f234,56\u00a0€', 123_456],
    ['1234.5 €', 123_450],
    ['7', 700],
    ['0,05', 5],
    ['12345678901,99', 1_234_567_890_199],
    ['123456789012', null],
    ['1,234', null],
    ['1,', null],
    [',5', null],
    ['-5', null],
    ['5 euros', null],
    ['', null],
  ])('typed "%s"', (text, cents) => {
    expect(parseAmount(text)).toBe(cents)
  })
})
