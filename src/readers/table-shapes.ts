import { mustHave } from '#domain/errors.ts'
import { normalizeLabel } from './cells.ts'
import { issue } from './issues.ts'
import { countKnownLabels, isKnownLabel, namedFields } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { type TableRow, textAt } from './rows.ts'

const ROWS_LOOKED_AT = 30

/**
 * Why rows cannot be read under their header without another sum than theirs: the names of columns stand in the first
 * column, two lists stand side by side, amounts are in thousands. Null when nothing is known against it.
 */
export function refusedShape(
  titles: readonly TableRow[],
  headers: readonly TableRow[],
  rows: readonly TableRow[],
  repeated: readonly string[],
): ReadIssue | null {
  const { line } = mustHave(headers[0], 'the row of a header')
  const inThousands = [...titles, ...headers].find(saysThousands)
  if (inThousands) return issue('amounts-in-thousands', { line: inThousands.line })
  if (isTransposed(headers, rows)) return issue('is-transposed', { line })
  const fields = new Set(repeated.flatMap(namedFields))
  const isTwice = fields.has('number') && [...AMOUNTS].some((field) => fields.has(field))
  return isTwice ? issue('lists-side-by-side', { line }, { columns: repeated.join(', ') }) : null
}

const AMOUNTS = new Set(['totalCents', 'openCents', 'debit', 'credit'] as const)

// « Montants en milliers d’euros », « Reste dû (k€) ».
function saysThousands(row: TableRow): boolean {
  return row.cells.some((cell) => {
    if (typeof cell !== 'string' || cell.length > 80) return false
    const words = normalizeLabel(cell.replaceAll('€', ' eur '))
    return /\b(?:montants?|soldes?|reste|total|ttc|du|encours|en)\b.*\b(?:k eur|keur|milliers|millions|m eur|meur)\b/.test(
      words,
    )
  })
}

function isTransposed(headers: readonly TableRow[], rows: readonly TableRow[]): boolean {
  const across = Math.max(...headers.map(({ cells }) => countKnownLabels(cells.map(String))))
  const down = rows.slice(0, ROWS_LOOKED_AT).filter((row) => isKnownLabel(textAt(row, 0))).length
  return across < 3 && down >= 3 && down * 2 > rows.length
}
