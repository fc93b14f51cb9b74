import { expect, test } from 'vitest'
import { screens as en } from '#messages/screens/en.ts'
import { screens as fr } from '#messages/screens/fr.ts'
import { typeset, type Words, withMany } from './language.ts'

test('every French word of the screens has its English, and no more', () => {
  expect(keysOf(en)).toEqual(keysOf(fr))
})

test('the two languages fill the same blanks', () => {
  const english = sentencesOf(en)
  for (const [key, sentence] of sentencesOf(fr)) {
    expect([key, blanksOf(english.get(key) ?? '')]).toEqual([key, blanksOf(sentence)])
  }
})

test('no line of a French screen ends before its punctuation', () => {
  expect(
    typeset({ a: { question: 'Quitter « Relances » ?', rate: '12 %', time: 'à 8 h : {{n}} €' } }),
  ).toEqual({
    a: {
      question: 'Quitter «\u00a0Relances\u00a0»\u202f?',
      rate: '12\u00a0%',
      time: 'à 8 h\u00a0: {{n}}\u00a0€',
    },
  })
})

test('a million gets the plural it lacks', () => {
  expect(withMany({ a: { n_one: 'un', n_other: 'des' } })).toEqual({
    a: { n_one: 'un', n_other: 'des', n_many: 'des' },
  })
})

function sentencesOf(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...sentencesOf(value, `${prefix}${key}.`)],
    ),
  )
}

function keysOf(words: Words): string[] {
  return [...sentencesOf(words).keys()].sort()
}

function blanksOf(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\{\w+/g) ?? [])].sort()
}
