import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import { TEXT_PARTS, type TextPart } from './text-parts.ts'

export type Side = 'mine' | 'theirs'

/** A part of a text, or the settings of its level, that two people left different. */
export interface Difference {
  readonly part: TextPart | 'settings'
  /** The side that changed it since both began; null when both did, and someone has to choose. */
  readonly changedBy: Side | null
}

export interface Edition {
  readonly text: LetterText
  readonly settings: LevelSettings
}

/** Where two people who began from `base` are no longer at one. */
export function differences(base: Edition, mine: Edition, theirs: Edition): Difference[] {
  const parts = TEXT_PARTS.flatMap((part) =>
    difference(part, base.text[part], mine.text[part], theirs.text[part]),
  )
  return [...parts, ...difference('settings', base.settings, mine.settings, theirs.settings)]
}

/** The text and the settings made of each one's parts, as chosen; what both left the same stays. */
export function mergedEdition(
  mine: Edition,
  theirs: Edition,
  choices: Readonly<Partial<Record<Difference['part'], Side>>>,
): Edition {
  const parts = TEXT_PARTS.filter((part) => choices[part] === 'mine').map((part) => [part, mine.text[part]])
  return {
    text: { ...theirs.text, ...(Object.fromEntries(parts) as Partial<LetterText>) },
    settings: choices.settings === 'mine' ? mine.settings : theirs.settings,
  }
}

function difference(part: Difference['part'], base: unknown, mine: unknown, theirs: unknown): Difference[] {
  if (isSame(mine, theirs)) return []
  if (isSame(base, mine)) return [{ part, changedBy: 'theirs' }]
  return [{ part, changedBy: isSame(base, theirs) ? 'mine' : null }]
}

/** True when two pieces of JSON say the same, whatever the order of their keys. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
