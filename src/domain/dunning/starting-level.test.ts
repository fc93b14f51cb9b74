import { expect, test } from 'vitest'
import { NEVER_REMINDED, replay, undoEvent } from './history.ts'
import { DEFAULT_TIMINGS } from './procedure.ts'
import { startEvent, startingLevel, startingSteps } from './starting-level.ts'

// Letters at 8, 18 (ten days after the first) and 30 days; the notice would come at 45.
const STEPS = startingSteps(DEFAULT_TIMINGS)

test('the steps are those of the procedure, and stop before the formal notice', () => {
  expect(STEPS).toEqual([
    { level: 2, fromDays: 18 },
    { level: 3, fromDays: 30 },
  ])
})

test.each([
  [0, 1],
  [17, 1],
  [18, 2],
  [29, 2],
  [30, 3],
  [278, 3],
  [2_000, 3],
])('a debt %i days late begins at level %i', (daysLate, level) => {
  expect(startingLevel(daysLate, STEPS)).toBe(level)
})

test('a slow procedure lets old debts begin low', () => {
  const slow = DEFAULT_TIMINGS.map((timing) => ({ ...timing, delayDays: timing.level * 100, gapDays: 0 }))
  expect(startingLevel(278, startingSteps(slow))).toBe(2)
})

test('a start is history, and is taken back as history', () => {
  const start = startEvent(NEVER_REMINDED, 3)
  expect(replay([start])).toEqual({ level: 3, lastRemindedOn: null })
  expect(replay([start, undoEvent(start)])).toEqual(NEVER_REMINDED)
})
