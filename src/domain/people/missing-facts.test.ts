import { expect, test } from 'vitest'
import { missingFacts } from './missing-facts.ts'

const DUPONT = {
  addressLines: ['12 rue de la Paix'],
  postcode: '75002',
  town: 'Paris',
  email: null,
  kind: 'business',
  channel: 'letter',
} as const

test('Dupont, a business in Paris reminded by letter, lacks nothing', () => {
  expect(missingFacts(DUPONT)).toEqual([])
})

test('a street without a town is no address; a small commune needs no street', () => {
  expect(missingFacts({ ...DUPONT, town: ' ' })).toEqual(['address'])
  expect(missingFacts({ ...DUPONT, addressLines: [] })).toEqual([])
})

test('an e-mail address lacks only to whom is written by e-mail', () => {
  expect(missingFacts({ ...DUPONT, channel: 'email' })).toEqual(['email'])
  expect(missingFacts({ ...DUPONT, channel: 'both', email: 'compta@dupont.example' })).toEqual([])
})

test('all that lacks is told in the order it is asked for', () => {
  const bare = { ...DUPONT, postcode: null, kind: 'unknown', channel: 'both' } as const
  expect(missingFacts(bare)).toEqual(['address', 'kind', 'email'])
})
