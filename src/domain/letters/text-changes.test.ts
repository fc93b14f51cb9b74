import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textChanges } from './text-changes.ts'

test('tells the words that changed in a paragraph, and the paragraphs that came and went', () => {
  const before = ['Madame, Monsieur,', 'Payez sous 8 jours.', 'Sauf erreur de notre part.']
  const after = ['Madame, Monsieur,', 'Payez sous 15 jours.', 'Cordialement.', 'Jeanne']
  expect(textChanges(before, after)).toEqual([
    { kind: 'same', pieces: [{ kind: 'same', words: 'Madame, Monsieur,' }] },
    {
      kind: 'changed',
      pieces: [
        { kind: 'same', words: 'Payez sous ' },
        { kind: 'removed', words: '8' },
        { kind: 'added', words: '15' },
        { kind: 'same', words: ' jours.' },
      ],
    },
    {
      kind: 'changed',
      pieces: [
        { kind: 'removed', words: 'Sauf erreur de notre part.' },
        { kind: 'added', words: 'Cordialement.' },
      ],
    },
    { kind: 'added', pieces: [{ kind: 'added', words: 'Jeanne' }] },
  ])
})

test('both texts can be read again in their comparison, whatever they are', () => {
  const paragraphs = fc.array(
    fc.array(fc.constantFrom('a', 'b', 'c ', ' ', '« d »'), { maxLength: 6 }).map((words) => words.join('')),
    { maxLength: 6 },
  )
  const readAgain = (changes: ReturnType<typeof textChanges>, left: 'added' | 'removed') =>
    changes
      .filter(({ kind }) => kind !== left)
      .map(({ pieces }) =>
        pieces
          .filter(({ kind }) => kind !== left)
          .map(({ words }) => words)
          .join(''),
      )
  fc.assert(
    fc.property(paragraphs, paragraphs, (before, after) => {
      const changes = textChanges(before, after)
      expect(readAgain(changes, 'added')).toEqual(before)
      expect(readAgain(changes, 'removed')).toEqual(after)
    }),
  )
})

test('a text against itself has nothing changed', () => {
  expect(textChanges(['a b', 'c'], ['a b', 'c']).every(({ kind }) => kind === 'same')).toBe(true)
})
