import { bytesSource, type Source } from './source.ts'

/** A line of a FEC by column; what is not said is blank, and amounts are "0,00". */
export type FecRow = Partial<Record<(typeof FEC_COLUMNS)[number], string>>

export const FEC_COLUMNS = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'CompAuxNum',
  'CompAuxLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'Debit',
  'Credit',
  'EcritureLet',
  'DateLet',
  'ValidDate',
  'Montantdevise',
  'Idevise',
] as const

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
    EcritureDate: day,
    PieceRef: number,
    PieceDate: day,
    EcritureLib: `Facture ${number}`,
    ...more,
  }
  return [
    {
      ...common,
      CompteNum: '411000',
      CompAuxNum: customer,
      CompAuxLib: `Société ${customer}`,
      Debit: amount,
    },
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
    EcritureDate: day,
    PieceRef: number,
    PieceDate: day,
    EcritureLib: `Virement ${customer}`,
    ...more,
  }
  return [
    {
      ...common,
      CompteNum: '411000',
      CompAuxNum: customer,
      CompAuxLib: `Société ${customer}`,
      Credit: amount,
    },
    { ...common, CompteNum: '512000', EcritureLet: '', Debit: amount },
  ]
}

const DEFAULTS: FecRow = { Debit: '0,00', Credit: '0,00', CompteLib: 'Clients', ValidDate: '20261231' }
