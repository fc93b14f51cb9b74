import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { openFirm } from './firm.ts'
import { openProgram } from './program.ts'
import { simulate } from './simulate.ts'

// A company lived day by day through the doors of the program, beside an independent model of it (naive-model.ts).

const database = await createTestDatabase()
const SEED = 1

/** What must have happened, or the seed proves less than it seems to. */
const ACTS = [
  ...[/had C\d/, /is now of/, /lists with codes/, /lists without codes/],
  ...[/draft \d+: [1-9]\d* letters of all, levels all/, /letters of none/, /levels \d,\d/, /per level: true/],
  ...[/confirm \d+: [1-9]/, /posted, of/, /dropped, of/, /redone, of/, /undo \d+: [1-9]/, /level \d for/],
  ...[/promise of/, /dispute of/, /lifted/, / received on/, /noted by mistake/, /taken back from/],
  ...[/statement in EUR/, /statement in USD/, / RF\d\d/, /comes back/, /set aside/, /Holding .* is of/],
]

test('forty clients, a hundred and twenty days: each day is as the model says', async () => {
  const firm = openFirm(openProgram(database), 40, seededNumbers(SEED))
  const lastDay = await simulate(firm, 120)
  expect(await firm.program.faults(lastDay)).toEqual([])
  const lived = firm.log.join('\n')
  expect(ACTS.filter((act) => !act.test(lived))).toEqual([])
}, 900_000)
