import { mutated, type ReaderUnderTest, seededNumbers } from '../malformed/readers-under-test.ts'

/** What a reader has shown: its slowest case, the memory at the end, and what went wrong. */
export interface ReaderRound {
  readonly slowestMs: number
  readonly rssMegabytes: number
  readonly faults: readonly string[]
}

const TOO_SLOW_MS = 10_000
const TOLD = 3

/** Gives a reader `cases` files changed at random, always the same for the same seed. */
export async function tortureReader(
  reader: ReaderUnderTest,
  cases: number,
  seed: number,
): Promise<ReaderRound> {
  const below = seededNumbers(seed)
  const faults: string[] = []
  let slowestMs = 0
  for (let round = 0; round < cases; round++) {
    const bytes = mutated(reader.files, below)
    const start = performance.now()
    try {
      await reader.read(bytes)
    } catch (error) {
      faults.push(`case ${round}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const took = performance.now() - start
    if (took > TOO_SLOW_MS) faults.push(`case ${round}: ${Math.round(took)} ms`)
    slowestMs = Math.max(slowestMs, took)
  }
  return { slowestMs, rssMegabytes: process.memoryUsage().rss / 1e6, faults: faults.slice(0, TOLD) }
}
