import { addTo } from '#domain/days-and-money/add-to.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { ImputedPart } from '#domain/receivables/imputation.ts'
import type { Level } from './levels.ts'
import { highestLevel } from './levels.ts'

/** An instalment that is ticked, as its letter counts it. */
export interface TickedInstalment {
  readonly id: number
  readonly level: Level
  readonly openCents: number
}

/** A letter to write to a client in one currency. */
export interface PlannedLetter<T extends TickedInstalment> {
  readonly level: Level
  readonly instalments: readonly T[]
  /** What its instalments come to, what the credits set against them take off, and what it asks. */
  readonly grossCents: number
  readonly imputedCents: number
  readonly netCents: number
}

/**
 * The letters to a client in one currency: one, or one per level when the company asks for it, the lowest level
 * first. Each takes off the part of the credits set against its own instalments (domain/receivables/imputation.ts), and one
 * that would ask for nothing is not written. The number of a letter is the highest level (rules §4.2) of what it
 * asks for: what the credits pay wholly gives it none.
 */
export function plannedLetters<T extends TickedInstalment>(
  ticked: readonly T[],
  parts: readonly ImputedPart[],
  oneLetterPerLevel: boolean,
): PlannedLetter<T>[] {
  const groups = oneLetterPerLevel
    ? [...Map.groupBy(ticked, (item) => item.level)].sort(([a], [b]) => a - b).map(([, group]) => group)
    : [ticked]
  const paid = new Map<number, number>()
  for (const { instalmentId, cents } of parts) addTo(paid, instalmentId, cents)
  const imputedOn = (item: T) => paid.get(item.id) ?? 0
  return groups.flatMap((instalments): PlannedLetter<T>[] => {
    const asked = instalments.filter((item) => item.openCents > imputedOn(item))
    if (asked.length === 0) return []
    const grossCents = sumCents(instalments.map((item) => item.openCents))
    const imputedCents = sumCents(instalments.map(imputedOn))
    const level = highestLevel(asked.map((item) => item.level))
    return [{ level, instalments, grossCents, imputedCents, netCents: grossCents - imputedCents }]
  })
}
