import { expect, test } from 'vitest'
import { companyCodeOf, isCompanyCode } from './company-code.ts'

test.each([
  ['Café & Fils SARL', 'CAFE-FILS-SARL'],
  ['GAEC des Trois Chênes et Associés', 'GAEC-DES-TROIS-CHENE'],
  // The twentieth sign is a space: no dash is left at the end.
  ['Menuiserie du Grand Ouest', 'MENUISERIE-DU-GRAND'],
  ['« L’Atelier »', 'L-ATELIER'],
  ['東京', 'SOCIETE'],
])('%s is known as %s', (name, code) => {
  expect(companyCodeOf(name, [])).toBe(code)
  expect(isCompanyCode(code)).toBe(true)
})

test('a code that is taken gets a number, whatever its letters', () => {
  expect(companyCodeOf('Moreau', ['moreau', 'MOREAU-2'])).toBe('MOREAU-3')
})

test('without a name there is no code', () => {
  expect(companyCodeOf('  ', [])).toBe('')
})
