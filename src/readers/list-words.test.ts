import { expect, test } from 'vitest'
import { balanceReadingOf } from './balance-column.ts'
import { documentKindOf } from './document-kinds.ts'
import { paymentStateOf } from './payment-states.ts'

test.each([
  [
    'settled',
    'Entièrement payé',
    'Totalement réglée',
    'Lettrée',
    'Surpayée',
    'Réglée par chèque',
    'Extourné',
    'Paid in full',
  ],
  ['open', 'Non payé', 'À régler', 'En attente de paiement', 'Impayée', 'Non lettrée', 'Not paid', 'Overdue'],
  ['partly-settled', 'Partiellement payée', 'Payée en partie', 'Acompte reçu', 'Partially paid'],
  ['under-way', 'En cours de paiement', 'Prélèvement programmé', 'In payment'],
  ['not-final', 'Brouillon', 'Annulée', 'Draft', 'Cancelled'],
  ['neutral', 'Comptabilisé', 'Envoyée', 'Posted'],
  ['unknown', 'Clôturée', 'Irrécouvrable', 'Payée à 50 %', 'Solde dû', 'Réglée sauf 10 €'],
])('states that are %s', (state, ...texts) => {
  expect(texts.map((text) => [text, paymentStateOf(text)])).toEqual(texts.map((text) => [text, state]))
})

test.each([
  ['invoice', 'Facture', "Facture d'acompte", 'Invoice', 'VE'],
  ['credit-note', 'Avoir', "Facture d'avoir", 'Facture avoir', 'Note de crédit', 'Credit memo'],
  ['payment', 'Règlement', 'Virement', 'BQ', 'Payment'],
  ['refund', 'Remboursement', 'Refund'],
  ['not-owed', 'Devis', 'Bon de livraison', 'Commande', 'Facture proforma', 'Quote'],
  ['supplier', 'Facture fournisseur', 'Vendor bill'],
  ['unknown', 'Acompte', 'Prestation'],
])('types of documents that are %s', (kind, ...texts) => {
  expect(texts.map((text) => [text, documentKindOf(text)])).toEqual(texts.map((text) => [text, kind]))
})

test('a column of balances is told by its figures, within each account', () => {
  const rows = (...figures: readonly (readonly [string, number, number | null])[]) =>
    figures.map(([party, netCents, balanceCents]) => ({ party, netCents, balanceCents }))
  const running = rows(['A', 600, 600], ['B', 100, 100], ['A', -600, 0], ['B', 50, 150])
  expect(balanceReadingOf(running, false)).toBe('running')
  expect(balanceReadingOf(running.toReversed(), false)).toBe('running')
  // A paid invoice before an open one: 0 + 100 = 100 proves nothing.
  expect(balanceReadingOf(rows(['A', 1200, 0], ['A', 100, 100]), false)).toBe('remaining')
  expect(balanceReadingOf(rows(['A', 1200, 700], ['A', 100, 900]), false)).toBe('unclear')
})
