import { expect, test } from 'vitest'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

async function read(text: string) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(text)))
  return readInvoiceList(table, suggestColumns(table))
}

// One invoice F1 of Dupont, 120.00 EUR of 10 January 2026 due on 10 February, as each program exports it.
test.each([
  [
    'Sage',
    'N° tiers;Intitulé tiers;N° facture;Date pièce;Date échéance;Montant',
    'C1;Dupont;F1;10/01/2026;10/02/2026;120,00',
  ],
  [
    'Sage X3',
    'Client;Raison sociale client;N° pièce;Date comptable;Date échéance;Montant TTC;Solde',
    'C1;Dupont;F1;10/01/2026;10/02/2026;120,00;120,00',
  ],
  [
    'Cegid',
    'Auxiliaire;Libellé auxiliaire;Réf. interne;Date comptable;Échéance;Débit;Crédit;Solde',
    'C1;Dupont;F1;10/01/2026;10/02/2026;120,00;;120,00',
  ],
  [
    'EBP',
    "Numéro du document;Code client;Nom du client;Date;Date d'échéance;Total TTC net;Solde dû",
    'F1;C1;Dupont;10/01/2026;10/02/2026;120,00;120,00',
  ],
  [
    'SAP',
    'Compte client;Nom 1;Référence;Date pièce;Échéance nette;Montant en devise pièce;Devise',
    'C1;Dupont;F1;10.01.2026;10.02.2026;120,00;EUR',
  ],
  [
    'a ledger in a sheet',
    'Compte;Intitulé;Date;Pièce;Débit;Crédit;Échéance',
    '411C1;Dupont;10/01/2026;F1;120,00;;10/02/2026',
  ],
  [
    'Stripe',
    'id,Number,Customer,Customer Name,Date (UTC),Due Date (UTC),Total,Amount Due,Currency',
    'in_9,F1,C1,Dupont,2026-01-10 09:00,2026-02-10 09:00,"120,00","120,00",eur',
  ],
])('the columns of %s are understood, with the code of the customer', async (_, header, row) => {
  const { invoices, customers, errors } = await read(`${header}\n${row}\n`)
  expect(errors).toEqual([])
  expect(customers).toMatchObject([{ code: expect.stringMatching(/^(?:411)?C1$/), name: 'Dupont' }])
  expect(invoices).toMatchObject([
    { number: 'F1', issuedOn: '2026-01-10', instalments: [{ dueOn: '2026-02-10', amountCents: 12_000 }] },
  ])
})

test.each([
  [
    'Pennylane',
    "Numéro de facture;Client;Date d'émission;Date d'échéance;Montant TTC;Restant dû",
    'F1;Dupont;10/01/2026;10/02/2026;120,00;120,00',
  ],
  [
    'Axonaut',
    "Numéro;Société;Date;Date d'échéance;Total HT;Total TTC;Reste à payer",
    'F1;Dupont;10/01/2026;10/02/2026;100,00;120,00;120,00',
  ],
  [
    'QuickBooks',
    "Date;Type de transaction;N°;Client;Date d'échéance;Montant;Solde ouvert",
    '10/01/2026;Facture;F1;Dupont;10/02/2026;120,00;120,00',
  ],
  [
    'QuickBooks Online',
    'Date,Transaction type,Num,Customer full name,Due date,Amount,Open balance',
    '2026-01-10,Invoice,F1,Dupont,2026-02-10,120.00,120.00',
  ],
  [
    'Xero',
    'ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency',
    'Dupont,F1,10/01/2026,10/02/2026,120.00,0,120.00,EUR',
  ],
  [
    'Odoo',
    "Numéro;Nom du partenaire à afficher sur la facture;Date de facturation;Date d'échéance;Total signé;Montant dû signé",
    'F1;Dupont;2026-01-10;2026-02-10;120.00;120.00',
  ],
  [
    'Odoo in English',
    'Number,Invoice Partner Display Name,Invoice/Bill Date,Due Date,Total Signed,Amount Due Signed',
    'F1,Dupont,2026-01-10,2026-02-10,120.00,120.00',
  ],
  [
    'Dolibarr',
    'Réf.;Tiers;Date facturation;Date limite règlement;Montant HT;Montant TTC;Reste à payer',
    'F1;Dupont;10/01/2026;10/02/2026;100;120;120',
  ],
  [
    'Sellsy',
    'Référence;Nom du tiers;Date du document;Date d’échéance;Montant TTC;Montant restant dû',
    'F1;Dupont;10/01/2026;10/02/2026;120,00;120,00',
  ],
  [
    'Henrri',
    'Référence;Client;Date de la facture;Échéance le;Net à payer TTC',
    'F1;Dupont;10/01/2026;10/02/2026;120,00',
  ],
  [
    'FreshBooks',
    'Client Name,Invoice #,Date Issued,Date Due,Total,Amount Outstanding',
    'Dupont,F1,2026-01-10,2026-02-10,120.00,120.00',
  ],
  [
    'Zoho',
    'Invoice Date,Due Date,Invoice Number,Customer Name,Total,Balance,Currency Code',
    '2026-01-10,2026-02-10,F1,Dupont,120.00,120.00,EUR',
  ],
  [
    'someone',
    'Facture n°;Client;Date;A échoir le;Montant TTC en €;Reste dû (€)',
    'F1;Dupont;10/01/2026;10/02/2026;120,00 €;120,00 €',
  ],
])('the columns of %s are understood, the code made of the name', async (_, header, row) => {
  const { invoices, customers, errors } = await read(`${header}\n${row}\n`)
  expect(errors).toEqual([])
  expect(customers).toMatchObject([{ code: 'DUPONT', name: 'Dupont', isCodeDerived: true }])
  expect(invoices).toMatchObject([
    {
      number: 'F1',
      issuedOn: '2026-01-10',
      instalments: [{ dueOn: '2026-02-10', amountCents: 12_000, settledCents: 0 }],
    },
  ])
})

test('a column of states tells what is paid, and what is no invoice yet or any more', async () => {
  const rows = ['F1;Dupont;En retard;100', 'F2;Dupont;Payée;200', 'F3;Dupont;Partiellement payée;300']
  const others = ['F4;Dupont;Brouillon;400', 'F5;Dupont;Annulée;500', 'F6;Dupont;Non payée;600']
  const { invoices, warnings } = await read(
    ['Facture;Client;Statut;Montant TTC', ...rows, ...others].join('\n'),
  )
  const open = invoices.map(({ number, instalments: [one] }) => [
    number,
    (one?.amountCents ?? 0) - (one?.settledCents ?? 0),
  ])
  expect(open).toEqual([
    ['F1', 10_000],
    ['F2', 0],
    ['F3', 30_000],
    ['F6', 60_000],
  ])
  expect(warnings).toMatchObject([{ code: 'list-not-final', line: 5, values: { count: 2 } }])
})

test('what is left to pay outdoes the word of the state', async () => {
  const { invoices } = await read('Facture;Client;Statut;Montant TTC;Reste dû\nF1;Dupont;Payée;100;40\n')
  expect(invoices[0]?.instalments).toMatchObject([{ amountCents: 10_000, settledCents: 6_000 }])
})
