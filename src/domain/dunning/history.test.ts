import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  letterEvent,
  manualEvent,
  mergeEvent,
  NEVER_REMINDED,
  postedEvent,
  type ReminderEvent,
  type ReminderState,
  replay,
  undoEvent,
} from './history.ts'
import { LEVELS, type Level } from './levels.ts'

const NOTICE: ReminderState = { level: 3, lastRemindedOn: '2026-02-10' }

test('what each event does, and what it leaves as it was', () => {
  expect(letterEvent(NOTICE, '2026-03-01')).toEqual({
    kind: 'letter',
    before: NOTICE,
    after: { level: 4, lastRemindedOn: '2026-03-01' },
  })
  expect(manualEvent(NOTICE, 1)).toEqual({
    kind: 'manual',
    before: NOTICE,
    after: { level: 1, lastRemindedOn: '2026-02-10' },
  })
  expect(mergeEvent(NEVER_REMINDED, NOTICE)).toEqual({ kind: 'merge', before: NEVER_REMINDED, after: NOTICE })
  const letter = letterEvent(NOTICE, '2026-03-01')
  expect(undoEvent(letter)).toEqual({ kind: 'undo', before: letter.after, after: NOTICE })
})

// A letter printed at the frozen level, dated 1 March, and posted before anyone confirmed it.
test.each<[string, ReminderState, Level, ReminderState]>([
  [
    'nothing since',
    { level: 2, lastRemindedOn: '2026-02-01' },
    2,
    { level: 3, lastRemindedOn: '2026-03-01' },
  ],
  ['never reminded', NEVER_REMINDED, 1, { level: 2, lastRemindedOn: '2026-03-01' }],
  ['raised since', { level: 4, lastRemindedOn: null }, 1, { level: 4, lastRemindedOn: '2026-03-01' }],
  ['lowered since', { level: 1, lastRemindedOn: null }, 3, { level: 4, lastRemindedOn: '2026-03-01' }],
  [
    'reminded since',
    { level: 3, lastRemindedOn: '2026-03-09' },
    2,
    { level: 3, lastRemindedOn: '2026-03-09' },
  ],
])('already posted: %s', (_, state, frozen, after) => {
  expect(postedEvent(state, frozen, '2026-03-01')).toEqual({ kind: 'letter', before: state, after })
})

test('letters climb to 4 and stay there; an undone letter leaves no trace in the state', () => {
  const days = ['2026-01-10', '2026-01-20', '2026-02-01', '2026-02-15', '2026-03-01']
  const events: ReminderEvent[] = []
  for (const day of days) events.push(letterEvent(replay(events), day))
  expect(replay(events)).toEqual({ level: 4, lastRemindedOn: '2026-03-01' })
  const last = events.at(-1)
  if (last) events.push(undoEvent(last))
  expect(replay(events)).toEqual({ level: 4, lastRemindedOn: '2026-02-15' })
})

test('a history with a hole is refused', () => {
  const first = letterEvent(NEVER_REMINDED, '2026-01-10')
  const orphan = letterEvent({ level: 3, lastRemindedOn: null }, '2026-01-10')
  expect(() => replay([orphan])).toThrow(new RangeError('event 1 does not follow the one before it'))
  const otherLevel = letterEvent({ level: 3, lastRemindedOn: '2026-01-10' }, '2026-01-20')
  expect(() => replay([first, otherLevel])).toThrow('event 2 does not follow the one before it')
  const otherDay = letterEvent({ level: 2, lastRemindedOn: '2026-01-11' }, '2026-01-20')
  expect(() => replay([first, otherDay])).toThrow('event 2 does not follow the one before it')
})

test('any sequence of letters, hand-set levels and undoing the last replays to where it ended', () => {
  const step = fc.oneof(
    fc.constant('letter' as const),
    fc.constant('undo' as const),
    fc.constantFrom(...LEVELS),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const events: ReminderEvent[] = []
      let state = NEVER_REMINDED
      for (const action of steps) {
        const last = events.at(-1)
        if (action === 'undo' && last?.kind !== 'letter') continue
        const event =
          action === 'letter'
            ? letterEvent(state, '2026-01-10')
            : action === 'undo' && last
              ? undoEvent(last)
              : manualEvent(state, action === 'undo' ? 1 : action)
        events.push(event)
        state = event.after
      }
      expect(replay(events)).toEqual(state)
    }),
  )
})
