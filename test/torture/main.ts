import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { killDuringConfirmation } from './confirmation-round.ts'
import { seededDelays } from './seeded.ts'

// npm run torture [-- --rounds 30 --seed 1]: kills the server at random moments of a confirmation of
// 500 letters, and prints what each round has shown. Ends with 1 when anything was lost or halved.
const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } })
const rounds = Number(values.rounds ?? '30')
const seed = Number(values.seed ?? '1')

let faulty = 0
process.stdout.write(`seed ${seed}\nround  killed after  confirmed then  acknowledged  faults\n`)
for (const [index, delayMs] of seededDelays(seed, rounds).entries()) {
  const folder = mkdtempSync(join(tmpdir(), 'relances-torture-'))
  chmodSync(folder, 0o755)
  const result = await killDuringConfirmation(join(folder, 'data'), 500, delayMs)
  rmSync(folder, { recursive: true, force: true })
  if (result.faults.length > 0) faulty += 1
  process.stdout.write(
    `${String(index + 1).padStart(5)}  ${`${delayMs} ms`.padStart(12)}  ${String(result.confirmedAtDeath).padStart(14)}` +
      `  ${(result.wasAcknowledged ? 'yes' : 'no').padStart(12)}  ${result.faults.join('; ') || 'none'}\n`,
  )
}
process.stdout.write(`${rounds - faulty} passed, ${faulty} failed\n`)
process.exitCode = faulty > 0 ? 1 : 0
