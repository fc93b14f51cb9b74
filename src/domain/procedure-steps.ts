import type { Level } from './levels.ts'
import type { LevelTiming } from './procedure.ts'

/** What a procedure says of one letter, as a sentence or a warning can tell it. */
export interface ProcedureStep {
  readonly level: Level
  readonly delayDays: number
  readonly gapDays: number
  /**
   * Days after the due date the letter can first be advised, when each earlier one went out on the
   * day it was advised: the gaps may decide more than the delays.
   */
  readonly earliestDays: number
  /** Its delay is shorter than that of the letter before it: nothing forbids it, but few mean it. */
  readonly isBeforePrevious: boolean
}

/** The letters of a procedure in their order. */
export function procedureSteps(timings: readonly LevelTiming[]): ProcedureStep[] {
  const steps: ProcedureStep[] = []
  for (const { level, delayDays, gapDays } of timings.toSorted((one, other) => one.level - other.level)) {
    const previous = steps.at(-1)
    const afterPrevious = previous === undefined ? 0 : previous.earliestDays + gapDays
    steps.push({
      level,
      delayDays,
      gapDays,
      earliestDays: Math.max(delayDays, afterPrevious),
      isBeforePrevious: previous !== undefined && delayDays < previous.delayDays,
    })
  }
  return steps
}
