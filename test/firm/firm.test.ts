import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { type Act, actsMissing } from './acts.ts'
import { openFirm } from './firm.ts'
import { openProgram } from './program.ts'
import { simulate } from './simulate.ts'

// A company lived day by day through the doors of the program, beside an independent model of it (naive-*.ts).

const database = await createTestDatabase()
const SEED = 1
/** What so small a firm may not come to; larger ones do (`npm run torture -- --only firm`). */
const RARE: readonly Act[] = ['client renamed', 'letters undone', 'letter paid by its reference']

test('forty clients, a hundred and twenty days: each day is as the model says', async () => {
  const firm = openFirm(openProgram(database), 40, seededNumbers(SEED))
  const lastDay = await simulate(firm, 120)
  expect(await firm.program.faults(lastDay)).toEqual([])
  expect(actsMissing(firm.acts).filter((act) => !RARE.includes(act))).toEqual([])
}, 900_000)
