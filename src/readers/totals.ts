import { normalizeLabel } from './cells.ts'
import { type TableRow, textAt } from './rows.ts'

const TOTALS: readonly RegExp[] = [
  /^(?:sous tota(?:l|ux)|tota(?:l|ux)|grand total|sub ?total|cumuls?|montant total)(?!\p{L})/u,
  // What one page of a printed ledger hands on to the next; « report à nouveau » is an entry.
  /^(?:a )?report(?:er)?(?: de)?(?: la)?(?: page)?(?: precedente| suivante)?(?: \d+)?$/,
  /^(?:t o t a l|sommes?|moyennes?|average|sum|ensemble|cumul general)$/,
  /^(?:nombre de (?:factures?|lignes?|documents?|pieces?)(?: \d+)?|\d+ (?:factures?|lignes?|documents?|pieces?|ecritures?|clients?|invoices?|rows?))$/,
  /^solde (?:du |de |des |de la )?(?:compte|clients?|tiers|fin(?:al)?|general|total|cloture|periode)(?!\p{L})/u,
]

/** True when a cell says that its line adds others up: « Total client », « Totaux compte 411DUP », « À reporter ». */
function isTotalText(text: string): boolean {
  if (
    text.length > 80 ||
    !/tota|t o t a l|cumul|report|solde|^nombre|^somme|^moyenne|^average|^sum|^ensemble|^\d+ \p{L}/iu.test(
      text,
    )
  )
    return false
  const words = normalizeLabel(text)
  return TOTALS.some((total) => total.test(words))
}

/**
 * True when a row has the words of a total, wherever they stand, and no document. `documents`: the columns of its
 * number and dates, which the rows of TOTAL ENERGIES have; without such columns, no name may follow the words.
 */
export function isTotalRow(row: TableRow, documents: readonly number[]): boolean {
  const words = row.cells.find((cell) => typeof cell === 'string' && isTotalText(cell))
  if (typeof words !== 'string') return false
  if (documents.length === 0) return isBareTotalText(words)
  return documents.every((at) => textAt(row, at) === '' || isTotalText(textAt(row, at)))
}

function isBareTotalText(text: string): boolean {
  return /^(?:sous |grand |sub ?)?tota(?:l|ux)(?: general| ttc| eur)?$/.test(normalizeLabel(text))
}

/** True when a cell of a row says « Total » and nothing else. */
export function holdsBareTotal(row: TableRow): boolean {
  return row.cells.some((cell) => typeof cell === 'string' && isBareTotalText(cell))
}

/** True when a cell of a row says that it adds others up, or hands a sum on to the next page. */
export function holdsTotalWords(row: TableRow): boolean {
  return row.cells.some((cell) => typeof cell === 'string' && isTotalText(cell))
}

/** True for what a printed page says of itself: its number, the day it was printed, the period asked for. */
export function isPageText(text: string): boolean {
  return /^(?:page(?: \d+.*)?|(?:grand livre|balance (?:agee|auxiliaire|clients?)|echeancier) (?:des?|du|auxiliaires?|clients?|tiers|generale?)\b.*|(?:edite|imprime|tire|date d edition|date de tirage|date d impression|edition du|tirage du)\b.*|periode du\b.*|.{0,60}\bpage \d+(?: (?:sur )?\d+)?)$/.test(
    normalizeLabel(text),
  )
}
