import { normalizeLabel } from './cells.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'
import type { TableRow } from './rows.ts'
import { repeatsHeader } from './table-header.ts'
import { holdsTotalWords, isPageText } from './totals.ts'

/**
 * Takes out of the rows below a header what each printed page repeats: the header, the titles that stood
 * above it, the number of the page. Where a header stands above each customer's invoices, what is
 * just above it is the customer: that of the first one, which stood among the titles, comes back first.
 */
export function withoutPageLines(
  titles: readonly TableRow[],
  headers: readonly TableRow[],
  below: readonly TableRow[],
): { readonly rows: readonly TableRow[]; readonly warnings: readonly ReadIssue[] } {
  const known = new Set(titles.map(wordsOf))
  const repeated = newOccurrences()
  const rows: TableRow[] = []
  const aboveHeaders: TableRow[] = []
  for (const row of below) {
    const isHeader = repeatsHeader(row, headers)
    if (!isHeader && !isPageLine(row, known)) rows.push(row)
    else noteLine(repeated, row.line)
    const last = rows.at(-1)
    if (isHeader && last && isShort(last) && !holdsTotalWords(last)) aboveHeaders.push(last)
  }
  const first = titles.at(-1)
  const isPerCustomer = aboveHeaders.length > 0 && first !== undefined && !isPageLine(first, new Set())
  return {
    rows: isPerCustomer ? [first, ...rows] : rows,
    warnings: occurrenceIssues('list-page-lines', repeated),
  }
}

const MAX_TITLE_CELLS = 4

function isShort(row: TableRow): boolean {
  return row.cells.filter((cell) => cell !== '').length <= MAX_TITLE_CELLS
}

function isPageLine(row: TableRow, titles: ReadonlySet<string>): boolean {
  if (!isShort(row)) return false
  const filled = row.cells.filter((cell) => cell !== '')
  return titles.has(wordsOf(row)) || filled.some((cell) => typeof cell === 'string' && isPageText(cell))
}

// Figures change from page to page.
function wordsOf(row: TableRow): string {
  const text = row.cells.filter((cell) => cell !== '').join(' ')
  return normalizeLabel(text).replace(/\d+/g, '#')
}
