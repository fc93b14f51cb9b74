import { addDays, type Day } from '#domain/days-and-money/day.ts'

/** Longest time a client may be left alone between two contacts. */
export const MAX_CONTACT_GAP_DAYS = 90

/**
 * Until when a client is left alone: the first day a reminder is advised again, or null where it already is. A contact is
 * a letter or an e-mail that has left, or a call, an e-mail or a meeting that somebody has noted; all of them count alike.
 * @param contactedOn the latest contact; null without one
 * @param gapDays at most one contact in so many days; 0: nobody is left alone
 */
export function leftAloneUntil(contactedOn: Day | null, gapDays: number, today: Day): Day | null {
  if (contactedOn === null) return null
  const freeOn = addDays(contactedOn, gapDays)
  return freeOn > today ? freeOn : null
}
