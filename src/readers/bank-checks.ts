import type { BankLine } from './bank-rows.ts'
import { normalizeLabel } from './cells.ts'
import { issue, newOccurrences, noteLine } from './issues.ts'
import type { ReadIssue } from './records.ts'

const OUT =
  /^(?:prlv|prelevement|prelevt|cb|achat cb|carte|paiement (?:par )?carte|retrait|dab|frais|cotis\w*|commissions?|agios|echeance pret|card payment|direct debit)\b/
const IN =
  /^(?:vir(?:ement)?s?(?: sepa| inst\w*)* (?:recus?|en votre faveur)|remise (?:de )?(?:cheques?|chq)|payment from|transfer from)\b/
// What gives money back stands rightly on the other side.
const RETURNED =
  /rejet|impaye|retour|annul|rembours|extourn|avoir|regul|ristourne|contrepass|correction|refund|reversal|cashback|credit/

/**
 * What the words of operations say against their signs: a card statement or another program's export may have them all
 * reversed, or none at all.
 */
export function signIssues(lines: readonly BankLine[]): readonly ReadIssue[] {
  const told = newOccurrences()
  let agreeing = 0
  let words = ''
  for (const { movement } of lines) {
    const text = normalizeLabel(movement.text)
    const said = RETURNED.test(text) ? 0 : OUT.test(text) ? -1 : IN.test(text) ? 1 : 0
    if (said * movement.amountCents > 0) agreeing++
    if (said * movement.amountCents >= 0) continue
    if (words === '') words = movement.text.slice(0, 40)
    noteLine(told, movement.line)
  }
  if (told.count <= agreeing) return []
  return [issue('bank-signs', { line: told.firstLine }, { count: told.count, words })]
}

/** Where a column of balances, filled for several operations, does not follow them: lines may be missing. */
export function balanceIssues(lines: readonly BankLine[]): readonly ReadIssue[] {
  const breaks = [breakOf(lines), breakOf(lines.toReversed())]
  const found = breaks.every((line) => line !== null) ? breaks[0] : null
  return found ? [issue('bank-balance-broken', { line: found })] : []
}

function breakOf(lines: readonly BankLine[]): number | null {
  let last: number | null = null
  let running = 0
  for (const { movement, balanceCents } of lines) {
    running += movement.amountCents
    if (balanceCents === null) continue
    if (last !== null && last + running !== balanceCents) return movement.line
    last = balanceCents
    running = 0
  }
  return null
}
