import { expect, test } from 'vitest'
import { parseAmount } from '#domain/days-and-money/money.ts'
import { ENGLISH, FRENCH } from './format.ts'

test('French figures keep their typography', () => {
  expect(FRENCH.money(123456, 'EUR')).toBe('1\u202f234,56\u00a0€')
  expect(FRENCH.count(12345)).toBe('12\u202f345')
  expect(FRENCH.day('2023-12-24')).toBe('24/12/2023')
  expect(FRENCH.dayAndMonth('2023-12-24')).toBe('24/12')
  expect(FRENCH.bytes(1_250_000)).toBe('1,3\u00a0Mo')
})

test('English amounts are exact', () => {
  expect(ENGLISH.money(123456, 'EUR')).toBe('€1,234.56')
  expect(ENGLISH.day('2024-01-05')).toBe('5 Jan 2024')
  expect(ENGLISH.dayAndMonth('2024-01-05')).toBe('5 Jan')
})

test('two currencies are written side by side', () => {
  const amounts = [
    { currency: 'EUR', cents: 500 },
    { currency: 'CHF', cents: 2000 },
  ]
  expect(FRENCH.amounts(amounts)).toBe('5,00\u00a0€ + 20,00\u00a0CHF')
  expect(FRENCH.amounts([])).toBe('0,00\u00a0€')
})

test('an amount is read as it is typed', () => {
  expect(parseAmount('1 234,56')).toBe(123_456)
  expect(parseAmount('1234.5 €')).toBe(123_450)
  expect(parseAmount('12')).toBe(1_200)
  expect(parseAmount('1,234')).toBeNull()
  expect(parseAmount('-5')).toBeNull()
  expect(parseAmount('')).toBeNull()
})
