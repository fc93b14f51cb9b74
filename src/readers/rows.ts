import type { ReadIssue } from './records.ts'

/** Text as written, or a number of a workbook; a date of a workbook is an ISO text; "" is blank. */
export type Cell = string | number

export interface TableRow {
  /** 1-based line of a text file, row of a workbook. */
  readonly line: number
  readonly cells: readonly Cell[]
}

/** Rows of a file before anything is known of their meaning. */
export interface RawRows {
  readonly rows: readonly TableRow[]
  /** Names of the sheets of a workbook, and the one read. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly errors: readonly ReadIssue[]
}

/** More columns than this are no accounting export. */
export const MAX_COLUMNS = 1000

export const MAX_TABLE_ROWS = 500_000
