import { expect, test } from 'vitest'
import type { Company } from './contract.ts'
import { formOf, letterheadOf } from './letterhead-fields.ts'

const isagri: Company = {
  id: 1,
  code: 'ISAGRI',
  isExample: false,
  missing: [],
  warnings: [],
  paymentsKnownOn: null,
  legalName: 'ISAGRI',
  addressLines: ['AVENUE DES CENSIVES', 'BP 50333'],
  postcode: '60026',
  town: 'BEAUVAIS',
  phone: null,
  email: null,
  website: null,
  siret: '32773343200022',
  vatNumber: null,
  iban: null,
  bic: null,
  signatoryName: null,
  signatoryTitle: null,
  legalFooter: null,
  defaultPaymentTerm: '30 jours',
}

test('a letterhead goes to the form and back unchanged', () => {
  const { id, code, isExample, missing, warnings, paymentsKnownOn, ...letterhead } = isagri
  expect(letterheadOf(formOf(isagri))).toEqual(letterhead)
})

test('blank is absent; address lines are trimmed and at most four', () => {
  const form = { ...formOf(isagri), siret: '  ', addressLines: ' a \n\nb\nc\nd\ne' }
  expect(letterheadOf(form)).toMatchObject({ siret: null, addressLines: ['a', 'b', 'c', 'd'] })
})
