import type { ReminderEvent, ReminderState } from './history.ts'
import { FIRST_LEVEL, LAST_LEVEL, type Level } from './levels.ts'
import type { LevelTiming } from './procedure.ts'
import { procedureSteps } from './procedure-steps.ts'

/** From how many days late a debt that was never reminded would have come to a level. */
export interface StartingStep {
  readonly level: Level
  readonly fromDays: number
}

/**
 * What the procedure says of debts found at a first import: where they would stand, had each letter left on its day. Never
 * the last level: a formal notice has legal effects, and leaves only when someone has chosen it.
 */
export function startingSteps(timings: readonly LevelTiming[]): StartingStep[] {
  return procedureSteps(timings)
    .filter(({ level }) => level > FIRST_LEVEL && level < LAST_LEVEL)
    .map(({ level, earliestDays }) => ({ level, fromDays: earliestDays }))
}

/** The level to begin at by age; the first for a debt that is younger than every step. */
export function startingLevel(daysLate: number, steps: readonly StartingStep[]): Level {
  const reached = steps.filter(({ fromDays }) => daysLate >= fromDays).map(({ level }) => level)
  return reached.length === 0 ? FIRST_LEVEL : (Math.max(...reached) as Level)
}

/** The level chosen to begin at; the same level is a choice too, and the debt is then no longer asked about. */
export function startEvent(state: ReminderState, level: Level): ReminderEvent {
  return { kind: 'start', before: state, after: { level, lastRemindedOn: state.lastRemindedOn } }
}
