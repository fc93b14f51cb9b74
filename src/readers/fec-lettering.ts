import { addTo } from '#domain/days-and-money/add-to.ts'
import { mustHave } from '#domain/errors.ts'
import type { FecLine } from './fec-line.ts'
import { groupParties } from './fec-parties.ts'

/** A code that letters nothing, and on how many lines it stands. */
export interface PlaceholderCode {
  readonly code: string
  readonly count: number
}

/**
 * The codes a program writes where nothing is lettered, known by what they do. Letters alone prove
 * nothing: "NL" comes between "NK" and "NM". A placeholder stands on what is not settled, so that its
 * groups do not balance; no line around is left blank, or it ties entries that have nothing in common.
 */
export function findPlaceholders(lines: readonly FecLine[]): readonly PlaceholderCode[] {
  const counts = new Map<string, number>()
  for (const { matchingCode } of lines) addTo(counts, matchingCode, 1)
  const hasBlanks = counts.has('')
  const suspects = [...counts.keys()].filter((code) => code !== '' && (!hasBlanks || looksEmpty(code)))
  if (suspects.length === 0) return []
  const groups = groupsOf(lines, new Set(suspects))
  return suspects
    .filter((code) => isPlaceholder(code, groups.get(code) ?? [], hasBlanks))
    .map((code) => ({ code, count: mustHave(counts.get(code), 'a counted code') }))
}

/** Signs and zeros, or a word for nothing: "-", "000000", "NL", "NULL", "N/A", "non lettré". */
function looksEmpty(code: string): boolean {
  return /^[^\p{L}1-9]+$/u.test(code) || WORDS.test(code)
}

const WORDS = /^\W*(?:nl|null|nil|none|nan|n\W?a|non|no|non ?lettr[eé]e?s?|sans|aucun|vide|x+)\W*$/i

// The lines of each suspected code, party by party: the balance alone tells, and documents in common.
function groupsOf(lines: readonly FecLine[], suspects: ReadonlySet<string>): Map<string, FecLine[][]> {
  const groups = new Map<string, FecLine[][]>()
  for (const party of groupParties(lines)) {
    const own = Map.groupBy(
      party.lines.filter(({ matchingCode }) => suspects.has(matchingCode)),
      ({ matchingCode }) => matchingCode,
    )
    for (const [code, group] of own) groups.set(code, [...(groups.get(code) ?? []), group])
  }
  return groups
}

function isPlaceholder(code: string, groups: readonly (readonly FecLine[])[], hasBlanks: boolean): boolean {
  const open = groups.filter((group) => netOf(group) !== 0)
  if (open.length === 0) return false
  const isEverywhere = open.length > 1 && open.length * 2 >= groups.length
  const isUnrelated = open.some(tiesStrangers)
  if (!looksEmpty(code)) return !hasBlanks && (isEverywhere || isUnrelated)
  // Signs and zeros are no code of any program's sequence; a word may be.
  const isWord = /\p{L}/u.test(code)
  return !isWord || isEverywhere || isUnrelated || !hasBlanks
}

// Documents that settle themselves within the group, beside others that nothing in it pays.
function tiesStrangers(group: readonly FecLine[]): boolean {
  const sides = new Map<string, number>()
  for (const line of group) {
    const cents = line.debitCents - line.creditCents
    addTo(sides, line.pieceRef, cents)
  }
  const lone = [...sides.values()].filter((cents) => cents !== 0)
  const isSettled = sides.size > lone.length
  return isSettled && (lone.every((cents) => cents > 0) || lone.every((cents) => cents < 0))
}

function netOf(lines: readonly FecLine[]): number {
  let cents = 0
  for (const line of lines) cents += line.debitCents - line.creditCents
  return cents
}
