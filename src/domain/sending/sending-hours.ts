import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { closedReason, nextOpenDay, type OpenDays } from '#domain/days-and-money/open-days.ts'
import type { SendingHours } from './account.ts'

/** A moment as a company's clock tells it: "2026-11-30" and "08:05". */
export interface LocalMoment {
  readonly day: Day
  readonly time: string
}

/** Whether messages leave at that moment: within the hours, on a day when the company reminds. */
export function isSendingTime(at: LocalMoment, hours: SendingHours, openDays: OpenDays): boolean {
  return closedReason(at.day, openDays) === null && hours.from <= at.time && at.time < hours.until
}

/** That moment when messages leave at it, else the next one at which they do. */
export function nextSendingTime(at: LocalMoment, hours: SendingHours, openDays: OpenDays): LocalMoment {
  if (isSendingTime(at, hours, openDays)) return at
  const from = at.time < hours.from ? at.day : addDays(at.day, 1)
  return { day: nextOpenDay(from, openDays), time: hours.from }
}
