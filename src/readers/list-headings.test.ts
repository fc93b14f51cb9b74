import { describe, expect, test } from 'vitest'
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

describe('files as programs write them', () => {
  const owed = async (text: string) => {
    const books = await read(text)
    return Object.fromEntries(
      books.invoices.map(({ number, instalments }) => [
        number,
        instalments.map(({ amountCents, settledCents }) => amountCents - settledCents),
      ]),
    )
  }

  test.each(['Payé ?', 'Payée (1/0)', 'Réglé (O/N)', 'Paid?'])('« %s » says what is paid', async (column) => {
    const yes = column.includes('O/N') ? 'O' : '1'
    const no = column.includes('O/N') ? 'N' : '0'
    const text = `Client;Facture;Montant;${column}\nDupont;F1;1200,00;${no}\nMartin;F2;300,00;${yes}\n`
    expect(await owed(text)).toEqual({ F1: [120_000], F2: [0] })
  })

  test('Stripe: « Amount Remaining » is what is left of « Amount Due »', async () => {
    const text =
      'Number,Customer Name,Amount Due,Amount Remaining,Status\nA1,Dupont,1200.00,1000.00,open\nA2,Martin,300.00,0.00,paid\n'
    expect(await owed(text)).toEqual({ A1: [100_000], A2: [0] })
  })

  test('Quadra: the account and the name of a customer stand in one cell above its entries', async () => {
    const { customers } = await read(
      'Grand-livre auxiliaire clients;;;;\nCompte : 9DUP  DUPONT SARL;;;;\nDate;Pièce;Libellé;Débit;Crédit\n05/01/26;F1;Facture;1200,00;\n' +
        'Compte : 9MAR  MARTIN;;;;\nDate;Pièce;Libellé;Débit;Crédit\n05/01/26;F2;Facture;300,00;\n',
    )
    expect(customers.map(({ code, name }) => [code, name])).toEqual([
      ['9DUP', 'DUPONT SARL'],
      ['9MAR', 'MARTIN'],
    ])
  })

  test('Sage: « A reporter » above the header of the next page is no customer', async () => {
    const { customers } = await read(
      'LIN;;;;Page 1\nGrand livre des tiers;;;;\nDate;N° pièce;Libellé;Débit;Crédit\n411DUP Dupont SARL;;;;\n05/01/2026;F1;Facture;1200,00;\n' +
        'A reporter;;;1200,00;\nLIN;;;;Page 2\nGrand livre des tiers;;;;\nDate;N° pièce;Libellé;Débit;Crédit\nReport;;;1200,00;\n20/01/2026;V1;Virement;;200,00\n',
    )
    expect(customers.map(({ code, name }) => [code, name])).toEqual([['411DUP', 'Dupont SARL']])
  })
})
