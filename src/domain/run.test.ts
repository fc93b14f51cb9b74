import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterEvent, manualEvent, NEVER_REMINDED, type ReminderEvent, replay, undoEvent } from './history.ts'
import type { ImputedPart } from './imputation.ts'
import { LEVELS } from './levels.ts'
import { plannedLetters } from './run.ts'

describe('which letters a client gets', () => {
  const ticked = ([1, 3, 1] as const).map((level, index) => ({ id: index + 1, level, openCents: 10_000 }))
  const told = (parts: readonly ImputedPart[], perLevel: boolean) =>
    plannedLetters(ticked, parts, perLevel).map(
      ({ level, instalments, grossCents, imputedCents, netCents }) => [
        level,
        instalments.map(({ id }) => id).join('+'),
        grossCents,
        imputedCents,
        netCents,
      ],
    )

  test('one, under the highest level; or one per level when the company asks', () => {
    expect(told([], false)).toEqual([[3, '1+2+3', 30_000, 0, 30_000]])
    expect(told([], true)).toEqual([
      [1, '1+3', 20_000, 0, 20_000],
      [3, '2', 10_000, 0, 10_000],
    ])
    expect(plannedLetters([], [], false)).toEqual([])
  })

  test('each takes off its own part of the credits, whatever the others take off', () => {
    const parts = [
      { creditId: 7, instalmentId: 1, cents: 10_000 },
      { creditId: 7, instalmentId: 2, cents: 2_500 },
      { creditId: 7, instalmentId: 99, cents: 5_000 },
    ]
    expect(told(parts, true)).toEqual([
      [1, '1+3', 20_000, 10_000, 10_000],
      [3, '2', 10_000, 2_500, 7_500],
    ])
  })

  test('one that asks for nothing is not written, and what is paid gives a letter no level', () => {
    const parts = [{ creditId: 7, instalmentId: 2, cents: 10_000 }]
    expect(told(parts, true)).toEqual([[1, '1+3', 20_000, 0, 20_000]])
    expect(told(parts, false)).toEqual([[1, '1+2+3', 30_000, 10_000, 20_000]])
  })
})

describe('history', () => {
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
    const orphan = letterEvent({ level: 3, lastRemindedOn: null }, '2026-01-10')
    expect(() => replay([orphan])).toThrow(RangeError)
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
})
