import { expect, test } from 'vitest'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { FEC_ACCIDENTS } from './fec-accidents.ts'
import { judgeFec, type Verdict } from './read-made-fec.ts'

// As many of a kind as a test has time for; `npm run torture -- --only made` makes two hundred.
const FILES = 20

test.each(Object.entries(FEC_ACCIDENTS))('a ledger with %s: the books, or the line', async (_, make) => {
  const verdicts: Verdict[] = []
  for (let seed = 1; seed <= FILES; seed++) verdicts.push(await judgeFec(make(seededNumbers(seed * 7919))))
  const told = verdicts.map((verdict, index) =>
    verdict.startsWith('wrong') ? `seed ${index + 1} ${verdict}` : '',
  )
  expect(told.filter((wrong) => wrong !== '')).toEqual([])
  // Refusing everything is no reading.
  expect(verdicts.filter((verdict) => verdict === 'read').length).toBeGreaterThan(FILES / 2)
})
