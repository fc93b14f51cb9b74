import { balanceRecord, complementRecord, movementRecord } from '#readers/cfonb-fixture.ts'
import type { WorldCustomer } from '../world.ts'
import { invoice } from './company-desk.ts'

/** The account of the statement below, as the company's letters print it. */
export const IBAN = 'FR7610278022040002042760330'

/**
 * Forty open invoices of ten clients: each owes FA-1000 and following, of 100.00 €, 101.00 € and so on,
 * all overdue; Petitjean's first is at level 3 and is collected by direct debit.
 */
export const CUSTOMERS: readonly WorldCustomer[] = [
  'Menuiserie Lambert',
  'Garage des Tilleuls',
  'Boulangerie Petitjean',
  'Imprimerie Vasseur',
  'Cabinet Moreau',
  'Transports Delaunay',
  'Librairie du Beffroi',
  'Plomberie Caron',
  'Hôtel Bellevue',
  'Pépinières Rousseau',
].map((name, client) => ({
  code: `C00${String(client).padStart(2, '0')}`,
  name,
  invoices: [0, 1, 2, 3].map((rank) => {
    const at = client * 4 + rank
    const owed = invoice(`FA-${1000 + at}`, '2025-11-15', 10_000 + at * 100)
    return at === 8 ? { ...owed, level: 3 as const, lastRemindedOn: '2025-12-20' } : owed
  }),
}))

interface Told {
  readonly cents: number
  readonly payer?: string
  readonly text: string
  readonly reference?: string
}

const paid = (at: number, payer: string): Told => ({
  cents: 10_000 + at * 100,
  payer,
  text: `FACTURE FA-${1000 + at}`,
})

/**
 * The thirty movements of the statement: 16 payments that name what they pay to the cent (all that Lambert
 * and Tilleuls owe among them), a direct debit and its rejection, 7 payments to look at, 5 others.
 */
export const MOVEMENTS: readonly Told[] = [
  ...[0, 1, 2, 3].map((at) => paid(at, 'MENUISERIE LAMBERT')),
  ...[4, 5, 6, 7].map((at) => paid(at, 'GARAGE DES TILLEULS')),
  ...[12, 16, 20, 24, 28, 32, 36, 13].map((at) => paid(at, 'VIREMENT RECU')),
  { cents: 10_800, text: 'PRLV SEPA', reference: 'FA-1008' },
  { cents: -10_800, text: 'REJET PRLV SEPA', reference: 'FA-1008' },
  // By name and amount, by name alone, by part of a number, by the sum of two, by nothing.
  { cents: 11_000, payer: 'BOULANGERIE PETITJEAN', text: 'FEVRIER' },
  { cents: 5_000, payer: 'CABINET MOREAU SELARL', text: 'ACOMPTE' },
  { cents: 12_100, payer: 'DELAUNAY', text: 'REGLT 1021' },
  { cents: 25_100, payer: 'LIBRAIRIE BEFFROI', text: 'VOS FACTURES' },
  { cents: 1_000, payer: 'PEPINIERES ROUSSEAU', text: 'FA-1037' },
  { cents: 77_700, payer: 'MAIRIE DE BEAUVAIS', text: 'SUBVENTION' },
  { cents: 12_345, payer: 'SCI LES PEUPLIERS', text: 'LOYER' },
  { cents: -1_250, text: 'COTISATION CARTE' },
  { cents: -30_000, text: 'VIR URSSAF' },
  { cents: -4_500, text: 'PRLV TELEPHONE' },
  { cents: -99_900, text: 'VIR SALAIRE' },
  { cents: -2_080, text: 'FRAIS REJET PRLV' },
]

/** The statement as the bank gives it: CFONB 120, from 1,000.00 € to 1,000.00 € and what moved. */
export function statementText(movements: readonly Told[] = MOVEMENTS): string {
  const closing = movements.reduce((sum, { cents }) => sum + cents, 100_000)
  return [
    balanceRecord('01', '311225', overpunched(100_000)),
    ...movements.flatMap(({ cents, payer, text, reference }) => [
      movementRecord({ label: text, amount: overpunched(cents) }),
      ...(payer ? [complementRecord('NPY', payer)] : []),
      ...(reference ? [complementRecord('RCN', reference)] : []),
    ]),
    balanceRecord('07', '050126', overpunched(closing)),
  ].join('\r\n')
}

// The last digit carries the sign.
function overpunched(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(14, '0')
  return digits.slice(0, -1) + (cents < 0 ? '}JKLMNOPQR' : '{ABCDEFGHI')[Number(digits.at(-1))]
}
