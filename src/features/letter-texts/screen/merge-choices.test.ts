import { expect, test } from 'vitest'
import { defaultText } from '#letters/default-texts.ts'
import { differences, type Edition, mergedEdition } from './merge-choices.ts'

const BASE: Edition = {
  text: defaultText(2, 'fr', 'business'),
  settings: { deadlineDays: 8, showsPenalties: false, listsForInformation: false, printsQr: true },
}

function edition(text: Partial<Edition['text']>, settings: Partial<Edition['settings']> = {}): Edition {
  return { text: { ...BASE.text, ...text }, settings: { ...BASE.settings, ...settings } }
}

test('says who changed what, and what both did', () => {
  const mine = edition({ title: 'MOI', closing: 'Bien à vous' }, { deadlineDays: 10 })
  const theirs = edition({ title: 'ELLE', emailSubject: 'Objet' })
  expect(differences(BASE, mine, theirs)).toEqual([
    { part: 'title', changedBy: null },
    { part: 'closing', changedBy: 'mine' },
    { part: 'emailSubject', changedBy: 'theirs' },
    { part: 'settings', changedBy: 'mine' },
  ])
  expect(differences(BASE, mine, mine)).toEqual([])
})

test('keeps of each side what was chosen', () => {
  const mine = edition({ title: 'MOI', closing: 'Bien à vous' }, { deadlineDays: 10 })
  const theirs = edition({ title: 'ELLE', emailSubject: 'Objet' })
  const choices = { title: 'theirs', closing: 'mine', emailSubject: 'theirs', settings: 'mine' } as const
  expect(mergedEdition(mine, theirs, choices)).toEqual(
    edition({ title: 'ELLE', closing: 'Bien à vous', emailSubject: 'Objet' }, { deadlineDays: 10 }),
  )
})
