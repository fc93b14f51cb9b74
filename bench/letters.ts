import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Measurement, Subject } from './letters-measurement.ts'
import { type BenchRow, compared } from './row.ts'

const MEASUREMENT = fileURLToPath(new URL('./letters-measurement.ts', import.meta.url))

const SIZES = { letters: 1_000, small: 1_000, large: 10_000 }
const QUICK_SIZES = { letters: 200, small: 600, large: 1_800 }

/**
 * What the pool, the glyph checks and the print file cost on top of the engine, and whether a long run
 * costs more a letter, or more memory, than a short one.
 */
export async function* benchLetters(options: { readonly quick?: boolean } = {}): AsyncGenerator<BenchRow> {
  const { letters, small, large } = options.quick ? QUICK_SIZES : SIZES
  for (const use of ['archive', 'print'] as const) {
    const alone = await bare(`bare-${use}`, letters)
    const pooled = await measured(`pool-${use}`, letters)
    yield compared(
      `letters: CPU a letter, ${letters} to ${use}`,
      'ms',
      pooled.cpuMsPerLetter,
      { name: 'typst alone, same template and data', value: alone },
      1.3,
    )
  }
  const short = await measured('pool-print', small)
  const long = await measured('pool-print', large)
  yield compared(
    `letters: CPU a letter, ${large} to print`,
    'ms',
    long.cpuMsPerLetter,
    { name: `${small} to print`, value: short.cpuMsPerLetter },
    1.2,
  )
  yield compared(
    `letters: peak memory, ${large} to print`,
    'MB',
    long.peakMegabytes,
    { name: `${small} to print`, value: short.peakMegabytes },
    1.2,
  )
}

// As many loops side by side as the pool has children: processes that share a memory bus slow each other
// down, and that is not the pool's doing.
async function bare(subject: Subject, letters: number): Promise<number> {
  const loops = availableParallelism()
  const each = Math.ceil(letters / loops)
  const all = await Promise.all(Array.from({ length: loops }, () => measured(subject, each)))
  return all.reduce((sum, one) => sum + one.cpuMsPerLetter, 0) / loops
}

async function measured(subject: Subject, letters: number): Promise<Measurement> {
  const child = fork(MEASUREMENT, [subject, String(letters)], { execArgv: ['--expose-gc'] })
  const exited = once(child, 'exit')
  const message = await Promise.race([once(child, 'message'), exited.then(() => null)])
  await exited
  if (!message) throw new Error(`the measurement ${subject} ended without a result`)
  return message[0] as Measurement
}

if (import.meta.main) {
  for await (const row of benchLetters({ quick: process.argv.includes('--quick') })) {
    console.log(
      `${row.name}: ${row.value.toFixed(2)} ${row.unit}; ${row.baselineName}: ${row.baseline?.toFixed(2)}; ratio ${row.ratio?.toFixed(2)} (limit ${row.limit})`,
    )
  }
}
