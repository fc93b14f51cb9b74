import { addTo } from '#domain/days-and-money/add-to.ts'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { isMangledNumber } from '#domain/receivables/document-number.ts'
import { isAdvanceAccount } from './fec-accounts.ts'
import type { LabelNumbers } from './fec-label-numbers.ts'
import type { FecLine } from './fec-line.ts'
import type { LedgerParty } from './fec-parties.ts'
import { type FecRepeats, isRepeated, noteRepeated } from './fec-repeats.ts'
import { newOccurrences, noteLine, type Occurrences } from './issues.ts'
import type { CreditRecord, InstalmentRecord, InvoiceRecord } from './records.ts'
import type { OpenItem } from './settlements.ts'

/** The invoices and credits made of ledger lines so far. */
export interface FecItems {
  readonly invoices: InvoiceRecord[]
  readonly credits: CreditRecord[]
  readonly zeroLines: Occurrences
  /** Lines whose number a spreadsheet has made unreadable. */
  readonly mangledNumbers: Occurrences
  /** Lines whose words say the other side: « Facture » among the credits of sales, « Avoir » among the debits. */
  readonly otherSide: Occurrences
  /** Instalments of the party's sales still being added to, by écriture and document. */
  readonly sales: Map<string, InstalmentRecord[]>
  /** The first line of each key given so far; lines alike are told apart by their rank. */
  readonly keys: Map<string, FecLine>
  /** How many lines were alike, where there are several. */
  readonly ranks: Map<string, number>
  /** Document references an opening balance gives to several parties: the entry's own, not theirs. */
  readonly sharedRefs: ReadonlySet<string>
  readonly labels: LabelNumbers
  readonly repeats: FecRepeats
}

export function newFecItems(
  parties: readonly LedgerParty[],
  labels: LabelNumbers,
  repeats: FecRepeats,
): FecItems {
  return {
    invoices: [],
    credits: [],
    zeroLines: newOccurrences(),
    mangledNumbers: newOccurrences(),
    otherSide: newOccurrences(),
    sales: new Map(),
    keys: new Map(),
    ranks: new Map(),
    sharedRefs: sharedOpeningRefs(parties),
    labels,
    repeats,
  }
}

/** Before the lines of another party: its sales are its own. */
export function beginParty(items: FecItems): void {
  items.sales.clear()
}

/**
 * Adds a ledger line as a debit (an instalment of an invoice) or a credit; null when its amount is
 * zero, or when it is the copy of another that counts once. The lines of one sale of a party bearing one document
 * number are the instalments of one invoice.
 */
export function addLine(
  items: FecItems,
  customerCode: string,
  line: FecLine,
): { readonly isDebit: boolean; readonly item: OpenItem } | 'copy' | null {
  const cents = line.debitCents - line.creditCents
  if (cents === 0) {
    noteLine(items.zeroLines, line.line)
    return null
  }
  const { key, isCopy } = lineKey(items, line)
  if (isCopy && items.repeats.areSame) {
    noteRepeated(items.repeats.doubts, line)
    return 'copy'
  }
  const number = documentNumber(items, line)
  const isDebit = cents > 0
  if (saysOtherSide(line)) noteLine(items.otherSide, line.line)
  const on = isDebit ? (line.pieceOn ?? line.entryOn) : line.entryOn
  const facts = { key, number, customerCode, on, amountCents: Math.abs(cents) }
  const record = isDebit ? addDebit(items, line, facts) : addCredit(items, line, facts)
  if (isCopy) items.repeats.copies.set(key, { line, record })
  return { isDebit, item: { key, on, number, leftCents: Math.abs(cents) } }
}

const TURNED = /annul|extourn|contre|rejet|impay|retour|rembours|erreur|regul|correct/i

// The first word alone: « Facture F12 annulée », « Solde de l'avoir » say nothing of their side.
function saysOtherSide({ nature, label }: FecLine): boolean {
  if (TURNED.test(label)) return false
  if (nature === 'credit-note') return /^fact(?:ure)?\b(?!.*(?:avoir|\bav\W{0,3}\d))/i.test(label)
  return nature === 'invoice' && /^avoir\b/i.test(label)
}

interface Facts {
  readonly key: string
  readonly number: string | null
  readonly customerCode: string
  readonly on: Day
  readonly amountCents: number
}

// Re-import: what identifies a line from one full export to the next. Identical lines are told apart
// by their rank, which lines added later never change.
function lineKey(items: FecItems, line: FecLine): { readonly key: string; readonly isCopy: boolean } {
  const { journalCode, entryNumber, entryOn, account, auxCode, auxLabel, pieceRef } = line
  const entry = `fec|${journalCode}|${entryNumber}|${entryOn}|${account}|${auxCode || auxLabel}`
  const base = `${entry}|${pieceRef}|${line.debitCents}|${line.creditCents}`
  const first = `${base}|0`
  const known = items.keys.get(first)
  if (!known) {
    items.keys.set(first, line)
    return { key: first, isCopy: false }
  }
  return { key: `${base}|${addTo(items.ranks, base, 1)}`, isCopy: isRepeated(line, known) }
}

