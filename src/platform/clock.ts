import type { Day } from '#domain/day.ts'
import type { Config } from './config.ts'

/** Today in Paris, where a French due date begins and ends, or the day set by RELANCES_TODAY. */
export function currentDay(config: Pick<Config, 'today'>): Day {
  return config.today ?? Temporal.Now.plainDateISO('Europe/Paris').toString()
}
