import readWorkbook from 'read-excel-file/node'
import { type PackedContent, readOdsSheets } from './ods-sheets.ts'

/** What the parent asks: every sheet, or the one named. */
export interface WorkbookQuestion {
  readonly bytes: Uint8Array
  readonly sheet: string | null
  /** Where its content stands when it is an OpenDocument; null for Excel. */
  readonly content: PackedContent | null
}

/** One sheet: text as written, numbers, days as ISO texts; "" is blank. */
export interface SheetRows {
  readonly name: string
  readonly rows: readonly (readonly (string | number)[])[]
}

export type WorkbookAnswer =
  | { readonly names: readonly string[]; readonly sheets: readonly SheetRows[] }
  | { readonly failure: 'xlsx-unreadable' | 'xlsx-no-such-sheet' }

/** Reads the sheets asked for; never throws on a bad workbook. */
export async function answerOf({ bytes, sheet, content }: WorkbookQuestion): Promise<WorkbookAnswer> {
  const all = content ? readOdsSheets(bytes, content) : await readExcelSheets(bytes)
  if (!all) return { failure: 'xlsx-unreadable' }
  const sheets = sheet === null ? all : all.filter(({ name }) => name === sheet)
  if (sheets.length === 0) return { failure: sheet === null ? 'xlsx-unreadable' : 'xlsx-no-such-sheet' }
  return { names: all.map(({ name }) => name), sheets }
}

async function readExcelSheets(bytes: Uint8Array): Promise<readonly SheetRows[] | null> {
  try {
    const sheets = await readWorkbook(Buffer.from(bytes))
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(cellOf)) }))
  } catch {
    return null
  }
}

// A formula gives the value Excel last computed; a date comes as midnight UTC.
function cellOf(value: unknown): string | number {
  if (typeof value === 'number') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : String(value).trim()
}
