import type { EncodingReading } from './encoding.ts'
import type { ReadIssue } from './records.ts'

/** Text as written, or a number of a workbook; a date of a workbook is an ISO text; "" is blank. */
export type Cell = string | number

export interface TableRow {
  /** 1-based line of a text file, row of a workbook; of sheets joined, see `sheet-places.ts`. */
  readonly line: number
  readonly cells: readonly Cell[]
  /** Rank of its sheet among those read; absent in the first. */
  readonly sheetRank?: number
  /** Hidden in its sheet, by a filter or by hand; struck out. */
  readonly mark?: 'hidden' | 'struck'
  /** The title above this part of the table, when it says what its rows are: « Factures réglées ». */
  readonly section?: string
}

/** Rows of a file before anything is known of their meaning, sheet by sheet. */
export interface RawRows {
  /** The sheets with rows; a text file has one, without a name. */
  readonly parts: readonly { readonly sheet: string | null; readonly rows: readonly TableRow[] }[]
  /** Names of all the sheets of a workbook. */
  readonly sheets: readonly string[]
  /** Those of a workbook that are hidden, and left aside for it. */
  readonly hiddenSheets?: readonly string[]
  /** How its accented words can be read, when nothing tells (`TextFacts.readings`). */
  readonly readings?: readonly EncodingReading[]
  readonly errors: readonly ReadIssue[]
}

/** More columns than this are no accounting export. */
export const MAX_COLUMNS = 1000

export const MAX_TABLE_ROWS = 500_000

/** A table: its columns named, its rows without titles above them. */
export interface Table {
  readonly sheets: readonly string[]
  /** Name of the sheet read, of the first when there are several. */
  readonly sheet: string | null
  /** Names of the sheets read as one, by rank; absent when there is one. */
  readonly joined?: readonly string[]
  /**
   * Several rows may be the instalments of one row of the file: what is paid or left is that of the document, which
   * each repeats, or of each of them.
   */
  readonly split?: 'whole-figures' | 'own-figures'
  readonly headerLine: number
  /** Unique names: a repeated one is numbered, "Taux (2)"; a missing one is the column's letter. */
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  readonly readings: readonly EncodingReading[]
  readonly warnings: readonly ReadIssue[]
  readonly errors: readonly ReadIssue[]
}

/** The cell of a row as text, "" out of its bounds. */
export function textAt(row: TableRow, at: number): string {
  const cell = row.cells[at] ?? ''
  return typeof cell === 'number' ? String(cell) : cell
}
