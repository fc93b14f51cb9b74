import { cleanCell } from './cells.ts'
import { askChild, type ChildLimits } from './child.ts'
import { fileTooLarge, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { MAX_COLUMNS, MAX_TABLE_ROWS, type RawRows, type TableRow } from './rows.ts'
import { readAll, type Source } from './source.ts'
import type { XlsxAnswer, XlsxQuestion } from './xlsx-sheet.ts'
import { readZipDirectory } from './zip-directory.ts'

/** What a workbook may cost. */
export interface XlsxLimits extends ChildLimits {
  /** What the smallest is given: a small file is not given the time of a large one. */
  readonly leastSeconds: number
  readonly fileBytes: number
  readonly unzippedBytes: number
}

/** 300,000 rows of three cells took 18 s and 360 MB on a busy machine. */
export const XLSX_LIMITS: XlsxLimits = {
  fileBytes: 50_000_000,
  unzippedBytes: 400_000_000,
  heapMegabytes: 1024,
  memoryMegabytes: 2048,
  seconds: 120,
  leastSeconds: 10,
}

/**
 * Reads one sheet of an Excel workbook: the first with data, or the one named. The size it unzips to
 * is checked before anything is unzipped, and the work is done in a child process limited in memory
 * and time, so that no workbook can bring the application down.
 */
export async function readXlsxRows(
  source: Source,
  sheet: string | undefined,
  limits: XlsxLimits = XLSX_LIMITS,
): Promise<RawRows> {
  if (source.size > limits.fileBytes) return refused(fileTooLarge(source.size, limits.fileBytes))
  const entries = await readZipDirectory(source)
  if (!entries) return refused(issue('xlsx-truncated'))
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) return refused(issue('is-zip'))
  const unzipped = entries.reduce((sum, { size }) => sum + size, 0)
  if (unzipped > limits.unzippedBytes) return refused(fileTooLarge(unzipped, limits.unzippedBytes))
  const question: XlsxQuestion = { bytes: await readAll(source), sheet: sheet ?? null }
  const answer =
    (await askChild<XlsxAnswer>(CHILD, question, { ...limits, seconds: secondsFor(unzipped, limits) })) ??
    TOO_HEAVY
  if ('failure' in answer) return refused(issue(answer.failure, {}, { sheet: sheet ?? '' }))
  return rowsOf(answer)
}

// On some damaged workbooks the library never ends. A busy machine takes one second a megabyte.
function secondsFor(unzippedBytes: number, { seconds, leastSeconds }: XlsxLimits): number {
  return Math.min(seconds, leastSeconds + (3 * unzippedBytes) / 1_000_000)
}

const CHILD = new URL('./xlsx-child.ts', import.meta.url)
const TOO_HEAVY = { failure: 'xlsx-too-heavy' } as const

function rowsOf(answer: Extract<XlsxAnswer, { rows: unknown }>): RawRows {
  const rows: TableRow[] = answer.rows.map((cells, index) => ({
    line: index + 1,
    cells: cells.map((cell) => (typeof cell === 'string' ? cleanCell(cell) : cell)),
  }))
  const wide = rows.find(({ cells }) => cells.length > MAX_COLUMNS)
  const { sheets, sheet } = answer
  if (wide) {
    const values = { count: wide.cells.length, max: MAX_COLUMNS }
    return refused(issue('too-many-columns', { line: wide.line }, values))
  }
  if (rows.length > MAX_TABLE_ROWS) return refused(issue('too-many-rows', {}, { max: MAX_TABLE_ROWS }))
  return { rows, sheets, sheet, errors: rows.length === 0 ? [issue('empty')] : [] }
}

function refused(error: ReadIssue): RawRows {
  return { rows: [], sheets: [], sheet: null, errors: [error] }
}
