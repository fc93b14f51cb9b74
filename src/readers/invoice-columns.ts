import { comparedName, FIELDS, type Field, isNamed, namesOf } from './labels.ts'
import { yesOrNo } from './payment-states.ts'
import { type Table, textAt } from './rows.ts'
import { withWholeAmounts } from './whole-amounts.ts'

/** Which column, by its name in `Table.columns`, holds each field. */
export type ColumnMapping = Readonly<Partial<Record<Field | 'amount', string>>>

/**
 * Proposes what each column of a list holds, by the names accounting software and people give them;
 * the user confirms. Where a column says "sens", the amount beside it is signed by it, as in a
 * journal, and is no invoice total.
 */
export function suggestColumns(table: Table): ColumnMapping {
  const mapping: Partial<Record<Field | 'amount', string>> = {}
  const taken = new Set<string>()
  for (const field of FIELDS) {
    const column = columnFor(table, field, taken)
    if (column === null) continue
    taken.add(column)
    mapping[field] = column
  }
  if (!mapping.customerCode) {
    const left = table.columns.find((column) => !taken.has(column) && isLeftCode(table, column, mapping))
    if (left !== undefined) mapping.customerCode = left
  }
  if (!mapping.openCents) {
    const left = table.columns.find((column) => !taken.has(column) && REMAINING.test(comparedName(column)))
    if (left !== undefined) mapping.openCents = left
  }
  if (mapping.instalmentCents && !mapping.totalCents) {
    mapping.totalCents = mapping.instalmentCents
    delete mapping.instalmentCents
  }
  signBySense(mapping)
  return withWholeAmounts(table, mapping)
}

// « Montant restant à payer », « Total du reste à encaisser TTC », in all their words.
const REMAINING =
  /^(?:(?:le )?(?:montants?|sommes?|solde|total) )?(?:du )?(?:reste|restante?)s?(?: (?:due?|a (?:payer|regler|encaisser|recevoir|percevoir|recouvrer|solder)))?(?: (?:ttc|client|facture|aujourd hui))*$/

// "Client" beside "Raison sociale": the code and the name. « Compte » holds the accounts of a ledger, or the codes of
// its customers: « 9DUPONT », « CDUPONT ».
function isLeftCode(table: Table, column: string, mapping: ColumnMapping): boolean {
  const name = comparedName(column)
  if (/^(?:client|tiers|customer)$/.test(name)) return true
  if (mapping.account || !/^(?:n |no |numero )?(?:de )?compte$/.test(name)) return false
  const at = table.columns.indexOf(column)
  const filled = table.rows.map((row) => textAt(row, at)).filter((text) => text !== '')
  return filled.some((text) => /^[\dA-Z]*[A-Z][\dA-Z]*$/.test(text))
}

// « Sens » signs the one amount beside it: an invoice total, or what is left to pay. Beside a debit and a credit it
// signs their balance, and says nothing more.
function signBySense(mapping: Partial<Record<Field | 'amount', string>>): void {
  if (!mapping.sense) return
  const field = mapping.totalCents ? 'totalCents' : 'openCents'
  const column = mapping[field]
  if (mapping.debit || mapping.credit || column === undefined) {
    delete mapping.sense
    return
  }
  mapping.amount = column
  delete mapping[field]
}

/** Position of each mapped column among those of the table. */
export type Positions = Readonly<Partial<Record<Field | 'amount', number>>>

export function positionsOf(table: Table, mapping: ColumnMapping): Positions {
  const fields = Object.keys(mapping) as (keyof ColumnMapping)[]
  return Object.fromEntries(fields.map((field) => [field, positionOf(table, mapping, field)]))
}

/** Position of a field's column, -1 when it has none or the table has it not. */
export function positionOf(table: Table, mapping: ColumnMapping, field: Field | 'amount'): number {
  const column = mapping[field]
  return column === undefined ? -1 : table.columns.indexOf(column)
}

function columnFor(table: Table, field: Field, taken: ReadonlySet<string>): string | null {
  for (const name of namesOf(field)) {
    const column = table.columns.find((written) => !taken.has(written) && isNamed(written, name))
    if (column !== undefined && isPlausible(table, field, column)) return column
  }
  return null
}

// Names that mean two things are settled by the cells: "TVA" is a number or an amount, "Compte" a
// ledger account or a customer's, "Type client" a kind or a code.
function isPlausible(table: Table, field: Field, column: string): boolean {
  const pattern = CONTENT[field]
  const at = table.columns.indexOf(column)
  if (field === 'paid') return saysYesOrNo(table, at, column)
  // « Lettré : O, N » answers a question, and is no code.
  if (field === 'lettering' && saysYesOrNo(table, at, column)) return false
  if (field === 'customerCode' && /^ref/.test(comparedName(column)) && isOfDocuments(table, at)) return false
  if (!pattern) return true
  const cells = table.rows.slice(0, 200).map((row) => textAt(row, at))
  const filled = cells.filter((cell) => cell !== '')
  return filled.length === 0 || filled.some((cell) => pattern.test(cell))
}

// « Réf. client » is the code of a customer, or what this customer calls the invoice: one name then has several.
function isOfDocuments(table: Table, at: number): boolean {
  const name = columnFor(table, 'customerName', new Set())
  if (name === null) return false
  const nameAt = table.columns.indexOf(name)
  const refs = new Map<string, string>()
  return table.rows.some((row) => {
    const [party, ref] = [textAt(row, nameAt), textAt(row, at)]
    const known = refs.get(party)
    if (party !== '') refs.set(party, ref)
    return known !== undefined && party !== '' && known !== ref
  })
}

// « Payé » may be an amount, and « Solde » 0 or 1 euro: every cell is a yes or a no, and words where the name is an amount's.
function saysYesOrNo(table: Table, at: number, column: string): boolean {
  const filled = table.rows.map((row) => textAt(row, at)).filter((text) => text !== '')
  if (filled.length === 0 || filled.some((text) => yesOrNo(text) === null)) return false
  return !/sold|impaye|reste/.test(comparedName(column)) || filled.some((text) => !/\d/.test(text))
}

const CONTENT: Partial<Record<Field, RegExp>> = {
  vatNumber: /^[A-Z]{2} ?[0-9A-Z]{2}/i,
  siren: /^\d[\d ]{8,}$/,
  account: /^\d{3}/,
  email: /@/,
  country: /^\p{L}/u,
  level: /^[1-4]$/,
}
