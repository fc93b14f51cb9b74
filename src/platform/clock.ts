import type { Day } from '#domain/days-and-money/day.ts'
import { dayIn, TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import type { Moment } from '#domain/dunning/schedule.ts'
import type { Config } from './config.ts'

/** This moment in France, "2026-11-24T14:05:09": when a backup was made, or is due. */
export function currentMoment(): string {
  return Temporal.Now.plainDateTimeISO(TIME_ZONE).toString({ smallestUnit: 'second' })
}

/** Today where a company is, or the day set by RELANCES_TODAY. */
export function currentDay(config: Pick<Config, 'today'>, timeZone: string = TIME_ZONE): Day {
  return config.today ?? dayIn(Temporal.Now.instant().epochMilliseconds, timeZone)
}

/** The day and the time where a company is: the time of its clock, also on the day set by RELANCES_TODAY. */
export function momentIn(config: Pick<Config, 'today'>, timeZone: string): Moment {
  const time = Temporal.Now.plainTimeISO(timeZone).toString({ smallestUnit: 'minute' })
  return { day: currentDay(config, timeZone), time }
}
