import type { Logger } from '#platform/log.ts'
import type { Backups } from './backups.ts'

const MINUTE = 60_000
// A start is no moment for it: whoever opens Relances wants to work.
const REST_AFTER_START = 10 * MINUTE
// A backup that failed is tried again, but not every minute of the night.
const EVERY = 15 * MINUTE

/** Makes the backup of the day while the server runs, at its hour or as soon as the machine is on again. */
export function scheduleBackups(
  backups: Pick<Backups, 'makeDue'>,
  log: Pick<Logger, 'error'>,
): { stop(): void } {
  const check = () => {
    backups.makeDue().catch((error: unknown) => log.error({ err: error }, 'backup not scheduled'))
  }
  let timer = setTimeout(() => {
    check()
    timer = setInterval(check, EVERY)
  }, REST_AFTER_START)
  return { stop: () => clearTimeout(timer) }
}
