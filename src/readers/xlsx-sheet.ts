import readWorkbook from 'read-excel-file/node'

/** What the parent asks: the first sheet with data, or the one named. */
export interface XlsxQuestion {
  readonly bytes: Uint8Array
  readonly sheet: string | null
}

export type XlsxAnswer =
  | {
      readonly sheets: readonly string[]
      readonly sheet: string
      readonly rows: readonly (readonly (string | number)[])[]
    }
  | { readonly failure: 'xlsx-unreadable' | 'xlsx-no-such-sheet' }

/** Reads the sheet asked for; never throws on a bad workbook. */
export async function answerOf(question: XlsxQuestion): Promise<XlsxAnswer> {
  const sheets = await readSheets(question.bytes)
  if (!sheets) return { failure: 'xlsx-unreadable' }
  const names = sheets.map(({ sheet }) => sheet)
  const chosen =
    question.sheet === null
      ? (sheets.find(({ data }) => data.length > 1) ?? sheets[0])
      : sheets.find(({ sheet }) => sheet === question.sheet)
  if (!chosen) return { failure: 'xlsx-no-such-sheet' }
  return { sheets: names, sheet: chosen.sheet, rows: chosen.data.map((row) => row.map(cellOf)) }
}

async function readSheets(bytes: Uint8Array) {
  try {
    return await readWorkbook(Buffer.from(bytes))
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
