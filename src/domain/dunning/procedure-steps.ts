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
  /**
   * The gap that would leave the letter before its deadline and the payment time to be seen, where the gap set is
   * shorter than that deadline: the client would be reminded before having to pay. Null where it is not.
   */
  readonly betterGapDays: number | null
}

/** Days a payment made on the last day takes to be seen. */
const DAYS_TO_BE_SEEN = 2

/** The letters of a procedure in their order. */
export function procedureSteps(timings: readonly LevelTiming[]): ProcedureStep[] {
  const steps: ProcedureStep[] = []
  let deadline = 0
  for (const timing of timings.toSorted((one, other) => one.level - other.level)) {
    const { level, delayDays, gapDays } = timing
    const previous = steps.at(-1)
    const afterPrevious = previous === undefined ? 0 : previous.earliestDays + gapDays
    steps.push({
      level,
      delayDays,
      gapDays,
      earliestDays: Math.max(delayDays, afterPrevious),
      isBeforePrevious: previous !== undefined && delayDays < previous.delayDays,
      betterGapDays: gapDays < deadline ? deadline + DAYS_TO_BE_SEEN : null,
    })
    deadline = timing.deadlineDays
  }
  return steps
}
