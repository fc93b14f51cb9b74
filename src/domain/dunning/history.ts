import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import { FIRST_LEVEL, highestLevel, type Level, nextLevel } from './levels.ts'

/** Where an instalment stands in the sequence of reminders. */
export interface ReminderState {
  readonly level: Level
  readonly lastRemindedOn: Day | null
}

export const NEVER_REMINDED: ReminderState = { level: FIRST_LEVEL, lastRemindedOn: null }

export interface ReminderEvent {
  readonly kind: 'letter' | 'manual' | 'undo' | 'import' | 'merge' | 'start'
  readonly before: ReminderState
  readonly after: ReminderState
}

/** A confirmed letter: to the next level, on the letter's date (rules §4.4). */
export function letterEvent(state: ReminderState, letterOn: Day): ReminderEvent {
  return { kind: 'letter', before: state, after: { level: nextLevel(state.level), lastRemindedOn: letterOn } }
}

/**
 * A letter that had left before anyone confirmed it, whatever has happened to its instalment since: it is at least
 * at the level after the letter's, and its last reminder is the later of the two.
 */
export function postedEvent(state: ReminderState, frozenLevel: Level, letterOn: Day): ReminderEvent {
  const level = highestLevel([state.level, nextLevel(frozenLevel)])
  const lastRemindedOn = state.lastRemindedOn === null ? letterOn : laterOf(state.lastRemindedOn, letterOn)
  return { kind: 'letter', before: state, after: { level, lastRemindedOn } }
}

/** A level set by hand, up or down: the date of the last reminder stays a fact. */
export function manualEvent(state: ReminderState, level: Level): ReminderEvent {
  return { kind: 'manual', before: state, after: { level, lastRemindedOn: state.lastRemindedOn } }
}

/** One of two documents that were one now stands for both (domain/matching/merge.ts `mergedState`). */
export function mergeEvent(before: ReminderState, after: ReminderState): ReminderEvent {
  return { kind: 'merge', before, after }
}

/** The compensating event of an undone letter: back to the state before it (rules §4.6). */
export function undoEvent(undone: ReminderEvent): ReminderEvent {
  return { kind: 'undo', before: undone.after, after: undone.before }
}

/**
 * State after a history, oldest event first.
 * @throws RangeError when an event does not start where the one before it ended: a history with a
 * hole must be seen, not averaged.
 */
export function replay(events: readonly ReminderEvent[]): ReminderState {
  let state = NEVER_REMINDED
  for (const [index, event] of events.entries()) {
    if (event.before.level !== state.level || event.before.lastRemindedOn !== state.lastRemindedOn) {
      throw new RangeError(`event ${index + 1} does not follow the one before it`)
    }
    state = event.after
  }
  return state
}
