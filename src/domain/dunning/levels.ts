/** The level of an instalment is the number of its next letter: 1 to 4, and 4 stays at 4 (rules §2). */
export type Level = 1 | 2 | 3 | 4

export const LEVELS: readonly Level[] = [1, 2, 3, 4]
export const FIRST_LEVEL: Level = 1
export const LAST_LEVEL: Level = 4

export function isLevel(value: number): value is Level {
  return LEVELS.some((level) => level === value)
}

/** The level after the letter of `level` has gone out. */
export function nextLevel(level: Level): Level {
  return level === LAST_LEVEL ? LAST_LEVEL : ((level + 1) as Level)
}

/** Highest of a non-empty list. */
export function highestLevel(levels: readonly Level[]): Level {
  return Math.max(...levels) as Level
}
