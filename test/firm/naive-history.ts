import { later, type NaiveEvent, type NaivePart, type NaiveState } from './naive-books.ts'
import type { NaiveLetter } from './naive-letters.ts'

// Levels and the last reminder's date move by events alone: rules.md §2, §4.4 and §4.6.

/** Moves each instalment of a confirmed letter to its own next level. */
export function remind(letter: NaiveLetter, letterOn: string): NaiveEvent[] {
  const events: NaiveEvent[] = []
  for (const part of letter.parts)
    events.push(move(part, 'letter', { level: next(part.level), remindedOn: letterOn }))
  return events
}

/** A letter that had left: what is still open is at least at the level after the letter's. */
export function remindPosted(letter: NaiveLetter, letterOn: string): NaiveEvent[] {
  const events: NaiveEvent[] = []
  for (const [index, part] of letter.parts.entries()) {
    if (part.open === 0) continue
    const level = Math.max(part.level, next(letter.levels[index] ?? 1))
    const remindedOn = part.remindedOn === null ? letterOn : later(part.remindedOn, letterOn)
    events.push(move(part, 'letter', { level, remindedOn }))
  }
  return events
}

function next(level: number): number {
  return level === 4 ? 4 : level + 1
}

/** Takes a letter's events back, unless something has happened since to one of its instalments; null then. */
export function undo(events: readonly NaiveEvent[]): NaiveEvent[] | null {
  for (const event of events) if (event.part.standing.at(-1) !== event) return null
  const undone: NaiveEvent[] = []
  for (const event of events) {
    undone.push(move(event.part, 'undo', event.before))
    event.part.standing.splice(-2)
  }
  return undone
}

/** Sets the level of instalments by hand: those that stand there already have no event. */
export function setLevel(parts: readonly NaivePart[], level: number): NaiveEvent[] {
  const events: NaiveEvent[] = []
  for (const part of parts)
    if (part.level !== level) events.push(move(part, 'manual', { level, remindedOn: part.remindedOn }))
  return events
}

function move(part: NaivePart, kind: NaiveEvent['kind'], { level, remindedOn }: NaiveState): NaiveEvent {
  const before = { level: part.level, remindedOn: part.remindedOn }
  const event = { part, kind, before, level, remindedOn }
  part.level = level
  part.remindedOn = remindedOn
  part.standing.push(event)
  return event
}
