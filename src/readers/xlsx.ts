import { cleanCell } from './cells.ts'
import { askChild, type ChildLimits } from './child.ts'
import { fileTooLarge, issue } from './issues.ts'
import type { PackedContent } from './ods-sheets.ts'
import type { ReadIssue } from './records.ts'
import { MAX_COLUMNS, MAX_TABLE_ROWS, type RawRows, type TableRow } from './rows.ts'
import { readAll, type Source } from './source.ts'
import type { SheetRows, WorkbookAnswer, WorkbookQuestion } from './xlsx-sheet.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

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
 * Reads the sheets of an Excel or OpenDocument workbook: all of them, or the one named. The size it unzips to
 * is checked before anything is unzipped, and the work is done in a child process limited in memory
 * and time, so that no workbook can bring the application down.
 */
export async function readWorkbookRows(
  source: Source,
  sheet: string | undefined,
  limits: XlsxLimits = XLSX_LIMITS,
): Promise<RawRows> {
  if (source.size > limits.fileBytes) return refused(fileTooLarge(source.size, limits.fileBytes))
  const entries = await readZipDirectory(source)
  if (!entries) return refused(issue('xlsx-truncated'))
  const ods = entries.find(({ name }) => name === 'content.xml')
  const isExcel = entries.some(({ name }) => name === 'xl/workbook.xml')
  if (!isExcel && !ods) return refused(issue('is-zip'))
  const unzipped = isExcel ? entries.reduce((sum, { size }) => sum + size, 0) : (ods?.size ?? 0)
  if (unzipped > limits.unzippedBytes) return refused(fileTooLarge(unzipped, limits.unzippedBytes))
  const content = isExcel || !ods ? null : await packedContent(source, ods)
  if (!isExcel && !content) return refused(issue('xlsx-unreadable'))
  const question: WorkbookQuestion = { bytes: await readAll(source), sheet: sheet ?? null, content }
  const answer =
    (await askChild<WorkbookAnswer>(CHILD, question, { ...limits, seconds: secondsFor(unzipped, limits) })) ??
    TOO_HEAVY
  if ('failure' in answer) return refused(issue(answer.failure, {}, { sheet: sheet ?? '' }))
  return rowsOf(answer)
}

const LOCAL_BYTES = 30
const DEFLATED = 8

// An OpenDocument's header may be longer than its directory says: the file's own tells.
async function packedContent(source: Source, entry: ZipEntry): Promise<PackedContent | null> {
  const { offset, packedSize, size, method, isEncrypted } = entry
  const header = Buffer.from(await source.slice(offset, offset + LOCAL_BYTES))
  if (header.length < LOCAL_BYTES || isEncrypted || (method !== DEFLATED && method !== 0)) return null
  const start = offset + LOCAL_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  return { start, packedSize, size, isDeflated: method === DEFLATED }
}

// On some damaged workbooks the library never ends. A slow machine works one second a megabyte.
function secondsFor(unzippedBytes: number, { seconds, leastSeconds }: XlsxLimits): number {
  return Math.min(seconds, leastSeconds + (3 * unzippedBytes) / 1_000_000)
}

const CHILD = new URL('./xlsx-child.ts', import.meta.url)
const TOO_HEAVY = { failure: 'xlsx-too-heavy' } as const

function rowsOf({ names, sheets: read }: Extract<WorkbookAnswer, { sheets: unknown }>): RawRows {
  const hidden = hiddenSheets(read)
  const parts = read.flatMap(({ name, rows, hiddenRows, struckRows }) => {
    if (rows.length === 0 || hidden.includes(name)) return []
    const [isHidden, isStruck] = [new Set(hiddenRows), new Set(struckRows)]
    const markOf = (row: number) => (isHidden.has(row) ? 'hidden' : isStruck.has(row) ? 'struck' : null)
    return [{ sheet: name, rows: rows.map((cells, row) => rowOf(cells, row, markOf(row))) }]
  })
  for (const { rows } of parts) {
    const wide = rows.find(({ cells }) => cells.length > MAX_COLUMNS)
    if (!wide) continue
    const values = { count: wide.cells.length, max: MAX_COLUMNS }
    return refused(issue('too-many-columns', { line: wide.line }, values))
  }
  const count = parts.reduce((sum, { rows }) => sum + rows.length, 0)
  if (count > MAX_TABLE_ROWS) return refused(issue('too-many-rows', {}, { max: MAX_TABLE_ROWS }))
  const told = hidden.length > 0 ? { hiddenSheets: hidden } : {}
  return { parts, sheets: names, ...told, errors: count === 0 ? [issue('empty')] : [] }
}

// What is hidden is left aside, unless nothing else is there: an archive of paid invoices, a table for formulas.
function hiddenSheets(sheets: readonly SheetRows[]): readonly string[] {
  const filled = sheets.filter(({ rows }) => rows.length > 0)
  const hidden = filled.filter(({ isHidden }) => isHidden === true)
  return hidden.length === filled.length ? [] : hidden.map(({ name }) => name)
}

function rowOf(cells: readonly (string | number)[], index: number, mark: TableRow['mark'] | null): TableRow {
  const row = {
    line: index + 1,
    cells: cells.map((cell) => (typeof cell === 'string' ? cleanCell(cell) : cell)),
  }
  return mark ? { ...row, mark } : row
}

function refused(error: ReadIssue): RawRows {
  return { parts: [], sheets: [], errors: [error] }
}
