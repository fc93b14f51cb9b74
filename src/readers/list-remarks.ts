import type { ColumnMapping } from './invoice-columns.ts'
import { issue } from './issues.ts'
import { comparedName } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { type Table, textAt } from './rows.ts'
import { taxColumn } from './whole-amounts.ts'

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
  const tax = taxColumn(table, mapping.totalCents)
  if (tax !== null)
    remarks.push(issue('list-before-tax', { ...place, column: mapping.totalCents ?? '' }, { tax }))
  return [...remarks, ...wordsOfPayment(table, used)]
}

const PAID_WORDS =
  /(?<!\b(?:non|pas|à|a|im) ?)\b(?:pay[ée]e?s?|r[ée]gl[ée]e?s?|sold[ée]e?s?|acquitt[ée]e?s?|encaiss[ée]e?s?|paid|settled|acompte|avoir|litige|contest[ée]e?s?|(?:ch[eè]que|virement|vir\.?) (?:re[çc]u|du)|liquidation|redressement judiciaire|sauvegarde|faillite|insolvent|factor|contentieux|huissier|proc[ée]dure collective|ne (?:pas|plus) relancer|bloqu[ée]e?s?)(?![\p{L}])/iu

// « Observations : payé le 12/03 », « liquidation judiciaire » say what no column says; people write it all the same.
function wordsOfPayment(table: Table, used: ReadonlySet<string>): readonly ReadIssue[] {
  const remarks: ReadIssue[] = []
  for (const [at, column] of table.columns.entries()) {
    if (used.has(column) || speaksOfPayment(column)) continue
    const rows = table.rows.filter((row) => {
      const cell = row.cells[at]
      return typeof cell === 'string' && cell.length > 3 && PAID_WORDS.test(cell)
    })
    const [first] = rows
    if (!first) continue
    const values = { count: rows.length, words: textAt(first, at).slice(0, 60) }
    remarks.push(issue('cells-speak-of-payment', { line: first.line, column }, values))
  }
  return remarks
}

// « Payé », « Règlement », « Lettrage », « Solde », « Reste dû », « Statut », « État », « Échéance 1 » and their English names.
function speaksOfPayment(column: string): boolean {
  return /(?:^| )(?:pa(?:y|id|ie)|regl|lettr|sold|rest|statut|status|etat|state\b|balance|settle|outstanding|remain|encaiss|impay|acompte|avance|verse|retenue|escompte|affactur|factor|cede|cession|contest|litig|dispute|douteu|irrecouvr|contentieux|procedure|relanc|virement|cheque|especes?|prelevement|avoirs?\b|(?:date (?:d )?)?echeances?\b|due date)/.test(
    comparedName(column),
  )
}
