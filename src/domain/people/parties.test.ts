import { describe, expect, test } from 'vitest'
import { audienceOf, businessName, hasPostalAddress, isAddressLong, recipientLines } from './parties.ts'

const PEUPLIERS = {
  name: 'EARL des Peupliers',
  addressLines: ['Bât. C', '12, rue St. Jean'],
  postcode: '60000',
  town: 'Beauvais',
  country: null,
}

describe('an address as NF Z 10-011 has it', () => {
  test('its last three lines are in capitals, without punctuation', () => {
    expect(recipientLines({ ...PEUPLIERS, attention: 'À l’attention de Mme Durand' })).toEqual([
      'EARL des Peupliers',
      'À l’attention de Mme Durand',
      'BÂT C',
      '12 RUE ST JEAN',
      '60000 BEAUVAIS',
    ])
  })

  test('abroad the country ends it, and the name keeps its letters', () => {
    expect(recipientLines({ ...PEUPLIERS, addressLines: ['Hauptstr. 3'], country: 'Allemagne' })).toEqual([
      'EARL des Peupliers',
      'HAUPTSTR 3',
      '60000 BEAUVAIS',
      'ALLEMAGNE',
    ])
    expect(recipientLines({ ...PEUPLIERS, addressLines: [], country: 'france' })).toHaveLength(2)
  })

  test('no line is left out: too many of them, or too long, is told', () => {
    const lines = recipientLines({ ...PEUPLIERS, addressLines: ['a', 'b', 'c', 'd', 'e'] })
    expect(lines).toHaveLength(7)
    expect(isAddressLong(lines, null)).toBe(true)
    expect(isAddressLong(lines, 'BELGIQUE')).toBe(false)
    expect(isAddressLong(lines.slice(1), 'FR')).toBe(false)
    expect(isAddressLong(['x'.repeat(38)], null)).toBe(false)
    expect(isAddressLong(['x'.repeat(39)], 'BELGIQUE')).toBe(true)
  })
})

test.each([
  ['Jeanne Lefèvre', 'EI', 'Jeanne Lefèvre EI'],
  ['Jeanne Lefèvre', 'Entrepreneur individuel', 'Jeanne Lefèvre EI'],
  ['Jeanne Lefèvre EI', 'E.I.', 'Jeanne Lefèvre EI'],
  ['GAEC des Trois Chênes', 'GAEC', 'GAEC des Trois Chênes'],
  ['EIFFAGE', null, 'EIFFAGE'],
])('%s of the form %s signs %s', (legalName, legalForm, name) => {
  expect(businessName({ legalName, legalForm })).toBe(name)
})

test('whoever is not surely a business or a public body is written to like a consumer', () => {
  const kinds = ['business', 'public', 'consumer', 'non-professional', 'unknown'] as const
  expect(kinds.map(audienceOf)).toEqual(['business', 'public', 'consumer', 'consumer', 'consumer'])
})

test.for([
  ['60000', 'Beauvais', true],
  ['60000', null, false],
  [null, 'Beauvais', false],
  [' ', 'Beauvais', false],
  ['60000', ' ', false],
] as const)('a letter is posted with a postcode and a town: %s %s', ([postcode, town, isPosted]) => {
  expect(hasPostalAddress({ addressLines: [], postcode, town })).toBe(isPosted)
})

test('blanks around a name, a line or a country are no part of it, and a town alone is a line', () => {
  const lines = recipientLines({
    name: ' EARL des Peupliers ',
    addressLines: [' Bât. C ', ' ', 'Lieu-dit', '12, rue St. Jean, '],
    postcode: null,
    town: 'Beauvais',
    country: ' fr ',
  })
  expect(lines).toEqual(['EARL des Peupliers', 'Bât. C', 'LIEU-DIT', '12 RUE ST JEAN', 'BEAUVAIS'])
  expect(isAddressLong(['court', 'x'.repeat(39)], null)).toBe(true)
})

test('a form that only holds « ei » is no sole trader, and one written « E.I. » is', () => {
  const nameOf = (legalForm: string | null) => businessName({ legalName: 'Paul Martin', legalForm })
  expect([nameOf(' E.I. '), nameOf('Entreprise individuelle'), nameOf('SEI')]).toEqual([
    'Paul Martin EI',
    'Paul Martin EI',
    'Paul Martin',
  ])
  expect([nameOf('EIRL'), nameOf('SARL'), nameOf(null)]).toEqual([
    'Paul Martin',
    'Paul Martin',
    'Paul Martin',
  ])
})
