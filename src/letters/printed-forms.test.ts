import { expect, test } from 'vitest'
import { groupDigits, wordBreaker } from './printed-forms.ts'

test.each([
  ['FA-2024-17', 'FA-2024-17'],
  ['FACTURE-EXPORT-2024-17', 'FACTURE-|EXPORT-|2024-|17'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ABCDEFGHIJ|KLMNOPQRST|UVWXYZ'],
  ['short words are left alone', 'short words are left alone'],
])('a long word may wrap: %s', (typed, printed) => {
  expect(wordBreaker(10)(typed)).toBe(printed.replaceAll('|', '\u200b'))
})

test('a SIRET prints in groups, anything else as typed', () => {
  expect(groupDigits('73282932000074')).toBe('732 829 320 00074'.replaceAll(' ', '\u00a0'))
  expect(groupDigits('1234')).toBe('1234')
})
