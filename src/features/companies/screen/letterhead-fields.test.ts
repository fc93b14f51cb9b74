import { expect, test } from 'vitest'
import type { Company } from '../contract.ts'
import { formOf, letterheadOf, problemsOf } from './letterhead-fields.tsx'

const isagri: Company = {
  id: 1,
  code: 'ISAGRI',
  isExample: false,
  missing: [],
  warnings: [],
  paymentsKnownOn: null,
  archivedAt: null,
  archivedBy: null,
  updatedAt: '2026-03-31T08:00:00.000000Z',
  legalName: 'ISAGRI',
  addressLines: ['AVENUE DES CENSIVES', 'BP 50333'],
  postcode: '60026',
  town: 'BEAUVAIS',
  phone: null,
  email: null,
  website: null,
  legalForm: 'SAS',
  shareCapitalCents: 100_000_050,
  registration: 'RCS Beauvais 327 733 432',
  siret: '32773343200022',
  vatNumber: null,
  iban: 'FR1420041010050500013M02606',
  bic: null,
  bankLabel: null,
  otherAccounts: [{ label: 'Paie', iban: 'FR7630006000011234567890189', bic: null }],
  accentColor: '#24479e',
  logo: 'a'.repeat(64),
  signature: null,
  signatoryName: null,
  signatoryTitle: null,
  legalFooter: null,
  mediatorName: null,
  mediatorAddress: null,
  mediatorWebsite: null,
  defaultPaymentTerm: '30 jours',
  timeZone: 'Indian/Reunion',
}

test('a letterhead goes to the form and back unchanged', () => {
  const { id, code, isExample, missing, warnings, paymentsKnownOn, ...dated } = isagri
  const { archivedAt, archivedBy, updatedAt, defaultPaymentTerm, ...letterhead } = dated
  expect(letterheadOf(formOf(isagri, 'fr'))).toEqual(letterhead)
  expect(problemsOf(formOf(isagri, 'fr'))).toEqual([])
})

test('blank is absent; address lines are trimmed and at most four', () => {
  const form = { ...formOf(isagri, 'fr'), siret: '  ', addressLines: ' a \n\nb\nc\nd\ne' }
  expect(letterheadOf(form)).toMatchObject({ siret: null, addressLines: ['a', 'b', 'c', 'd'] })
})

test('only what would make a letter wrong holds the form back', () => {
  const form = formOf(isagri, 'fr')
  const problems = (change: Partial<typeof form>) => problemsOf({ ...form, ...change })
  expect(problems({ siret: '1', vatNumber: 'FR1', bic: '?', email: 'x' })).toEqual([])
  expect(problems({ iban: 'FR14 2004 1010 0505 0001 3M02 607' })).toEqual(['iban'])
  expect(problems({ legalName: ' ', shareCapital: 'beaucoup' })).toEqual(['legalName', 'shareCapital'])
  expect(problems({ accentColor: '#ffd400' })).toEqual(['accentColor'])
  expect(problems({ otherAccounts: [{ label: 'Paie', iban: '', bic: '' }] })).toEqual(['otherAccounts'])
})
