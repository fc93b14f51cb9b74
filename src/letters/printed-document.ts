import type { Day } from '#domain/days-and-money/day.ts'
import type { Letterhead } from '#domain/letters/letter.ts'
import type { LetterLanguage } from '#domain/letters/letter-figures.ts'
import { translate } from '#messages/translate.ts'
import type { Printable } from './letter-view.ts'
import { footerLines, type LetterheadView, letterheadView } from './letterhead-view.ts'
import { wordBreaker } from './printed-forms.ts'

/**
 * A document of tables in the style of the letters: a statement of account, or a list to print. Every text is
 * final and plain: amounts and days are already written in its language.
 */
export interface PrintedDocument {
  readonly language: LetterLanguage
  readonly title: string
  /** Under the title: what the document is about. */
  readonly subtitles: readonly string[]
  /** Whose it is; a list over several companies has none. */
  readonly letterhead: Letterhead | null
  /** Address of the envelope's window; empty: the document is not sent, and its head is short. */
  readonly recipientLines: readonly string[]
  readonly madeOn: Day
  /** "Beauvais, le 29/01/2024", when it is sent. */
  readonly dateLine: string | null
  readonly isLandscape: boolean
  readonly sections: readonly PrintedSection[]
}

export interface PrintedSection {
  readonly heading: string | null
  readonly columns: readonly PrintedColumn[]
  readonly rows: readonly (readonly string[])[]
  /** Last row, in bold, never alone on a page. */
  readonly total: readonly string[] | null
  /** Under the table, or in its place when it has no row. */
  readonly note: string | null
}

export interface PrintedColumn {
  readonly label: string
  readonly side: 'left' | 'right'
  /** In millimetres; null: what the others leave. */
  readonly widthMm: number | null
}

/** What the template reads. */
export interface DocumentView {
  readonly documentTitle: string
  readonly author: string
  readonly accent: string | null
  readonly footer: readonly string[]
  readonly letterhead: LetterheadView | null
  readonly document: Omit<PrintedDocument, 'letterhead' | 'madeOn'> & { readonly page: string }
}

const breakCell = wordBreaker(26)

/** A document with every string made drawable. */
export function documentView(document: PrintedDocument, printable: Printable): DocumentView {
  const { letterhead, madeOn, ...shown } = document
  const cells = (texts: readonly string[]) => texts.map((text) => printable(breakCell(text)))
  return {
    documentTitle: printable(document.title),
    author: printable(letterhead?.legalName ?? ''),
    accent: letterhead?.accentColor ?? null,
    footer: letterhead ? footerLines(letterhead, printable) : [],
    letterhead: letterhead ? letterheadView(letterhead, document.language, printable) : null,
    document: {
      ...shown,
      title: printable(shown.title),
      subtitles: shown.subtitles.map(printable),
      recipientLines: shown.recipientLines.map(printable),
      dateLine: shown.dateLine === null ? null : printable(shown.dateLine),
      page: translate(document.language, 'letters.page-number'),
      sections: shown.sections.map((section) => ({
        heading: section.heading === null ? null : printable(section.heading),
        columns: section.columns.map((column) => ({ ...column, label: printable(column.label) })),
        rows: section.rows.map(cells),
        total: section.total === null ? null : cells(section.total),
        note: section.note === null ? null : printable(section.note),
      })),
    },
  }
}
