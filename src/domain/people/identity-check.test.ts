import { expect, test } from 'vitest'
import { isSiret } from './identifiers.ts'
import { type Identity, identityWarnings } from './identity-check.ts'

const NOTHING: Identity = {
  siret: null,
  vatNumber: null,
  iban: null,
  bic: null,
  email: null,
  website: null,
  otherAccounts: [],
}

test('nothing is not wrong, and what is right is not either', () => {
  expect(identityWarnings(NOTHING)).toEqual([])
  expect(
    identityWarnings({
      siret: '732 829 320 00074',
      vatNumber: 'FR 44 732829320',
      iban: 'fr14 2004 1010 0505 0001 3M02 606',
      bic: 'AGRIFRPP882',
      email: 'compta@exemple.test',
      website: 'www.exemple.test/accueil',
      otherAccounts: [{ iban: 'FR7630006000011234567890189', bic: null }],
    }),
  ).toEqual([])
})

test.each<[string, Partial<Identity>, string[]]>([
  ['a SIRET with two digits swapped', { siret: '73282932000047' }, ['siret']],
  ['a SIREN in the place of the SIRET', { siret: '732829320' }, []],
  ['the SIRET of a post office, not under Luhn', { siret: '35600000049837' }, []],
  ['the head office of La Poste, under Luhn', { siret: '35600000000048' }, []],
  ['a SIRET close to those of La Poste', { siret: '35600000049838' }, ['siret']],
  ['a VAT number of the wrong key', { vatNumber: 'FR45732829320' }, ['vatNumber']],
  [
    'the VAT number of another company',
    { siret: '73282932000074', vatNumber: 'FR83404833048' },
    ['vatNumberOfAnother'],
  ],
  ['a Belgian VAT number', { siret: '73282932000074', vatNumber: 'BE0403019261' }, []],
  ['an IBAN of the wrong key', { iban: 'FR1520041010050500013M02606' }, ['iban']],
  ['a BIC too short', { bic: 'AGRIFRP' }, ['bic']],
  [
    'the BIC of a German bank for a French account',
    { iban: 'FR1420041010050500013M02606', bic: 'DEUTDEFF' },
    ['bicOfAnother'],
  ],
  ['a bank of La Réunion', { iban: 'FR1420041010050500013M02606', bic: 'BFCOREXX' }, []],
  ['an e-mail without its domain', { email: 'compta@exemple' }, ['email']],
  ['a website with a space', { website: 'mon site.fr' }, ['website']],
  ['another account of the wrong key', { otherAccounts: [{ iban: 'FR15', bic: null }] }, ['otherAccounts']],
  [
    'the same account twice',
    {
      iban: 'FR1420041010050500013M02606',
      otherAccounts: [{ iban: 'FR14 2004 1010 0505 0001 3M02 606', bic: null }],
    },
    ['ibanTwice'],
  ],
])('%s', (_, change, warnings) => {
  expect(identityWarnings({ ...NOTHING, ...change })).toEqual(warnings)
})

test('the exception of La Poste is hers alone', () => {
  // Sum of digits divisible by 5, as hers, but another SIREN.
  expect(isSiret('35600000100040')).toBe(false)
  expect(isSiret('73282932000011')).toBe(false)
})
