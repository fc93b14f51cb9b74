import { LOOK_MS } from '#platform/leases.ts'
import type { Logger } from '#platform/log.ts'
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
  backups: Pick<Backups, 'makeDue' | 'takeOver'>,
  log: Pick<Logger, 'error'>,
): { stop(): void } {
  const check = () => {
    backups.makeDue().catch((error: unknown) => log.error({ err: error }, 'backup not scheduled'))
  }
  let timer = setTimeout(() => {
    check()
    timer = setInterval(check, EVERY)
  }, REST_AFTER_START)
  // A database that does not answer is told by the requests, and looked at again.
  const look = setInterval(() => void backups.takeOver().catch(() => undefined), LOOK_MS)
  return {
    stop() {
      clearTimeout(timer)
      clearInterval(look)
    },
  }
}
