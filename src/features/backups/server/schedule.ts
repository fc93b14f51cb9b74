import type { Background } from '#platform/background.ts'
import { LOOK_MS } from '#platform/leases.ts'
import type { Backups } from './backups.ts'

const MINUTE = 60_000
// A start is no moment for it: whoever opens Relances wants to work.
const REST_AFTER_START = 10 * MINUTE
// A backup that failed is tried again, but not every minute of the night.
const EVERY = 15 * MINUTE

/**
 * Makes the backup of the day while the server runs, at its hour or as soon as the machine is on again; and the one
 * that a server which died was making.
 */
export function scheduleBackups(
  background: Pick<Background, 'every'>,
  backups: Pick<Backups, 'makeDue' | 'takeOver'>,
): void {
  background.every({
    name: 'backup of the day',
    everyMs: EVERY,
    restMs: REST_AFTER_START,
    turn: () => backups.makeDue(),
  })
  background.every({ name: 'backup of a dead server', everyMs: LOOK_MS, turn: () => backups.takeOver() })
}
