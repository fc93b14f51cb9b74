import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS, type LevelTiming } from './procedure.ts'
import { procedureSteps } from './procedure-steps.ts'

function timingsOf(delays: readonly number[], gaps: readonly number[]): LevelTiming[] {
  return DEFAULT_TIMINGS.map((timing, index) => ({
    ...timing,
    delayDays: delays[index] ?? 0,
    gapDays: gaps[index] ?? 0,
  }))
}

test('the usual procedure follows its delays', () => {
  const steps = procedureSteps(DEFAULT_TIMINGS)
  expect(steps.map((step) => step.earliestDays)).toEqual([8, 18, 30, 45])
  expect(steps.some((step) => step.isBeforePrevious)).toBe(false)
  expect(steps.every((step) => step.betterGapDays === null)).toBe(true)
})

test('a long gap decides more than the delay, and pushes the letters after it', () => {
  const steps = procedureSteps(timingsOf([8, 15, 30, 45], [0, 30, 10, 10]))
  expect(steps.map((step) => step.earliestDays)).toEqual([8, 38, 48, 58])
})

test('a letter whose delay is shorter than the one before is pointed out', () => {
  const steps = procedureSteps(timingsOf([20, 10, 10, 45], [0, 0, 0, 0]))
  expect(steps.map((step) => step.isBeforePrevious)).toEqual([false, true, false, false])
  expect(steps.map((step) => step.earliestDays)).toEqual([20, 20, 20, 45])
})

test('the order of the levels is that of their numbers, however they come', () => {
  expect(procedureSteps(DEFAULT_TIMINGS.toReversed())).toEqual(procedureSteps(DEFAULT_TIMINGS))
})

test('a gap shorter than the deadline of the letter before is pointed out, with one that is not', () => {
  const steps = procedureSteps(timingsOf([8, 15, 30, 45], [0, 7, 8, 10]))
  expect(steps.map((step) => step.betterGapDays)).toEqual([null, 10, null, null])
})
