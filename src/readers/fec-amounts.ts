import { centsOf, codeOf } from './fec-fields.ts'
import type { FecLayout } from './fec-layout.ts'
import { badCell, type FecReading } from './fec-state.ts'
import { noteLine } from './issues.ts'

/**
 * Reads both amounts of a line into `lineDebit` and `lineCredit`, positive: a negative debit is a credit,
 * and a negative credit a debit. False: the line is refused.
 */
export function readAmounts(reading: FecReading, layout: FecLayout): boolean {
  const { fields } = reading
  const { at } = layout
  let debit = 0
  let credit = 0
  if (at.montant >= 0) {
    debit = centsOf(fields, at.montant)
    if (Number.isNaN(debit)) return badCell(reading, layout, at.montant, 'bad-amount')
    const side = sideOf(codeOf(fields, at.sens))
    if (side === null) return badCell(reading, layout, at.sens, 'bad-side')
    if (side === 'credit') [debit, credit] = [0, debit]
  } else {
    debit = centsOf(fields, at.debit)
    if (Number.isNaN(debit)) return badCell(reading, layout, at.debit, 'bad-amount')
    credit = centsOf(fields, at.credit)
    if (Number.isNaN(credit)) return badCell(reading, layout, at.credit, 'bad-amount')
  }
  reading.lineDebit = Math.max(debit, 0) + Math.max(-credit, 0)
  reading.lineCredit = Math.max(credit, 0) + Math.max(-debit, 0)
  // Totals add up the columns as written, to be compared with those the accounting software prints.
  reading.debitCents += debit
  reading.creditCents += credit
  if (debit !== 0 && credit !== 0) noteLine(reading.notes.bothSides, reading.lineNumber)
  if (debit === 0 && credit === 0) noteLine(reading.notes.noSide, reading.lineNumber)
  return true
}

// "D"/"C", or "+1" for debit and "-1" for credit (art. A47 A-1 LPF, VII).
function sideOf(sense: string): 'debit' | 'credit' | null {
  if (/^(?:d|db|d[ée]bit|\+?1|\+)$/i.test(sense)) return 'debit'
  return /^(?:c|cr|cr[ée]dit|-1|-)$/i.test(sense) ? 'credit' : null
}
