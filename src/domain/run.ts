import type { ImputedPart } from './imputation.ts'
import type { Level } from './levels.ts'
import { highestLevel } from './levels.ts'
import { sumCents } from './money.ts'

/** What a draft saw of an instalment, and what confirmation reads again under lock. */
export interface InstalmentSnapshot {
  readonly instalmentId: number
  readonly openCents: number
  readonly level: Level
  /** Last event of the level's history: any reminder, undo or hand-set level since changes it. */
  readonly lastEventId: number | null
}

/**
 * Why a letter is put aside "à revoir" instead of being confirmed (rules §4.5); `failed` is a
 * defect met while writing that one letter.
 */
export type ReviewReason = 'amount-changed' | 'settled' | 'level-changed' | 'blocked' | 'failed'

/** A letter as confirmation meets it: its frozen items and the same instalments as they are now. */
export interface LetterFacts {
  readonly frozen: readonly InstalmentSnapshot[]
  readonly current: readonly InstalmentSnapshot[]
  /** Instalments under a block made since the draft, or of a customer under one. */
  readonly blockedIds: ReadonlySet<number>
}

/**
 * Null when the letter may be confirmed; else the first reason it may not. Reminding someone who
 * has just paid is the fault users fear most, so any change at all sends the letter to review.
 */
export function reviewReason({ frozen, current, blockedIds }: LetterFacts): ReviewReason | null {
  const now = new Map(current.map((snapshot) => [snapshot.instalmentId, snapshot]))
  for (const item of frozen) {
    const found = now.get(item.instalmentId)
    if (!found || found.openCents === 0) return 'settled'
    if (found.openCents !== item.openCents) return 'amount-changed'
    if (found.level !== item.level || found.lastEventId !== item.lastEventId) return 'level-changed'
    if (blockedIds.has(item.instalmentId)) return 'blocked'
  }
  return null
}

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
 * first. Each takes off the part of the credits set against its own instalments (domain/imputation.ts), and one
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
  for (const { instalmentId, cents } of parts) paid.set(instalmentId, (paid.get(instalmentId) ?? 0) + cents)
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
