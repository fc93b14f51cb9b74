import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  actsOn,
  MESSAGE_EVENTS,
  MESSAGE_STATES,
  type MessageState,
  stateAfter,
  statesBefore,
} from './outbox-states.ts'

function after(...events: readonly (typeof MESSAGE_EVENTS)[number][]): MessageState | null {
  return events.reduce<MessageState | null>(
    (state, event) => (state === null ? null : stateAfter(state, event)),
    'waiting',
  )
}

test('a message that all goes well with: waiting, sending, sent', () => {
  expect(after('claim', 'accept')).toBe('sent')
})

test('postponed by the server, it waits and leaves later', () => {
  expect(after('claim', 'postpone', 'claim', 'accept')).toBe('sent')
})

test('one that may have left is never taken again by itself', () => {
  expect(after('claim', 'lose')).toBe('ambiguous')
  expect(after('claim', 'lose', 'claim')).toBeNull()
  expect(after('claim', 'lose', 'retry', 'claim', 'accept')).toBe('sent')
})

test('what has been sent is neither cancelled nor sent again', () => {
  expect(after('claim', 'accept', 'cancel')).toBeNull()
  expect(after('claim', 'accept', 'retry')).toBeNull()
  expect(after('claim', 'accept', 'claim')).toBeNull()
})

test('what is written on trial never leaves, whatever happens', () => {
  expect(MESSAGE_EVENTS.map((event) => stateAfter('trial', event))).toEqual(MESSAGE_EVENTS.map(() => null))
})

test('only what waits is claimed, whatever came before', () => {
  expect(statesBefore('claim')).toEqual(['waiting'])
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...MESSAGE_EVENTS), { maxLength: 30 }), (events) => {
      let state: MessageState = 'waiting'
      let accepted = 0
      let retriedByPerson = 0
      for (const event of events) {
        const next = stateAfter(state, event)
        if (next === null) continue
        if (event === 'accept') accepted += 1
        if (event === 'retry') retriedByPerson += 1
        state = next
      }
      // Without a person, at most one acceptance: nothing leaves twice by itself.
      expect(accepted).toBeLessThanOrEqual(1 + retriedByPerson)
    }),
  )
})

test('a person may cancel what waits, settle what is doubtful, and nothing of what is over', () => {
  expect(actsOn({ state: 'waiting', isLevelRestored: false })).toEqual(['cancel'])
  expect(actsOn({ state: 'ambiguous', isLevelRestored: false })).toEqual(['retry', 'vouch', 'send-elsewhere'])
  expect(actsOn({ state: 'failed', isLevelRestored: false })).toEqual(['retry', 'send-elsewhere'])
  expect(actsOn({ state: 'failed', isLevelRestored: true })).toEqual([])
  for (const state of ['sent', 'cancelled', 'elsewhere', 'trial', 'sending'] as const)
    expect(actsOn({ state, isLevelRestored: false })).toEqual([])
  expect(MESSAGE_STATES).toHaveLength(10)
})
