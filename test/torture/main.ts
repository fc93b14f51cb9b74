import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readersUnderTest } from '../malformed/readers-under-test.ts'
import { killDuringConfirmation } from './confirmation-round.ts'
import { tortureReader } from './readers-round.ts'
import { seededDelays } from './seeded.ts'

// npm run torture [-- --rounds 30 --cases 10000 --seed 1 --only readers|confirmation]: gives every reader
// thousands of damaged files, then kills the server at random moments of a confirmation of 500 letters,
// and prints what each has shown. Ends with 1 when a reader threw, or anything was lost or halved.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
})
const rounds = Number(values.rounds ?? '30')
const seed = Number(values.seed ?? '1')

let faulty = 0
process.stdout.write(`seed ${seed}\n`)
if (values.only !== 'confirmation') await tortureReaders(Number(values.cases ?? '10000'))
if (values.only !== 'readers') await tortureConfirmations()
process.stdout.write(`${faulty === 0 ? 'passed' : `${faulty} failed`}\n`)
process.exitCode = faulty > 0 ? 1 : 0

async function tortureReaders(cases: number): Promise<void> {
  process.stdout.write('reader           cases   slowest  memory  faults\n')
  for (const reader of await readersUnderTest()) {
    const { slowestMs, rssMegabytes, faults } = await tortureReader(reader, cases, seed)
    if (faults.length > 0) faulty += 1
    process.stdout.write(
      `${reader.name.padEnd(14)}  ${String(cases).padStart(6)}  ${`${slowestMs.toFixed(0)} ms`.padStart(8)}` +
        `  ${`${rssMegabytes.toFixed(0)} MB`.padStart(6)}  ${faults.join('; ') || 'none'}\n`,
    )
  }
}

async function tortureConfirmations(): Promise<void> {
  process.stdout.write('round  killed after  confirmed then  acknowledged  faults\n')
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
}
