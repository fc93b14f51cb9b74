import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from './levels.ts'

/** The last reminder of an instalment: its day, and the level of the letter that gave it; null where not known. */
export interface LastReminder {
  readonly sentOn: Day | null
  readonly level: Level | null
}

/**
 * What a letter may call "our previous reminder": the latest of its instalments, the one the client has in mind.
 * Null where one of them was never reminded, for the letter would say so of what it was not (law.md), or where the
 * level of that reminder is not known.
 */
export function previousReminder(
  items: readonly LastReminder[],
): { readonly level: Level; readonly sentOn: Day } | null {
  let last: { readonly sentOn: Day; readonly level: Level | null } | null = null
  for (const { sentOn, level } of items) {
    if (sentOn === null) return null
    if (last === null || sentOn >= last.sentOn) last = { sentOn, level }
  }
  return last === null || last.level === null ? null : { sentOn: last.sentOn, level: last.level }
}
