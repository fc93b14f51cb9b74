import { setTimeout as delay } from 'node:timers/promises'
import { RelancesError } from '#domain/errors.ts'
import type { Say } from './system-account.ts'

/** What keeps a database open, and why it cannot while it cannot. */
export interface Watch {
  /** Why the last try to reopen failed; null while the database is open, or being reopened. */
  problem(): RelancesError | null
  /** Ends after the try under way, so that nothing is reopened afterwards. */
  stop(): Promise<void>
}

const POLL_MS = 250
const FIRST_PAUSE_MS = 1_000
// A full disk is emptied by a person: asking often would only fill the log.
const LONGEST_PAUSE_MS = 15_000

/**
 * Reopens a database that died by itself (killed, out of memory, disk full), as often as it takes: the
 * requests of the meantime fail and say so, and nobody has to restart anything.
 */
export function stayOpen(parts: {
  readonly isOpen: () => boolean
  readonly reopen: () => Promise<void>
  readonly say: Say
}): Watch {
  const stopping = new AbortController()
  let problem: RelancesError | null = null
  const running = watch()
  return {
    problem: () => problem,
    async stop() {
      stopping.abort()
      await running
    },
  }

  async function watch(): Promise<void> {
    let pauseMs = POLL_MS
    while (await passes(pauseMs, stopping.signal)) {
      if (parts.isOpen()) continue
      if (pauseMs === POLL_MS) parts.say('platform.database-died')
      const failure = await parts.reopen().then(() => null, asRelancesError)
      if (failure && failure.values.reason !== problem?.values.reason) parts.say(failure.key, failure.values)
      if (!failure) parts.say('platform.database-reopened')
      problem = failure
      pauseMs = failure ? Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pauseMs * 2)) : POLL_MS
    }
  }
}

/** False once the wait is called off. It keeps no process alive that has nothing else to do. */
async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal, ref: false })
    return true
  } catch {
    return false
  }
}

function asRelancesError(error: unknown): RelancesError {
  if (error instanceof RelancesError) return error
  return new RelancesError('unavailable', 'platform.unexpected', { reason: String(error) })
}
