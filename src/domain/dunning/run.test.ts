import { describe, expect, test } from 'vitest'
import type { ImputedPart } from '#domain/receivables/imputation.ts'
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
    const gravestFirst = plannedLetters(
      ticked.toSorted((one, other) => other.level - one.level),
      [],
      true,
    )
    expect(gravestFirst.map(({ level }) => level)).toEqual([1, 3])
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
