import type { bankTables } from '#messages/fr/bank-tables.ts'
import type { images } from '#messages/fr/images.ts'
import type { listReaders } from '#messages/fr/list-readers.ts'
import type { readers } from '#messages/fr/readers.ts'
import type { ReadIssue } from './records.ts'

/** Every code has its sentence `readers.<code>`: the compiler refuses one that has none. */
export type IssueCode = keyof (typeof readers &
  typeof images &
  typeof bankTables &
  typeof listReaders) extends `readers.${infer Code}`
  ? Code
  : never

/** One issue; `line` and `column` are also put among the values, for the sentence's blanks. */
export function issue(
  code: IssueCode,
  place: { line?: number; column?: string | null } = {},
  values: Readonly<Record<string, string | number>> = {},
): ReadIssue {
  const { line = 0, column = null } = place
  return { line, column, code, values: { line, column: column ?? '', ...values } }
}

/** The file, or what it unzips to, is above the limit; told in megabytes. */
export function fileTooLarge(bytes: number, maxBytes: number): ReadIssue {
  const megabytes = (count: number) => Math.ceil(count / 1_000_000)
  return issue('file-too-large', {}, { size: megabytes(bytes), max: megabytes(maxBytes) })
}

/** Issues met along a file, bounded: a million bad lines are told as the first thousand and a count. */
export interface IssueList {
  readonly kept: ReadIssue[]
  total: number
}

const KEPT = 1000

export function newIssueList(): IssueList {
  return { kept: [], total: 0 }
}

export function addIssue(list: IssueList, found: ReadIssue): void {
  list.total++
  if (list.kept.length < KEPT) list.kept.push(found)
}

/** What to show: the issues kept, then how many more there were. */
export function listedIssues(list: IssueList): readonly ReadIssue[] {
  const more = list.total - list.kept.length
  return more > 0 ? [...list.kept, issue('more-issues', {}, { count: more })] : list.kept
}

/** Same finding on many lines, told once: the first line and how many. */
export interface Occurrences {
  count: number
  firstLine: number
}

export function newOccurrences(): Occurrences {
  return { count: 0, firstLine: 0 }
}

export function noteLine(occurrences: Occurrences, line: number): void {
  if (occurrences.count === 0) occurrences.firstLine = line
  occurrences.count++
}

/** The one issue of these occurrences, or none. */
export function occurrenceIssues(
  code: IssueCode,
  occurrences: Occurrences,
  column: string | null = null,
): readonly ReadIssue[] {
  if (occurrences.count === 0) return []
  return [issue(code, { line: occurrences.firstLine, column }, { count: occurrences.count })]
}

/** The sheets of a workbook left aside because they are hidden, told by name. */
export function hiddenSheetIssues({
  hiddenSheets = [],
}: {
  readonly hiddenSheets?: readonly string[]
}): ReadIssue[] {
  if (hiddenSheets.length === 0) return []
  return [issue('sheets-hidden', {}, { count: hiddenSheets.length, sheets: hiddenSheets.join(', ') })]
}
