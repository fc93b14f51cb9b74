import type { Day } from '#domain/day.ts'
import { TIME_ZONE } from '#domain/time-zone.ts'
import type { Config } from './config.ts'

/** This moment in France, "2026-11-24T14:05:09": when a backup was made, or is due. */
export function currentMoment(): string {
  return Temporal.Now.plainDateTimeISO(TIME_ZONE).toString({ smallestUnit: 'second' })
}

/** Today in Paris, where a French due date begins and ends, or the day set by RELANCES_TODAY. */
export function currentDay(config: Pick<Config, 'today'>): Day {
  return config.today ?? Temporal.Now.plainDateISO(TIME_ZONE).toString()
}
