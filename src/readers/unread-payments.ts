import { decimalMarkOf } from './amounts.ts'
import { centsOfCell, dayOfCell } from './cell-values.ts'
import type { ColumnMapping } from './invoice-columns.ts'
import { comparedName } from './labels.ts'
import type { RowQuestion } from './row-questions.ts'
import type { Cell, Table, TableRow } from './rows.ts'

/** A column left aside whose cells are amounts or days of payment. */
export interface UnreadPayments {
  readonly at: number
  readonly column: string
  /** What its figures are: what takes off the amount, or what is left of it. */
  readonly says: 'taken-off' | 'left' | 'day'
  /** Cents of each of its cells; of a day that is written, null for none. */
  cents(row: TableRow): number | null
}

/** What has been read of the row that the column stands beside. */
export interface ReadFigures {
  readonly amountCents: number
  readonly settledCents: number
}

const TAKEN_OFF =
  /(?:^| )(?:pay|paid|paie|regl|vers(?:e|ement)|encaiss|acompte|avance|avoirs?$|avoirs? |virements?|cheques?|cb$|carte|especes?|prelevements?|retenue|deduction|deduit|remise|escompte|settle)/
const LEFT =
  /(?:^| )(?:reste?|restant|net a payer|du$|sold|impay|balance|outstanding|remain)|(?:^| )a (?:payer|regler|encaisser)(?: |$)/
// A mode, a term, a reference, an account; what is still to invoice; a promise; what is before tax beside what is not.
const OTHERWISE =
  /mode|moyen|method|type|delai|condition|terme?s?$|jours?|nombre|nb |banque|iban|\brib\b|ordre|prev|promesse|limite|plafond|echeance|relance|facturer|livrer|numero|^n |ref|code|\bcompte|commande|statut|status|etat|risque|payeur|(?<!(?:^| )a )payer$|payor|pays|scoring|taux|pourcent|(?:^| )ht(?: |$)|hors taxe/

/**
 * The columns that speak of payments in figures or days, and that no field takes: each row where one says otherwise
 * than what is read of it is asked about. None in a ledger, whose lines are payments themselves.
 */
export function unreadPayments(table: Table, mapping: ColumnMapping): readonly UnreadPayments[] {
  const used = new Set(Object.values(mapping))
  return table.columns.flatMap((column, at): UnreadPayments[] => {
    // « Retenue de garantie 5 % » is the amount of it, and no rate.
    const name = comparedName(column).replace(/ \d+(?: \d+)? pourcent(?= |$)/, '')
    if (used.has(column) || OTHERWISE.test(name.replace(/net a payer/, ''))) return []
    const isLeft = LEFT.test(name) && !/vers|regle\b|reglee|paye\b|payee/.test(name)
    if (!isLeft && !TAKEN_OFF.test(name)) return []
    const cells = table.rows.map((row) => row.cells[at] ?? '').filter((cell) => cell !== '')
    const found = decimalMarkOf(cells.filter((cell) => typeof cell === 'string'))
    const mark = found === 'ambiguous' ? ',' : found
    const amount = (cell: Cell) => (cell === '' ? null : centsOfCell(cell, mark))
    const says = isLeft ? 'left' : 'taken-off'
    if (cells.length === 0) return []
    if (cells.every((cell) => amount(cell) !== null))
      return [{ at, column, says, cents: (row) => amount(row.cells[at] ?? '') }]
    if (!cells.every((cell) => dayOfCell(cell, 'dmy') !== null)) return []
    return [{ at, column, says: 'day', cents: (row) => ((row.cells[at] ?? '') === '' ? null : 0) }]
  })
}

/** What such columns leave in doubt of a row that is owed: they say that more is paid, or less left, than is read. */
export function paymentQuestions(
  unread: readonly UnreadPayments[],
  row: TableRow,
  { amountCents, settledCents }: ReadFigures,
): RowQuestion[] {
  const left = amountCents - settledCents
  if (left <= 0) return []
  return unread
    .filter((column) => {
      const cents = column.cents(row)
      if (cents === null) return false
      if (column.says === 'day') return true
      const size = Math.abs(cents)
      if (column.says === 'left') return size !== left && size !== amountCents
      return size !== 0 && size !== settledCents
    })
    .map(({ column }) => ({ kind: 'unread-payment', value: column, choices: ['open', 'settled'] }))
}
