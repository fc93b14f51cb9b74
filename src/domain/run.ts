import type { Level } from './levels.ts'
import { highestLevel } from './levels.ts'

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

/**
 * Number of a client's letter: the highest level among its ticked instalments (rules §4.2), or one
 * letter per level when the company asks for it.
 */
export function lettersOf<T extends { readonly level: Level }>(
  ticked: readonly T[],
  oneLetterPerLevel: boolean,
): { readonly level: Level; readonly instalments: readonly T[] }[] {
  if (ticked.length === 0) return []
  if (!oneLetterPerLevel)
    return [{ level: highestLevel(ticked.map((item) => item.level)), instalments: ticked }]
  const groups = Map.groupBy(ticked, (item) => item.level)
  return [...groups].sort(([a], [b]) => a - b).map(([level, instalments]) => ({ level, instalments }))
}
