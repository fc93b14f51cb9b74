import { setTimeout as delay } from 'node:timers/promises'
import { type Acknowledged, countOf } from './acknowledged.ts'
import { lookForFaults } from './look-for-faults.ts'
import { type Load, STEPS, startLoad } from './mixed-load.ts'
import { type TorturedServer, withDatabase } from './tortured-server.ts'

export type Victim = 'application' | 'database'

/** What a round of killing has shown. */
export interface KillRound {
  readonly victim: Victim
  readonly killedAfterMs: number
  /** The step somebody was to be at, where the moment was not left to chance alone. */
  readonly aim: string | null
  /** What people were at that moment: "import: writing", "backup"… */
  readonly doing: readonly string[]
  /** From the kill until the server answers again. */
  readonly reopenedMs: number
  /** Answers that had come back by then, all rounds together. */
  readonly acknowledged: number
  /** Faults found; empty is what is demanded. */
  readonly faults: readonly string[]
}

/**
 * Kills the application or PostgreSQL outright in the middle of a mixed load, waits until it has opened again
 * (PostgreSQL by itself, under the same application), and looks: what was acknowledged is there, nothing is half
 * there, `verify` is clean, and no request failed in another way than by saying so.
 */
export async function killRound(
  server: TorturedServer,
  acknowledged: Acknowledged,
  { victim, waitMs, aim, withinMs }: KillPlan,
): Promise<KillRound> {
  const load = startLoad(server, acknowledged)
  const start = performance.now()
  await delay(waitMs)
  if (aim !== null) {
    await beginningOf(load, aim)
    await delay(withinMs)
  }
  const killedAfterMs = performance.now() - start
  const doing = load.doing()
  process.kill(server.pids()[victim], 'SIGKILL')
  const killedAt = performance.now()
  if (victim === 'application') {
    await load.stop()
    await server.restart()
  } else await delay(300)
  await server.reopened()
  const reopenedMs = performance.now() - killedAt
  await load.stop()
  const faults = [...load.faults, ...(await lookForFaults(server.dataDir, acknowledged))]
  // The next round may deposit as many files as it likes, which one person may not.
  await withDatabase(server.dataDir, ({ owner }) => owner.query('delete from attempts'))
  return { victim, aim, killedAfterMs, doing, reopenedMs, acknowledged: countOf(acknowledged), faults }
}

// Somebody gets there sooner or later; a round whose aim is never met kills all the same.
async function beginningOf(load: Load, step: string): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!load.doing().includes(step) && performance.now() < deadline) await delay(1)
}

export interface KillPlan {
  readonly victim: Victim
  /** From the beginning of the work. */
  readonly waitMs: number
  /** Then until somebody is at this step, and for so long within it; null: at once. */
  readonly aim: string | null
  readonly withinMs: number
}

/**
 * The victims and moments of `count` rounds, by a generator of numbers below a limit: every second moment is left to
 * chance, the others aim at each step in turn, so that the short ones are hit as well as the long.
 */
export function killPlan(count: number, longestMs: number, below: (limit: number) => number): KillPlan[] {
  return Array.from({ length: count }, (_, index) => ({
    victim: index % 4 < 2 ? 'application' : 'database',
    waitMs: below(longestMs),
    aim: index % 2 === 0 ? null : (STEPS[((index - 1) / 2) % STEPS.length] ?? null),
    withinMs: below(60),
  }))
}
