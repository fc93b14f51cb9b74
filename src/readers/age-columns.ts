import { decimalMarkOf } from './amounts.ts'
import { centsOfCell } from './cell-values.ts'
import { normalizeLabel } from './cells.ts'
import { suggestColumns } from './invoice-columns.ts'
import { issue } from './issues.ts'
import type { Table } from './rows.ts'

const SUM = 'Somme des tranches'

const AGE =
  /^(?:(?:non|pas) echue?s?|a echoir|courant|current|not due|plus ancien(?:ne)?s?|older|(?:(?:echue?s?|retard|en retard|age|tranche) )?(?:depuis |de )?(?:plus de |moins de |over |under )?\d{1,3}(?: ?(?:a|et|to|j|jours?|days?)\b)*(?: \d{1,3})?(?: ?(?:j|jours?|days?|et plus|plus|and over)\b)*)$/

/**
 * An aged balance may have no total: what is owed is then the sum of its ages, in a column of its own, which is told.
 */
export function withAgesSummed(table: Table): Table {
  const ages = table.columns.flatMap((column, at) => (AGE.test(normalizeLabel(column)) ? [at] : []))
  if (ages.length < 2 || table.errors.length > 0 || hasAmounts(table)) return table
  const texts = table.rows.flatMap((row) =>
    ages.flatMap((at) => (typeof row.cells[at] === 'string' ? [row.cells[at]] : [])),
  )
  const found = decimalMarkOf(texts)
  const mark = found === 'ambiguous' || found === null ? ',' : found
  const width = table.columns.length
  const rows = []
  for (const row of table.rows) {
    const filled = ages.map((at) => row.cells[at] ?? '').filter((cell) => cell !== '')
    let sum = 0
    for (const cell of filled) {
      const cents = centsOfCell(cell, mark)
      if (cents === null) return table
      sum += cents
    }
    const cells = Array.from({ length: width }, (_, at) => row.cells[at] ?? '')
    rows.push({ ...row, cells: [...cells, filled.length === 0 ? '' : sum / 100] })
  }
  const names = ages.map((at) => table.columns[at] ?? '').join(', ')
  const told = issue('list-ages-summed', { line: table.headerLine }, { columns: names })
  return { ...table, columns: [...table.columns, SUM], rows, warnings: [...table.warnings, told] }
}

function hasAmounts(table: Table): boolean {
  const { totalCents, openCents, instalmentCents, debit, credit, amount } = suggestColumns(table)
  return [totalCents, openCents, instalmentCents, debit, credit, amount].some(
    (column) => column !== undefined,
  )
}
