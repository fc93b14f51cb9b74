import { type BalanceRow, balanceReadingOf } from './balance-column.ts'
import type { ColumnFormats } from './column-formats.ts'
import { documentKindOf } from './document-kinds.ts'
import { type ColumnMapping, positionsOf } from './invoice-columns.ts'
import { issue } from './issues.ts'
import { comparedName } from './labels.ts'
import type { ReadIssue } from './records.ts'
import { cellReaders } from './row-cells.ts'
import { rowFactsOf } from './row-facts.ts'
import { type Table, textAt } from './rows.ts'
import { isTotalRow } from './totals.ts'
import type { UnreadPayments } from './unread-payments.ts'

/** What the columns of a list say as a whole, which no row says alone. */
export interface ListFacts {
  /** Amounts have two sides, debit and credit: lettering nets them. */
  readonly isLedger: boolean
  /** A blank cell of what is left to pay is zero: others are filled. */
  readonly blankIsZero: boolean
  /** So it is for credit notes and payments too: some of theirs are filled. */
  readonly blankCreditIsZero: boolean
  /** Zeros are written elsewhere in that column: a blank may be something else. */
  readonly zeroIsWritten: boolean
  /** The column of types names documents, and not goods or customers. */
  readonly hasKinds: boolean
  /** States are the numbers 0 to 3. */
  readonly hasStateCodes: boolean
  /** The column of yes and no says what is not paid. */
  readonly isPaidNegated: boolean
  /** Rows have numbers or dates: one that has none may be no document. */
  readonly hasDocuments: boolean
  /** Numbers begin otherwise than those of quotes and orders. */
  readonly hasOtherNumbers: boolean
  /** What is left to pay has everywhere the other sign than the amount. */
  readonly hasOppositeRemainders: boolean
  /** Position of a column that names several companies of which each is owed some rows, -1 when there is none. */
  readonly companyAt: number
  /** A cell of amounts names a currency of its own: « $1200.00 ». */
  readonly hasCellCurrencies: boolean
  /** Amounts are below zero on most rows, and no word says that they are credits. */
  readonly isMostlyNegative: boolean
  /** Rows are hidden beside others that are not. */
  readonly hasHiddenRows: boolean
  /** Columns of payments that no field takes. */
  readonly unread: readonly UnreadPayments[]
  /** « Réglé » is a part of the amount: written as a percentage, or as a number up to one. */
  readonly paidShare: 'percent' | 'ratio' | null
}

/**
 * What a list says as a whole, and the mapping to read it by: without the column of balances when it is a
 * running one, which is told.
 */
