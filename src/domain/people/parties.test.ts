import { describe, expect, test } from 'vitest'
import { businessName, isAddressLong, recipientLines } from './parties.ts'

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
