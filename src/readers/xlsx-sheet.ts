import readWorkbook from 'read-excel-file/node'
import { inUnit } from './cells.ts'
import { type PackedContent, readOdsSheets } from './ods-sheets.ts'
import { type CellMark, readSheetMarks, type SheetMarks } from './xlsx-marks.ts'

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
  readonly isHidden?: boolean
  /** Rows that are hidden, or struck out, counted from 0. */
  readonly hiddenRows?: readonly number[]
  readonly struckRows?: readonly number[]
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
    const marks = await readSheetMarks(bytes)
    return sheets.map(({ sheet, data }) =>
      marked({ name: sheet, rows: data.map((row) => row.map(cellOf)) }, marks.get(sheet)),
    )
  } catch {
    return null
  }
}

function marked(sheet: SheetRows, marks: SheetMarks | undefined): SheetRows {
  if (!marks) return sheet
  const rows = sheet.rows.map((row) => [...row])
  for (const mark of marks.cells) {
    const row = rows[mark.row]
    if (!row) continue
    while (row.length <= mark.column) row.push('')
    row[mark.column] = withMark(row[mark.column] ?? '', mark)
  }
  const { isHidden, hiddenRows, struckRows } = marks
  return { ...sheet, rows, isHidden, hiddenRows: [...hiddenRows], struckRows: [...struckRows] }
}

// "0.5" shown as 50 %, 1200 shown as $1,200.00.
function withMark(value: string | number, { text, unit }: CellMark): string | number {
  if (text !== null) return text
  return typeof value === 'number' && unit !== null ? inUnit(value, unit) : value
}

// A formula gives the value Excel last computed; a date comes as midnight UTC.
function cellOf(value: unknown): string | number {
  if (typeof value === 'number') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : String(value).trim()
}
