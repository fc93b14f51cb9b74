import { afterEach, beforeEach, expect, type MockInstance, vi } from 'vitest'

// A stray warning or error is a defect nobody reads: it fails the test it happened in. A test that expects
// one spies on the console itself, and checks it.
let spies: MockInstance[] = []

beforeEach(() => {
  spies = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
})

afterEach(() => {
  const calls = spies.flatMap((spy) => spy.mock.calls)
  for (const spy of spies) spy.mockRestore()
  expect(calls, 'unexpected console.error or console.warn').toEqual([])
})
