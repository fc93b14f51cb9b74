import type { LetterContent, Letterhead } from '#domain/letter.ts'
import { translate } from '#messages/translate.ts'
import { forgetLetters, type LaidOut, layOut, type Purpose } from './engine.ts'
import { createGlyphCheck, type GlyphCheck } from './glyphs.ts'
import { batchView, letterView } from './letter-view.ts'
import { letterheadImages } from './letterhead-view.ts'

/** Something to tell the user about a letter that was rendered all the same. */
export interface LetterWarning {
  readonly kind: 'missing-glyphs' | 'not-rendered'
  /** Place of the letter in what was asked for, from 0. */
  readonly letterIndex: number
  readonly customerCode: string
  /** Characters printed as □; empty for a letter that could not be rendered. */
  readonly characters: readonly string[]
}

export interface RenderedLetter {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly warnings: readonly LetterWarning[]
}

export interface RenderedBatch {
  readonly pdf: Uint8Array
  readonly pagesPerLetter: readonly number[]
  readonly warnings: readonly LetterWarning[]
}

/** One letter as it is archived and e-mailed: PDF/A-3b, tagged, the same bytes each time. */
export function renderArchive(letterhead: Letterhead, content: LetterContent): RenderedLetter {
  const title = `${content.title} – ${content.customerCode}`
  const { laidOut, warnings } = render(letterhead, [content], title, 'archive')
  return { pdf: laidOut.pdf, pages: laidOut.pagesPerLetter[0] ?? 0, warnings }
}

/** Letters of one sender as one PDF to print: up to about fifty, the engine's memory grows with them. */
export function renderPrint(letterhead: Letterhead, contents: readonly LetterContent[]): RenderedBatch {
  const title = translate(contents[0]?.language ?? 'fr', 'letters.documents-title')
  const { laidOut, warnings } = render(letterhead, contents, title, 'print')
  return { pdf: laidOut.pdf, pagesPerLetter: laidOut.pagesPerLetter, warnings }
}

interface Attempt {
  readonly laidOut: LaidOut
  readonly warnings: readonly LetterWarning[]
}

function render(
  letterhead: Letterhead,
  contents: readonly LetterContent[],
  title: string,
  purpose: Purpose,
): Attempt {
  try {
    return attempt(letterhead, contents, title, purpose, false)
  } catch {
    // The fonts' own tables promise a glyph, shaping may still find none. Plain text always passes,
    // and a letter with a □ in it is better than no letter.
    return attempt(letterhead, contents, title, purpose, true)
  } finally {
    forgetLetters()
  }
}

function attempt(
  letterhead: Letterhead,
  contents: readonly LetterContent[],
  title: string,
  purpose: Purpose,
  strict: boolean,
): Attempt {
  const first = contents[0]
  if (!first) throw new Error('no letter to render')
  const shared = createGlyphCheck(strict)
  const checks: GlyphCheck[] = []
  const letters = contents.map((content) => {
    const check = createGlyphCheck(strict)
    checks.push(check)
    return letterView(letterhead, content, check.printable)
  })
  const view = batchView(letterhead, letters, title, shared.printable)
  return {
    laidOut: layOut(view, letterheadImages(letterhead), purpose, first.letterOn),
    warnings: contents.flatMap((content, letterIndex) => {
      const characters = [...new Set([...shared.missing, ...(checks[letterIndex]?.missing ?? [])])]
      if (characters.length === 0) return []
      return [
        { kind: 'missing-glyphs' as const, letterIndex, customerCode: content.customerCode, characters },
      ]
    }),
  }
}
