import { mustHave } from '#domain/errors.ts'
import { type CharacterCoverage, sharedCoverage } from './character-coverage.ts'
import { fontFilesByFamily } from './fonts.ts'

/** Printed in place of a character no font can draw; one fallback font has it. */
export const MISSING_GLYPH = '\u25a1'

/** Makes text drawable and remembers what it had to replace. */
export interface GlyphCheck {
  /** `text` as it can be printed: each character no font has becomes □. */
  printable(text: string): string
  /** What was replaced so far, each once. */
  readonly missing: readonly string[]
}

// French and western European text: all of it in every style of the first font (a test proves it), so
// that nearly every string costs one regular expression.
export const COMMON_TEXT =
  /^[\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201d\u2026\u202f\u20ac\u2212]*$/

// Control and format characters draw nothing and make the archive format refuse the letter. The joiners
// and the variation selectors stay: emoji are built with them. So does U+200B, our own break opportunity.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u
const KEPT_INVISIBLE = new Set(['\u200b', '\u200c', '\u200d'])
const ATTACHED = /^(?:[\u200b-\u200d]|[\ufe00-\ufe0f])$/

const REPLACEMENT_CHARACTER = 0xfffd

const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' })
let families: readonly CharacterCoverage[] | undefined

/**
 * A check for one letter. `strict` keeps nothing but common text: the last resort when the engine
 * refused a letter all the same.
 */
export function createGlyphCheck(strict = false): GlyphCheck {
  const missing: string[] = []
  return {
    missing,
    printable(text) {
      if (COMMON_TEXT.test(text)) return text
      return replaceMissing(text, strict, missing)
    },
  }
}

function replaceMissing(text: string, strict: boolean, missing: string[]): string {
  let printed = ''
  // Composed form first: a decomposed "é" (as macOS writes file names) is in the font as one glyph.
  for (const { segment } of segmenter.segment(text.toWellFormed().normalize('NFC'))) {
    const cluster = withoutInvisible(segment)
    if (COMMON_TEXT.test(cluster) || (!strict && isCovered(cluster))) {
      printed += cluster
    } else {
      printed += MISSING_GLYPH
      if (!missing.includes(cluster)) missing.push(cluster)
    }
  }
  return printed
}

function withoutInvisible(cluster: string): string {
  if (cluster === '\r\n') return '\n'
  let kept = ''
  for (const character of cluster) {
    if (character === '\n' || KEPT_INVISIBLE.has(character)) kept += character
    else if (character === '\t' || character === '\u2028' || character === '\u2029') kept += ' '
    else if (!INVISIBLE.test(character)) kept += character
  }
  return kept
}

// A cluster (letter and accents, emoji and modifiers) is shaped with one font: it must have all of it.
function isCovered(cluster: string): boolean {
  families ??= fontFilesByFamily().map(sharedCoverage)
  const codePoints = [...cluster]
    .filter((c) => !ATTACHED.test(c))
    .map((c) => mustHave(c.codePointAt(0), 'a code point'))
  // A broken encoding is told like a missing glyph, though one of the fonts can draw its mark.
  if (codePoints.includes(REPLACEMENT_CHARACTER)) return false
  return families.some((family) => codePoints.every((codePoint) => family.has(codePoint)))
}
