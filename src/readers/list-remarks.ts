import type { ColumnMapping } from './invoice-columns.ts'
import { issue } from './issues.ts'
import { comparedName } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { type Table, textAt } from './rows.ts'

/**
 * What a table was understood to say, column by column: those used, and those left aside whose name speaks of
 * payment, each with how many of its cells are filled.
 */
export function columnRemarks(table: Table, mapping: ColumnMapping): readonly ReadIssue[] {
  const used = new Set(Object.values(mapping))
  const names = table.columns.filter((column) => used.has(column))
  const place = { line: table.headerLine }
  const remarks = [issue('columns-used', place, { count: names.length, columns: names.join(', ') })]
  for (const [at, column] of table.columns.entries()) {
    if (used.has(column) || !speaksOfPayment(column)) continue
    let count = 0
    for (const row of table.rows) if (textAt(row, at) !== '') count++
    if (count > 0) remarks.push(issue('column-left-aside', { ...place, column }, { count }))
  }
  return remarks
}

// « Payé », « Règlement », « Lettrage », « Solde », « Reste dû », « Statut », « État » and their English names.
function speaksOfPayment(column: string): boolean {
  return /(?:^| )(?:pa(?:y|id|ie)|regl|lettr|sold|rest|statut|status|etat|state\b|balance|settle|outstanding|remain|encaiss|impay)/.test(
    comparedName(column),
  )
}
