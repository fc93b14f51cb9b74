import { expect, test } from 'vitest'
import { frenchVatNumber, isSiren, isSiret, isVatNumber, sirenOfFec } from './identifiers.ts'

test.each([
  ['732829320', true],
  ['356000000', true],
  ['732829321', false],
  ['73282932', false],
  ['7328293200', false],
  ['73282932X', false],
  ['', false],
])('SIREN %s: %s', (siren, expected) => {
  expect(isSiren(siren)).toBe(expected)
})

// 73282932000074 and 35600000000048 by Luhn; 35600000000015 by its sum of digits, 20, as only La Poste may.
test.each([
  ['73282932000074', true],
  ['73282932000075', false],
  ['35600000000048', true],
  ['35600000000015', true],
  ['35600000000016', false],
  ['73282932000077', false],
  ['7328293200007', false],
  ['732829320000740', false],
  ['7328293200007X', false],
  // Luhn over the fourteen digits, and not over the first nine.
  ['73282932100073', false],
])('SIRET %s: %s', (siret, expected) => {
  expect(isSiret(siret)).toBe(expected)
})

// (12 + 3 × (732829320 mod 97)) mod 97 = 44.
test.each([
  ['FR44732829320', true],
  ['FR45732829320', false],
  ['FRA1732829320', true],
  ['FRO1732829320', false],
  ['FR4473282932', false],
  ['FR447328293200', false],
  ['xFR44732829320', false],
  ['DE123456789', true],
  ['BE0123456789', true],
  ['D1', false],
  ['DE1', false],
  ['DE1234567890123', false],
])('VAT number %s: %s', (number, expected) => {
  expect(isVatNumber(number)).toBe(expected)
})

test('the VAT number of a company follows from its SIREN', () => {
  expect(frenchVatNumber('732829320')).toBe('FR44732829320')
  expect(isVatNumber(frenchVatNumber('356000000'))).toBe(true)
})

test.each([
  ['732829320FEC20231231.txt', '732829320'],
  ['lambert_732829320fec20231231.csv', '732829320'],
  ['123456789FEC20231231.txt', null],
  ['1732829320FEC20231231.txt', null],
  ['732829320FEC.txt', null],
])('the name of the FEC %s says the SIREN %s', (fileName, siren) => {
  expect(sirenOfFec(fileName)).toBe(siren)
})
