import type { Below } from './fec-books.ts'
import { leftOf, type MadeDocument, makeDocuments, owedOf } from './list-books.ts'

/** A list as a program writes it: its header, its rows, and what is right of it. */
export interface MadeList {
  readonly header: readonly (readonly string[])[]
  readonly rows: readonly (readonly string[])[]
  readonly owed: Readonly<Record<string, number>>
  /** Rows depend on those above them: they stay in their order. */
  readonly isOrdered: boolean
}

/** Every shape a list of invoices has, filled at random. */
export const LIST_SHAPES: Readonly<Record<string, (below: Below) => MadeList>> = {
  'what is left to pay': (below) =>
    plain(makeDocuments(below), ['Montant TTC', 'Reste dû'], (one) => [signed(one), money(leftOf(one))]),
  'blank for zero': (below) =>
    plain(makeDocuments(below), ['Montant TTC', 'Reste dû'], (one) => [
      signed(one),
      leftOf(one) === 0 ? '' : money(leftOf(one)),
    ]),
  'what is paid': (below) =>
    plain(makeDocuments(below), ['Total TTC', 'Déjà réglé'], (one) => [signed(one), money(one.paidCents)]),
  'a state of payment': (below) =>
    plain(whole(below), ['Montant TTC', 'Statut'], (one) => [
      signed(one),
      oneOf(below, leftOf(one) === 0 ? PAID : OPEN),
    ]),
  'two states': (below) =>
    plain(whole(below), ['Total signé', 'État du paiement', 'Statut'], (one) => [
      signed(one),
      leftOf(one) === 0 ? 'Payé' : 'Non payé',
      oneOf(below, ['Comptabilisé', 'Envoyée', 'Validée']),
    ]),
  'yes and no': (below) => {
    const words = oneOf(below, [
      ['Oui', 'Non'],
      ['1', '0'],
      ['X', ''],
      ['Vrai', 'Faux'],
    ])
    return plain(whole(below), ['Montant TTC', 'Payée'], (one) => [
      signed(one),
      words[leftOf(one) === 0 ? 0 : 1] ?? '',
    ])
  },
  'an amount and its side': (below) =>
    plain(
      makeDocuments(below).filter((one) => leftOf(one) !== 0),
      ['Solde', 'Sens'],
      (one) => [money(Math.abs(leftOf(one))), leftOf(one) < 0 ? 'C' : 'D'],
    ),
  'types of documents': (below) => {
    const made = plain(makeDocuments(below), ['Type de document', 'Montant TTC', 'Reste dû'], (one) => [
      one.isCredit
        ? oneOf(below, ['Avoir', "Facture d'avoir", 'Note de crédit', 'Facture avoir'])
        : oneOf(below, ['Facture', "Facture d'acompte"]),
      money(one.cents),
      money(Math.abs(leftOf(one))),
    ])
    const extra = ['Devis', 'Bon de livraison', 'Commande', 'Facture proforma'].map((kind, rank) => [
      ...[`X${rank}`, '01/02/2025', '01/03/2025', 'C001', 'Menuiserie Perrière', kind, '999,00', '999,00'],
    ])
    return { ...made, rows: [...made.rows, ...extra] }
  },
  'a lettering in a list': (below) =>
    plain(whole(below), ['Montant TTC', 'Lettrage'], (one) => [signed(one), leftOf(one) === 0 ? 'AA' : '']),
  'a ledger with its running balance': (below) => ledger(makeDocuments(below), false),
  'a ledger with its lettering': (below) => ledger(makeDocuments(below), true),
  'customers above their lines': (below) => aboveLines(makeDocuments(below)),
  'merged cells': (below) => merged(makeDocuments(below)),
  'two rows of headers': (below) => {
    const made = plain(makeDocuments(below), ['TTC', 'Reste dû'], (one) => [signed(one), money(leftOf(one))])
    const header = [
      ['Facture', '', '', 'Client', '', 'Montants', ''],
      ['N°', 'Date', 'Échéance', 'Code', 'Nom', 'TTC', 'Reste dû'],
    ]
    return { ...made, header, isOrdered: true }
  },
  'instalments beside totals': (below) =>
    instalments(makeDocuments(below, { withParts: false, withCredits: false })),
}

const PAID = [
  'Payée',
  'Entièrement payé',
  'Totalement réglée',
  'Lettrée',
  'Soldée',
  'Payée intégralement',
  'Paid',
]
const OPEN = [
  'Non payée',
  'En attente de paiement',
  'À régler',
  'Impayée',
  'En retard',
  'Échue',
  'Envoyée',
  'Overdue',
]
const DOCUMENT = ['N° facture', 'Date', 'Échéance', 'Code client', 'Nom client']

