import { expect, test } from 'vitest'
import { fieldName } from './field-name.ts'

test.each([
  ['instalments.0.amountCents', 'Échéance n° 1, montant', 'Instalment 1, amount'],
  ['instalments', 'Échéances', 'Instalments'],
  ['ecbBasisPoints', 'Taux de la BCE', 'ECB rate'],
  ['contacts.2.email', 'Contact n° 3, E-mail', 'Contact 3, E-mail'],
  ['otherAccounts.0.iban', 'Autre compte n° 1, IBAN', 'Other account 1, IBAN'],
  ['invoices.4', 'Factures 5', 'Invoices 5'],
  ['text.body.content.2', 'Texte de la lettre, élément n° 3', 'Text of the letter, part 3'],
  ['nothingOfOurs', 'nothingOfOurs', 'nothingOfOurs'],
])('%s is %s in French and %s in English', (path, inFrench, inEnglish) => {
  expect(fieldName('fr', path).replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')).toBe(inFrench)
  expect(fieldName('en', path)).toBe(inEnglish)
})