export function listFactsOf(
  table: Table,
  asked: ColumnMapping,
  formats: ColumnFormats,
): { readonly mapping: ColumnMapping; readonly facts: ListFacts; readonly warnings: readonly ReadIssue[] } {
  const isLedger = asked.debit !== undefined || asked.credit !== undefined || asked.sense !== undefined
  const { mapping, warnings } = withoutRunningBalance(table, asked, formats, isLedger)
  const remaining = remainderOf(table, mapping)
  const states = textsOf(table, mapping.status)
  return {
    mapping: remaining === 'blank' ? without(mapping, 'openCents') : mapping,
    facts: {
      isLedger,
      blankIsZero: remaining === 'filled' || remaining === 'zeros',
      blankCreditIsZero: textsOf(table, mapping.openCents).some((text) =>
        /^[-(\u2212].*\d|\d *-$/.test(text),
      ),
      zeroIsWritten: remaining === 'zeros',
      hasKinds: textsOf(table, mapping.kind).some((text) => documentKindOf(text) !== 'unknown'),
      paidShare: paidShareOf(mapping.paidCents, textsOf(table, mapping.paidCents)),
      hasStateCodes: states.length > 0 && states.every((text) => /^[0-3]$/.test(text)),
      isPaidNegated: /^(?:im|non |un|not )/.test(comparedName(mapping.paid ?? '')),
      ...rowFactsOf(table, mapping, formats, isLedger),
    },
    warnings:
      remaining === 'blank'
        ? [...warnings, issue('list-blank-column', place(table, mapping.openCents))]
        : warnings,
  }
}

const NAMED_REMAINING = /reste|restant|\bdue?\b|ouvert|impaye|a (?:payer|regler)|outstanding|open/
const NAMED_RUNNING = /progressif|cumul|running/

function withoutRunningBalance(
  table: Table,
  mapping: ColumnMapping,
  formats: ColumnFormats,
  isLedger: boolean,
): { readonly mapping: ColumnMapping; readonly warnings: readonly ReadIssue[] } {
  const column = mapping.openCents
  if (column === undefined || !(isLedger || mapping.totalCents)) return { mapping, warnings: [] }
  const name = comparedName(column)
  const found = balanceReadingOf(balanceRows(table, mapping, formats), NAMED_REMAINING.test(name))
  const reading = NAMED_RUNNING.test(name) && found === 'remaining' ? 'unclear' : found
  // A list that adds interest to what is left, or has been paid too much, has balances of its own.
  if (reading === 'remaining' || (reading === 'unclear' && !isLedger)) return { mapping, warnings: [] }
  const code = reading === 'running' ? 'list-running-balance' : 'list-unclear-balance'
  return { mapping: without(mapping, 'openCents'), warnings: [issue(code, place(table, column))] }
}

function balanceRows(table: Table, mapping: ColumnMapping, formats: ColumnFormats): BalanceRow[] {
  const positions = positionsOf(table, mapping)
  const documents = [positions.number, positions.issuedOn, positions.dueOn].filter((at) => at !== undefined)
  return table.rows.flatMap((row) => {
    if (isTotalRow(row, documents)) return []
    const cells = cellReaders({ mapping, positions, formats }, row)
    const [debit, credit, signed] = [cells.cents('debit'), cells.cents('credit'), cells.cents('amount')]
    const sign = /^(?:c|cr|cr[ée]dit\w*|-1?)$/i.test(cells.text('sense')) ? -1 : 1
    const net = signed !== null ? sign * signed : (debit ?? cells.cents('totalCents') ?? 0) - (credit ?? 0)
    if (debit === null && credit === null && signed === null && cells.text('totalCents') === '') return []
    const party = cells.text('customerCode') || cells.text('account') || cells.text('customerName')
    return [
      { party: `${row.sheetRank ?? 0}\t${party}`, netCents: net, balanceCents: cells.cents('openCents') },
    ]
  })
}

// « Reste dû » blank beside filled cells is a zero that a spreadsheet hides; blank everywhere it says nothing.
function remainderOf(table: Table, mapping: ColumnMapping): 'none' | 'blank' | 'filled' | 'zeros' {
  const { openCents, totalCents, amount, debit, credit } = mapping
  if (openCents === undefined || (totalCents ?? amount ?? debit ?? credit) === undefined) return 'none'
  const filled = textsOf(table, openCents)
  if (filled.length === 0) return 'blank'
  return filled.some((text) => /^[-+(]*0+(?:[.,]0*)?\D*$/.test(text)) ? 'zeros' : 'filled'
}

// « 50 % », or 50 or 0,5 under « % réglé ».
function paidShareOf(column: string | undefined, texts: readonly string[]): ListFacts['paidShare'] {
  if (column === undefined || texts.length === 0) return null
  if (texts.some((text) => /\d\s*%$/.test(text))) return 'percent'
  if (!/pourcent|taux|percent/.test(comparedName(column))) return null
  return texts.every((text) => /^(?:0|1|[01][.,]\d+)$/.test(text)) ? 'ratio' : 'percent'
}

function textsOf(table: Table, column: string | undefined): string[] {
  const at = column === undefined ? -1 : table.columns.indexOf(column)
  return at < 0 ? [] : table.rows.map((row) => textAt(row, at)).filter((text) => text !== '')
}

function without(mapping: ColumnMapping, field: keyof ColumnMapping): ColumnMapping {
  const { [field]: _, ...others } = mapping
  return others
}

function place(table: Table, column: string | undefined) {
  return { line: table.headerLine, column: column ?? null }
}
