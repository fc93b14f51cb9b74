/** Median of `rounds` timings of `work` in milliseconds, after one that does not count. */
export async function medianMs(rounds: number, work: () => Promise<unknown>): Promise<number> {
  await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}

/**
 * Medians of two pieces of work timed in turn, so that whatever else the machine does weighs on
 * both alike.
 */
export async function medianPairMs(
  rounds: number,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []]
  await one()
  await other()
  for (let round = 0; round < rounds; round += 1) {
    times[0].push(await medianMs(1, one))
    times[1].push(await medianMs(1, other))
  }
  return [median(times[0]), median(times[1])]
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
