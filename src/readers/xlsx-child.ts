import readWorkbook from 'read-excel-file/node'

// A process of its own: `xlsx.ts` limits its memory and its time, and kills it once it has answered.

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

// read-excel-file halves the piece of XML it parses each time one takes over 7 ms, with no floor, and
// calls itself for each piece: on a busy machine 150,000 rows take minutes or overflow the stack. In
// this process, which does nothing else, a clock that stands still makes the pieces double instead.
Date.now = () => 0

process.once('disconnect', () => process.exit())
process.once('message', async (question: XlsxQuestion) => {
  process.send?.(await answer(question))
})

async function answer(question: XlsxQuestion): Promise<XlsxAnswer> {
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
