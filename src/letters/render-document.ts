import { mustHave } from '#domain/errors.ts'
import { forgetLetters, layOut } from './engine.ts'
import { createGlyphCheck } from './glyphs.ts'
import { letterheadImages } from './letterhead-view.ts'
import { documentView, type PrintedDocument } from './printed-document.ts'

export interface RenderedDocument {
  readonly pdf: Uint8Array
  readonly pages: number
}

/** A statement or a list as PDF/A-3b; a character no font has is printed as □. */
export function renderDocument(document: PrintedDocument): RenderedDocument {
  try {
    return attempt(document, false)
  } catch {
    // As for the letters (render.ts): shaping may refuse what the fonts' own tables promise.
    return attempt(document, true)
  } finally {
    forgetLetters()
  }
}

function attempt(document: PrintedDocument, strict: boolean): RenderedDocument {
  const view = documentView(document, createGlyphCheck(strict).printable)
  const images = document.letterhead
    ? letterheadImages({ ...document.letterhead, signature: null })
    : new Map()
  const { pdf, pagesPerLetter } = layOut(view, images, 'archive', document.madeOn, 'document')
  return { pdf, pages: mustHave(pagesPerLetter[0], 'pages') }
}
