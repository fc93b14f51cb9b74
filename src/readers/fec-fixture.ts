import { FEC_COLUMNS } from './fec-layout.ts'
import { bytesSource, type Source } from './source.ts'

/** A line of a FEC by column; what is not said is blank, and amounts are "0,00". */
export type FecRow = Partial<Record<(typeof FEC_COLUMNS)[number], string>>

/** Text of a FEC for tests. */
export function fecText(rows: readonly FecRow[], separator = '\t', lineEnd = '\r\n'): string {
  const lines = rows.map((row) =>
    FEC_COLUMNS.map((column) => row[column] ?? DEFAULTS[column] ?? '').join(separator),
  )
  return [FEC_COLUMNS.join(separator), ...lines, ''].join(lineEnd)
}

export function textSource(text: string, name = 'fec.txt'): Source {
  return bytesSource(name, Buffer.from(text))
}

/** The two lines of a sale: the customer's and the product's. */
export function sale(
  number: string,
  customer: string,
  day: string,
  amount: string,
  more: FecRow = {},
): FecRow[] {
  const common = {
    JournalCode: 'VE',
    JournalLib: 'Ventes',
    EcritureNum: `V${number}`,
    EcritureLib: `Facture ${number}`,
    ...pieceOf(number, day),
    ...more,
  }
  return [
    { ...common, ...accountOf(customer), Debit: amount },
    { ...common, CompteNum: '701000', EcritureLet: '', Credit: amount },
  ]
}

/** The two lines of a payment received: the customer's and the bank's. */
export function payment(
  number: string,
  customer: string,
  day: string,
  amount: string,
  more: FecRow = {},
): FecRow[] {
  const common = {
    JournalCode: 'BQ',
    JournalLib: 'Banque',
    EcritureNum: `B${number}`,
    EcritureLib: `Virement ${customer}`,
    ...pieceOf(number, day),
    ...more,
  }
  return [
    { ...common, ...accountOf(customer), Credit: amount },
    { ...common, CompteNum: '512000', EcritureLet: '', Debit: amount },
  ]
}

function pieceOf(number: string, day: string): FecRow {
  return { EcritureDate: day, PieceRef: number, PieceDate: day }
}

function accountOf(customer: string): FecRow {
  return { CompteNum: '411000', CompAuxNum: customer, CompAuxLib: `Société ${customer}` }
}

const DEFAULTS: FecRow = { Debit: '0,00', Credit: '0,00', CompteLib: 'Clients', ValidDate: '20261231' }
