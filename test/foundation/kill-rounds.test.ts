import { expect, test } from 'vitest'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { noneAcknowledged } from '../torture/acknowledged.ts'
import { killPlan, killRound } from '../torture/kill-round.ts'
import { startTortured } from '../torture/tortured-server.ts'
import { installedFolder } from './server-process.ts'

test('two of the hundred rounds of `npm run torture`: opened again, nothing lost, nothing half there', async () => {
  const server = await startTortured(installedFolder('données'), 40)
  const acknowledged = noneAcknowledged()
  for (const round of killPlan(2, 4_000, seededNumbers(7))) {
    expect((await killRound(server, acknowledged, round)).faults, JSON.stringify(round)).toEqual([])
  }
  expect(acknowledged.credits.length).toBeGreaterThan(0)
  await server.stop()
})
