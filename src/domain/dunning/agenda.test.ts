import { describe, expect, test } from 'vitest'
import { AGENDA_KINDS, agendaDay, daysWaiting, MARKED_KINDS } from './agenda.ts'

test('all but a reply is marked as dealt with: a reply is read', () => {
  expect(MARKED_KINDS).toEqual(AGENDA_KINDS.filter((kind) => kind !== 'reply'))
  expect(AGENDA_KINDS).toContain('reply')
})

describe('the day something is to be looked at', () => {
  test.for([
    ['nobody has dealt with it', null, 7, '2026-03-10'],
    ['it was dealt with before it came up again', '2026-03-09', 7, '2026-03-10'],
    ['dealt with on the day it came up, it comes back a week later', '2026-03-10', 7, '2026-03-17'],
    ['dealt with later, a week after that', '2026-03-12', 7, '2026-03-19'],
    ['dealt with for good', '2026-03-12', null, null],
    ['for good, but before it came up', '2026-03-09', null, '2026-03-10'],
  ] as const)('%s', ([, lastDoneOn, everyDays, expected]) => {
    expect(agendaDay('2026-03-10', lastDoneOn, everyDays)).toBe(expected)
  })
})

test('what is due tomorrow has not waited, and what was due on Monday has waited until Thursday', () => {
  expect(daysWaiting('2026-03-13', '2026-03-12')).toBe(0)
  expect(daysWaiting('2026-03-12', '2026-03-12')).toBe(0)
  expect(daysWaiting('2026-03-09', '2026-03-12')).toBe(3)
})
