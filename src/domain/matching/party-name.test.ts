import { describe, expect, test } from 'vitest'
import { nameLikeness, nameSaidIn, nameWords, payerKey } from './party-name.ts'

const likeness = (payer: string, customer: string) => nameLikeness(nameWords(payer), nameWords(customer))

test('legal forms, titles, accents and order say nothing', () => {
  expect(nameWords('SARL Éts Müller & Fils')).toEqual(['MULLER', 'FILS'])
  expect(payerKey('M. OU MME BŒUF JEAN')).toBe(payerKey('Jean Boeuf'))
  expect(nameWords('SARL')).toEqual(['SARL'])
})

describe('the same party', () => {
  test.each([
    ['MENUISERIE LAMBERT SARL', 'Menuiserie Lambert'],
    ['LAMBERT MENUISERIE', 'SAS Menuiserie Lambert'],
    ['STE BOULANGERIE PETITJE', 'Boulangerie Petitjean'],
    ['DUPOND JEAN', 'Jean Dupont'],
    ['DUPONTMENUISERIE', 'Dupont Menuiserie'],
    ['GARAGE DES TILLEULS BEAUVAIS', 'Garage des Tilleuls'],
  ])('%s is %s', (payer, customer) => {
    expect(likeness(payer, customer)).toBeGreaterThanOrEqual(0.75)
  })
})

describe('another party', () => {
  test.each([
    ['MENUISERIE LAMBERT', 'Menuiserie Legrand'],
    ['GARAGE DU CENTRE', 'Boulangerie du Centre'],
    ['MARTIN PAUL', 'Martin Sophie Conseil'],
    ['', 'Dupont'],
    ['EDF', 'EDM'],
  ])('%s is not %s', (payer, customer) => {
    expect(likeness(payer, customer)).toBeLessThan(0.75)
  })
})

test('a customer named in a text without a payer', () => {
  const text = nameWords('VIR SEPA RECU GARAGE DES TILLEULS FEVRIER')
  expect(nameSaidIn(text, nameWords('Garage des Tilleuls SARL'))).toBe(1)
  expect(nameSaidIn(text, nameWords('Garage du Moulin'))).toBeLessThan(0.75)
  expect(nameSaidIn(nameWords('VIR ABC'), nameWords('ABC'))).toBe(0)
})
