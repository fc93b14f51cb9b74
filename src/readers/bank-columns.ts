import { BANK_NAMES, type BankField } from './bank-labels.ts'
import { comparedName, type Field, isNamed, namesOf } from './labels.ts'

/** Where each field of a bank's table stands, 0-based; several columns may hold texts. */
export interface BankColumns {
  readonly at: Readonly<Partial<Record<BankField, number>>>
  readonly texts: readonly number[]
}

/** Texts of the operation, in the order in which they are joined. */
const TEXTS: readonly BankField[] = ['label', 'reference']

/** The columns of a header, null when it is none of a bank's: it needs a day, an amount and a text. */
export function bankColumnsOf(header: readonly string[]): BankColumns | null {
  const columns = header.map((name) => ({
    name,
    compared: name.length <= LONGEST_NAME ? comparedName(name) : '',
  }))
  const at: Partial<Record<BankField, number>> = {}
  const taken = new Set<number>()
  for (const field of Object.keys(BANK_NAMES) as BankField[]) {
    const found = positionsOf(columns, field).filter((position) => !taken.has(position))
    const [first] = found
    if (first === undefined) continue
    at[field] = first
    for (const position of TEXTS.includes(field) ? found : [first]) taken.add(position)
  }
  const texts = TEXTS.flatMap((field) => positionsOf(columns, field))
  const hasDay = at.bookedOn !== undefined || at.valueOn !== undefined
  const hasAmount = at.amount !== undefined || at.debit !== undefined || at.credit !== undefined
  const hasText = texts.length > 0 || at.payer !== undefined
  return hasDay && hasAmount && hasText ? { at, texts } : null
}

/** Beyond, a text is no name of a column. */
const LONGEST_NAME = 60

/** A column's name as it stands, and as it is compared: each is read once, for all the names it may have. */
interface ReadColumn {
  readonly name: string
  readonly compared: string
}

function positionsOf(columns: readonly ReadColumn[], field: BankField): readonly number[] {
  const found: number[] = []
  for (const known of BANK_NAMES[field].split(', '))
    for (const [position, { name, compared }] of columns.entries()) {
      if (name.length > LONGEST_NAME || found.includes(position)) continue
      if (compared === known || (/[?\ufffd]/.test(name) && isNamed(name, known))) found.push(position)
    }
  return found
}

// Columns that only documents and ledgers of customers have. « Solde » and « Pièce » are a bank's as well.
const DOCUMENT_FIELDS: readonly Field[] = [
  'dueOn',
  'lettering',
  'journal',
  'settles',
  'customerCode',
  'lastRemindedOn',
  'level',
  'disputed',
  'toRemind',
  'notReminded',
  'paymentStatus',
  'openCents',
  'paymentTerm',
  'creditLimit',
]
const SHARED: ReadonlySet<string> = new Set([
  'code',
  'solde',
  'balance',
  'running balance',
  'solde progressif',
  'solde cumule',
  'reference client',
  'ref client',
  'level',
  'balance due',
])
const CUSTOMERS = /^(?:nom |code |n )?(?:du )?(?:client|customer)s?(?: name)?$|^raison sociale|^debiteur$/
const DOCUMENT_NUMBER = /factur|invoice|^n(?:o|um|umero)? (?:de )?document$/
const DOCUMENT_NAMES: ReadonlySet<string> = new Set(
  DOCUMENT_FIELDS.flatMap((field) => [...namesOf(field)]).filter((name) => !SHARED.has(name)),
)

/** True when a header names what only a list of documents or a ledger has: a customer, an invoice, a due date. */
export function namesDocuments(header: readonly string[]): boolean {
  return header
    .map(comparedName)
    .some((name) => DOCUMENT_NAMES.has(name) || CUSTOMERS.test(name) || DOCUMENT_NUMBER.test(name))
}

/** True when a header has a name that a bank alone gives: a value date, a counterparty, a simplified label. */
export function namesBank(header: readonly string[]): boolean {
  return header.some((column) => BANK_ONLY.test(comparedName(column)))
}

const BANK_ONLY =
  /^(?:date (?:de )?(?:la )?val(?:eur)?|value date|date op(?:e|er|era)?|date (?:de |d |de l )?(?:operation|comptabilisation)|operation date|booking date|completed date|settlement date|libelle (?:simplifie|court|de l operation|operation)|nom de la contrepartie|counterparty(?: name)?|payer(?: name)?|account ?(?:num|balance)|transferwise id|money (?:in|out)|paid (?:in|out)|solde apres operation)$/
