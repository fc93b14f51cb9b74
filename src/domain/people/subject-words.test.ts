import { expect, test } from 'vitest'
import { recogniser } from './subject-words.ts'

const isAboutDurand = recogniser({
  names: ['Mme Léa Durand', 'Léo Petit'],
  marks: ['DURAND01', 'lea@maison.example', '7'],
  phones: ['06 12 34 56 78', '118'],
})

test.each([
  'Ligne 3, colonne « Échéance » : « DURAND Lea » n’est pas une date.',
  'Le client DURAND01 du fichier ressemble au client D2.',
  'Ligne 4 : « lea@maison.example » dépasse 3 caractères.',
  'Ligne 5 : « +33 6 12 34 56 78 » n’est pas un montant.',
  'Ligne 5 : « 0612345678 » n’est pas un montant.',
  'Relevé : virement de M. LEO PETIT.',
])('« %s » names her', (sentence) => {
  expect(isAboutDurand(sentence)).toBe(true)
})

test.each([
  'Ligne 7 : « Durand Paul » n’est pas une date.',
  'Ligne 118 : le client manque.',
  'Le client DURAND02 du fichier ressemble au client D3.',
])('« %s » does not', (sentence) => {
  expect(isAboutDurand(sentence)).toBe(false)
})
