import { addDays, type Day, daysBetween } from '#domain/days-and-money/day.ts'

/** What « À faire aujourd'hui » can ask for, the most pressing first. */
export const AGENDA_KINDS = [
  'reply',
  'broken-promise',
  'call-back',
  'undelivered',
  'letter',
  'dispute',
  'no-address',
] as const
export type AgendaKind = (typeof AGENDA_KINDS)[number]

/** What a person may mark as dealt with. A reply is dealt with once it is said to be read, where it is read. */
export const MARKED_KINDS = AGENDA_KINDS.filter((kind) => kind !== 'reply')
export type MarkedKind = (typeof MARKED_KINDS)[number]

/**
 * The day something is to be looked at: when it came up, or, once it has been dealt with and is still
 * there, `everyDays` after that. Null: it has been dealt with for good.
 */
export function agendaDay(since: Day, lastDoneOn: Day | null, everyDays: number | null): Day | null {
  if (lastDoneOn === null || lastDoneOn < since) return since
  return everyDays === null ? null : addDays(lastDoneOn, everyDays)
}

/** Days something has been waiting; 0 for what is due on the day itself. */
export function daysWaiting(dueOn: Day, today: Day): number {
  return Math.max(0, daysBetween(dueOn, today))
}
