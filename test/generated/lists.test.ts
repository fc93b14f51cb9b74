import { expect, test } from 'vitest'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { LIST_ACCIDENTS } from './list-accidents.ts'
import { LIST_SHAPES } from './list-shapes.ts'
import { judgeList, type ListVerdict } from './read-made-list.ts'

// As many of a kind as a test has time for; `npm run torture -- --only made` makes two hundred, and ten thousand more.
const FILES = 20

test.each(Object.entries(LIST_SHAPES))('a list with %s: the books, or a question', async (_, make) => {
  const verdicts: ListVerdict[] = []
  const wrong: string[] = []
  for (let seed = 1; seed <= FILES; seed++) {
    for (const [accident, happen] of Object.entries(LIST_ACCIDENTS)) {
      const below = seededNumbers(seed * 7919)
      const verdict = await judgeList(happen(make(below), below))
      verdicts.push(verdict)
      if (verdict.startsWith('wrong')) wrong.push(`seed ${seed}, ${accident}, ${verdict}`)
    }
  }
  expect(wrong).toEqual([])
  // Refusing everything is no reading.
  expect(verdicts.filter((verdict) => verdict === 'read').length).toBeGreaterThan((verdicts.length * 3) / 4)
})
