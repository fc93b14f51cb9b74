import { setTimeout as delay } from 'node:timers/promises'
import { lookForFaults } from './look-for-faults.ts'
import { type Acknowledged, startLoad } from './mixed-load.ts'
import type { TorturedServer } from './tortured-server.ts'

export type Victim = 'application' | 'database'

/** What a round of killing has shown. */
export interface KillRound {
  readonly victim: Victim
  readonly killedAfterMs: number
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
  { victim, killedAfterMs }: { readonly victim: Victim; readonly killedAfterMs: number },
): Promise<KillRound> {
  const load = startLoad(server, acknowledged)
  await delay(killedAfterMs)
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
  const count = Object.values(acknowledged).reduce((sum, list) => sum + list.length, 0)
  return { victim, killedAfterMs, reopenedMs, acknowledged: count, faults }
}

/** The victims and moments of `count` rounds, by a generator of numbers below a limit. */
export function killPlan(count: number, below: (limit: number) => number) {
  return Array.from({ length: count }, (_, index) => ({
    victim: index % 2 === 0 ? ('application' as const) : ('database' as const),
    killedAfterMs: below(2_000),
  }))
}