function whole(below: Below): readonly MadeDocument[] {
  return makeDocuments(below, { withParts: false })
}

function plain(
  documents: readonly MadeDocument[],
  columns: readonly string[],
  cells: (one: MadeDocument) => readonly string[],
): MadeList {
  const rows = documents.map((one) => [
    one.number,
    one.issuedOn,
    one.dueOn,
    one.code,
    one.name,
    ...cells(one),
  ])
  return { header: [[...DOCUMENT, ...columns]], rows, owed: owedOf(documents), isOrdered: false }
}

interface Line {
  readonly of: MadeDocument
  readonly number: string
  readonly journal: string
  readonly netCents: number
  readonly letter: string
}

function linesOf(documents: readonly MadeDocument[]): Line[] {
  return documents.flatMap((of, rank) => {
    const letter = of.paidCents === of.cents ? `A${String.fromCharCode(65 + rank)}` : ''
    const own = { of, number: of.number, journal: 'VE', netCents: of.isCredit ? -of.cents : of.cents, letter }
    const payment = { of, number: `VIR${rank}`, journal: 'BQ', netCents: -of.paidCents, letter }
    return of.paidCents > 0 ? [own, payment] : [own]
  })
}

function ledger(documents: readonly MadeDocument[], isLettered: boolean): MadeList {
  const balances = new Map<string, number>()
  const rows = linesOf(documents).map(({ of, number, journal, netCents, letter }) => {
    const balance = (balances.get(of.code) ?? 0) + netCents
    balances.set(of.code, balance)
    return [
      `411${of.code}`,
      of.name,
      of.issuedOn,
      journal,
      number,
      of.dueOn,
      isLettered ? letter : '',
      ...sides(netCents),
      money(balance),
    ]
  })
  const header = [
    'Compte',
    'Intitulé du compte',
    'Date',
    'Journal',
    'N° pièce',
    'Échéance',
    'Lettrage',
    'Débit',
    'Crédit',
    'Solde',
  ]
  return { header: [header], rows, owed: asAccounts(owedOf(documents)), isOrdered: true }
}

function aboveLines(documents: readonly MadeDocument[]): MadeList {
  const header = ['Date', 'C.j', 'N° pièce', 'Libellé écriture', 'Échéance', 'Débit', 'Crédit']
  const rows = [...Map.groupBy(documents, ({ code }) => code)].flatMap(([code, own], rank) => {
    const lines = linesOf(own).map(({ of, number, journal, netCents }) => [
      ...[of.issuedOn, journal, number, 'Écriture', of.dueOn],
      ...sides(netCents),
    ])
    const total = linesOf(own).reduce((sum, { netCents }) => sum + netCents, 0)
    const pages = rank === 1 ? [['Page 2', '', '', '', '', '', ''], header] : []
    return [
      ...pages,
      [`411${code}`, own[0]?.name ?? '', '', '', '', '', ''],
      ...lines,
      ['', '', '', `Total tiers 411${code}`, '', ...sides(total)],
    ]
  })
  return { header: [header], rows, owed: asAccounts(owedOf(documents)), isOrdered: true }
}

function merged(documents: readonly MadeDocument[]): MadeList {
  const made = plain(documents, ['Montant TTC', 'Reste dû'], (one) => [signed(one), money(leftOf(one))])
  const rows = made.rows.map((row, at) =>
    documents[at - 1]?.code === documents[at]?.code
      ? row.map((cell, column) => (column === 3 || column === 4 ? '' : cell))
      : row,
  )
  return { ...made, rows, isOrdered: true }
}

function instalments(documents: readonly MadeDocument[]): MadeList {
  const rows = documents.flatMap((one) => {
    const first = Math.floor(one.cents / 2)
    return [first, one.cents - first].map((cents, rank) => [
      ...[one.number, one.issuedOn, rank === 0 ? one.dueOn : '15/12/2025', one.code, one.name],
      ...[money(cents), money(one.cents), money(one.paidCents === 0 ? cents : 0)],
    ])
  })
  return {
    header: [[...DOCUMENT, 'Montant échéance', 'Montant TTC', 'Reste dû']],
    rows,
    owed: owedOf(documents),
    isOrdered: false,
  }
}

function asAccounts(owed: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(owed).map(([code, cents]) => [`411${code}`, cents]))
}

function signed({ cents, isCredit }: MadeDocument): string {
  return money(isCredit ? -cents : cents)
}

function sides(netCents: number): [string, string] {
  return netCents < 0 ? ['', money(-netCents)] : [money(netCents), '']
}

function money(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',')
}

export function oneOf<Value>(below: Below, values: readonly Value[]): Value {
  const value = values[below(values.length)]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}