// "-", "x", "sans", "RAN", "0000000": what software writes where it has no document number.
const PLACEHOLDER = /^(?:[-.*_/\s]*|x+|0+|sans.*|ran|anx?|ano|ouv|a[ -]?nouveaux?|n\/?[ac]|n[ée]ant|divers)$/i

function documentNumber(items: FecItems, line: FecLine): string | null {
  const { pieceRef } = line
  const ofLabel = items.labels.numberOf(line)
  if (ofLabel !== null) return ofLabel
  if (PLACEHOLDER.test(pieceRef)) return null
  if (isMangledNumber(pieceRef)) {
    noteLine(items.mangledNumbers, line.line)
    return null
  }
  if (line.nature !== 'opening') return pieceRef
  return pieceRef === line.entryNumber || items.sharedRefs.has(pieceRef) ? null : pieceRef
}

function sharedOpeningRefs(parties: readonly LedgerParty[]): Set<string> {
  const owners = new Map<string, LedgerParty>()
  const shared = new Set<string>()
  for (const party of parties) {
    for (const line of party.lines) {
      if (line.nature !== 'opening') continue
      const owner = owners.get(line.pieceRef)
      if (owner && owner !== party) shared.add(line.pieceRef)
      owners.set(line.pieceRef, party)
    }
  }
  return shared
}

function addDebit(items: FecItems, line: FecLine, facts: Facts): InstalmentRecord {
  const instalment: InstalmentRecord = {
    key: facts.key,
    dueOn: line.dueOn,
    amountCents: facts.amountCents,
    settledCents: 0,
    line: line.line,
  }
  const sale = saleKey(line, facts)
  const known = sale === null ? undefined : items.sales.get(sale)
  if (known) {
    known.push(instalment)
    return instalment
  }
  const instalments = [instalment]
  if (sale !== null) items.sales.set(sale, instalments)
  items.invoices.push({
    key: facts.key,
    customerCode: facts.customerCode,
    number: facts.number,
    kind: kindOf(line),
    issuedOn: facts.on,
    enteredOn: line.entryOn,
    // Debit and Credit are in euros by law; Montantdevise only recalls the foreign amount.
    currency: 'EUR',
    isProvisional: !line.isValidated,
    label: labelOf(line),
    ...setAside(line),
    line: line.line,
    instalments,
  })
  return instalment
}

function addCredit(items: FecItems, line: FecLine, facts: Facts): CreditRecord {
  const credit = creditOf(line, facts)
  items.credits.push(credit)
  return credit
}

// A bill is on its way until its maturity; a retention is due one year after the works at the earliest
// (loi no 71-584, art. 2); a doubtful customer is the business of whoever decides.
function setAside(line: FecLine): Pick<InvoiceRecord, 'setAside'> {
  switch (line.family) {
    case '413':
      return { setAside: { reason: 'bill', until: line.dueOn } }
    case '416':
      return { setAside: { reason: 'doubtful', until: null } }
    case '4117':
      return { setAside: { reason: 'retention', until: line.dueOn ?? addDays(line.entryOn, 365) } }
    default:
      return {}
  }
}

// What the final invoice takes back from an advance is no second invoice.
function kindOf(line: FecLine): InvoiceRecord['kind'] {
  if (line.nature === 'opening') return 'opening-balance'
  return line.nature === 'invoice' && !isAdvanceAccount(line.account) ? 'invoice' : 'other-debit'
}

function saleKey(line: FecLine, { number }: Facts): string | null {
  if (line.nature !== 'invoice' || number === null) return null
  return `${number}|${line.entryNumber}|${line.entryOn}|${line.journalCode}`
}

function creditOf(line: FecLine, facts: Facts): CreditRecord {
  const isNote = line.nature === 'credit-note'
  return {
    key: facts.key,
    customerCode: facts.customerCode,
    kind: isNote ? 'credit-note' : line.nature === 'payment' ? 'payment' : 'adjustment',
    number: facts.number,
    receivedOn: isNote ? (line.pieceOn ?? facts.on) : facts.on,
    enteredOn: line.entryOn,
    isOpening: line.nature === 'opening',
    currency: 'EUR',
    amountCents: facts.amountCents,
    isProvisional: !line.isValidated,
    label: labelOf(line),
    line: line.line,
  }
}

// What to show where there is no number: the entry's text, else its journal and number.
function labelOf(line: FecLine): string {
  return PLACEHOLDER.test(line.label) ? `${line.journalCode} ${line.entryNumber}`.trim() : line.label
}
