import { describe, expect, test } from 'vitest'
import { compareParties, indexParties, type PartyIdentity, unpaddedCode } from './party-match.ts'

const NOBODY: PartyIdentity = { code: null, name: null, siren: null, vatNumber: null }
const party = (known: Partial<PartyIdentity>): PartyIdentity => ({ ...NOBODY, ...known })

describe('two files speak of one party', () => {
  test.each<[string, Partial<PartyIdentity>, Partial<PartyIdentity>, string]>([
    ['SIREN alike', { siren: '732829320', name: 'A' }, { siren: '732829320', name: 'B' }, 'same'],
    [
      'SIREN apart, names alike',
      { siren: '732829320', name: 'A' },
      { siren: '552100554', name: 'A' },
      'other',
    ],
    ['the SIREN of a VAT number', { siren: '732829320' }, { vatNumber: 'FR44732829320' }, 'same'],
    ['VAT numbers of another country', { vatNumber: 'DE123' }, { vatNumber: 'DE124' }, 'other'],
    ['code', { code: 'DUP' }, { code: 'DUP', name: 'Dupont' }, 'same'],
    ['name, but for the legal form', { name: 'SARL Dupont & Fils' }, { name: 'DUPONT ET FILS' }, 'same'],
    ['name cut short', { name: 'Dupont' }, { name: 'Dupont et fils' }, 'alike'],
    ['names apart', { name: 'Dupont' }, { name: 'Durand' }, 'unknown'],
    ['nothing', {}, { name: 'Durand' }, 'unknown'],
  ])('%s', (_, one, other, likeness) => {
    expect(compareParties(party(one), party(other))).toBe(likeness)
    expect(compareParties(party(other), party(one))).toBe(likeness)
  })
})

describe('among the customers of a company', () => {
  const lin = party({ code: 'LIN', name: 'Atelier du Lin', siren: '732829320' })
  const dupont = party({ code: 'DUP', name: 'Dupont et fils' })
  const paris = party({ code: 'GAR1', name: 'Garage Paris', siren: '552100554' })
  const lyon = party({ code: 'GAR2', name: 'Garage Lyon', siren: '552100554' })
  const { find } = indexParties([lin, dupont, paris, lyon])

  test('one is found by SIREN, VAT number, code, then name', () => {
    expect(find(party({ siren: '732829320', name: 'Autre nom' }))).toEqual([lin])
    expect(find(party({ vatNumber: 'FR44732829320' }))).toEqual([lin])
    expect(find(party({ code: 'DUP', siren: '841000000' }))).toEqual([dupont])
    expect(find(party({ name: 'SARL DUPONT & FILS', siren: '841000000' }))).toEqual([dupont])
  })

  test('a name does not join what SIRENs keep apart', () => {
    expect(find(party({ name: 'Atelier du Lin', siren: '841000000' }))).toEqual([])
  })

  test('two establishments are told apart by name, or left for a person to tell', () => {
    expect(find(party({ siren: '552100554', name: 'GARAGE LYON' }))).toEqual([lyon])
    expect(find(party({ siren: '552100554', name: 'Garage' }))).toEqual([paris, lyon])
  })
})

test.each([
  ['00077', '77'],
  ['c00042 ', 'C42'],
  ['CLI-007', 'CLI-7'],
  ['100', '100'],
  ['C1001', 'C1001'],
  ['0', '0'],
  ['2025-01-10', '2025-1-10'],
])('the code %s without its padding is %s', (code, bare) => expect(unpaddedCode(code)).toBe(bare))
