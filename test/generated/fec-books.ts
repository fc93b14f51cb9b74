import type { FecRow } from '#readers/fec-fixture.ts'

/** A number below the bound, always the same ones for the same seed. */
export type Below = (bound: number) => number

/** Amounts of a row in cents: how they are written is the program's business. */
export interface BookRow extends Omit<FecRow, 'Debit' | 'Credit'> {
  readonly debitCents: number
  readonly creditCents: number
}

/** Made-up books of one year and what is right about them, in cents. */
export interface Books {
  readonly rows: readonly BookRow[]
  /** What each customer owes, by code. */
  readonly owed: Readonly<Record<string, number>>
  /** What each invoice owes, by number. */
  readonly open: Readonly<Record<string, number>>
  readonly names: Readonly<Record<string, string>>
}

const NAMES = [
  'Menuiserie Perrière',
  'Garçon & Forêt',
  'Société Été à Nîmes',
  'Hôtel du Château',
  'Maçonnerie Lœillet',
  'Boulangerie Pâquerette',
]
const WORDS = ['Facture', 'Vente', 'Prestation', 'Intervention', 'Livraison']

/** Books of a small firm: invoices, some lettered with their payment, some paid in part, credit notes. */
export function makeBooks(below: Below, year = 2025): Books {
  const rows: BookRow[] = []
  const owed: Record<string, number> = {}
  const open: Record<string, number> = {}
  const names: Record<string, string> = {}
  const count = 4 + below(8)
  for (let rank = 1; rank <= count; rank++) {
    const who = below(3 + below(3))
    const code = `C${String(who + 1).padStart(3, '0')}`
    names[code] = NAMES[who] ?? code
    const number = `FA${year}-${String(rank).padStart(3, '0')}`
    const cents = (1 + below(5000)) * 100 + below(100)
    const paid = [0, cents, cents, Math.floor(cents / 3)][below(4)] ?? 0
    const letter = paid === cents ? `A${String.fromCharCode(64 + rank)}` : ''
    const month = 1 + below(9)
    const entry = { name: names[code] ?? '', code, number, letter }
    rows.push(...saleRows(entry, dayOf(year, month, below), `V${rank}`, cents, WORDS[below(5)] ?? ''))
    if (paid > 0) rows.push(...paymentRows(entry, dayOf(year, month + 2, below), `B${rank}`, paid))
    owed[code] = (owed[code] ?? 0) + cents - paid
    // A payment that is lettered with nothing is the customer's, not the invoice's.
    open[number] = letter === '' ? cents : 0
  }
  return { rows, owed, open, names }
}

/** The rows of an opening that repeats what books have left open, invoice by invoice or as one total each. */
export function openingRows(books: Books, day: string, isDetailed: boolean): BookRow[] {
  const common = { JournalCode: 'AN', JournalLib: 'A nouveaux', EcritureNum: 'AN1', EcritureDate: day }
  const kept = books.rows.filter(({ CompteNum, EcritureLet }) => CompteNum === '411000' && !EcritureLet)
  const lines = isDetailed ? kept : totalsOf(books)
  const own = lines.map((row) => ({ ...row, ...common, EcritureLib: `A nouveau ${row.PieceRef}` }))
  const net = own.reduce((sum, { debitCents, creditCents }) => sum + debitCents - creditCents, 0)
  return [...own, { ...common, CompteNum: '120000', CompteLib: 'Résultat', ...sides(-net) }]
}

function totalsOf({ owed, names }: Books): BookRow[] {
  return Object.entries(owed)
    .filter(([, cents]) => cents !== 0)
    .map(([code, cents]) => ({
      ...customer({ code, name: names[code] ?? '' }),
      PieceRef: 'RAN',
      ...sides(cents),
    }))
}

interface Entry {
  readonly name: string
  readonly code: string
  readonly number: string
  readonly letter: string
}

function saleRows(entry: Entry, day: string, number: string, cents: number, word: string): BookRow[] {
  const tax = Math.floor(cents / 6)
  const common = {
    JournalCode: 'VE',
    JournalLib: 'Ventes',
    EcritureNum: number,
    EcritureLib: `${word} ${entry.number}`,
    ...pieceOf(entry, day),
  }
  return [
    { ...common, ...customer(entry), EcritureLet: entry.letter, ...sides(cents) },
    { ...common, CompteNum: '706000', CompteLib: 'Prestations', ...sides(tax - cents) },
    { ...common, CompteNum: '445710', CompteLib: 'TVA collectée', ...sides(-tax) },
  ]
}

function paymentRows(entry: Entry, day: string, number: string, cents: number): BookRow[] {
  const common = {
    JournalCode: 'BQ',
    JournalLib: 'Banque',
    EcritureNum: number,
    EcritureLib: `Virement ${entry.name}`,
    ...pieceOf({ ...entry, number: `VIR${number}` }, day),
  }
  return [
    { ...common, CompteNum: '512000', CompteLib: 'Banque', ...sides(cents) },
    { ...common, ...customer(entry), EcritureLet: entry.letter, ...sides(-cents) },
  ]
}

function customer({ code, name }: Pick<Entry, 'code' | 'name'>) {
  return { CompteNum: '411000', CompteLib: 'Clients', CompAuxNum: code, CompAuxLib: name }
}

function pieceOf({ number }: Pick<Entry, 'number'>, day: string) {
  return { EcritureDate: day, PieceDate: day, PieceRef: number, ValidDate: day }
}

function sides(cents: number) {
  return { debitCents: Math.max(cents, 0), creditCents: Math.max(-cents, 0) }
}

function dayOf(year: number, month: number, below: Below): string {
  return `${year}${String(month).padStart(2, '0')}${String(1 + below(28)).padStart(2, '0')}`
}
