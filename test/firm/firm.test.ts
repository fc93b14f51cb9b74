import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { actsMissing } from './acts.ts'
import { openFirm } from './firm.ts'
import { openProgram } from './program.ts'
import { simulate } from './simulate.ts'

// A company lived day by day through the doors of the program, beside an independent model of it (naive-*.ts).

const database = await createTestDatabase()
const SEED = 1
/** What this seed does not come to; larger firms do (`npm run torture -- --only firm`). */
const NOT_MET = ['letters dropped', 'letter paid by its reference']

test('forty clients, a hundred and twenty days: each day is as the model says', async () => {
  const firm = openFirm(openProgram(database), 40, seededNumbers(SEED))
  const lastDay = await simulate(firm, 120)
  expect(await firm.program.faults(lastDay)).toEqual([])
  expect(actsMissing(firm.acts)).toEqual(NOT_MET)
}, 900_000)
