import { describe, expect, test } from 'vitest'
import { detect } from './detect.ts'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'
import { odsFile, sheetXml, workbookOf, zip } from './xlsx-fixture.ts'

async function read(content: string | Uint8Array) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(content)))
  const books = readInvoiceList(table, suggestColumns(table))
  const owed = books.invoices.map(({ customerCode, number, instalments }) => [
    customerCode,
    number,
    instalments.map(({ dueOn, amountCents, settledCents }) => [dueOn, amountCents - settledCents]),
  ])
  const codes = books.warnings.map(({ code, values }) => [code, values.count])
  return { books, table, owed, codes }
}

describe('a customer written once for several invoices', () => {
  test('Sage « grand livre des tiers »: above them, page headers and totals repeated', async () => {
    const { books, owed, codes } = await read(
      [
        'SARL EXEMPLE;;;Grand livre des tiers;;;',
        'Période du 01/01/24 au 31/12/24;;;;;;Page 1',
        'Date;C.j;N° pièce;Libellé écriture;Échéance;Débit;Crédit',
        '411DUP;Dupont SARL;;;;;',
        '15/01/24;VE;F-001;Facture;14/02/24;1 200,00;',
        '20/02/24;BQ;VIR;Virement;;;700,00',
        ';;;Total tiers 411DUP;;1 200,00;700,00',
        'SARL EXEMPLE;;;Grand livre des tiers;;;',
        'Période du 01/01/24 au 31/12/24;;;;;;Page 2',
        'Date;C.j;N° pièce;Libellé écriture;Échéance;Débit;Crédit',
        '411MAR;Martin;;;;;',
        '20/01/24;VE;F-002;Facture;19/02/24;600,00;',
        ';;;Totaux compte 411MAR;;600,00;0,00',
        ';;;Totaux généraux;;1 800,00;700,00',
      ].join('\n'),
    )
    expect(books.errors).toEqual([])
    expect(owed).toEqual([
      ['411DUP', 'F-001', [['2024-02-14', 120_000]]],
      ['411MAR', 'F-002', [['2024-02-19', 60_000]]],
    ])
    expect(books.customers.map(({ name }) => name)).toEqual(['Dupont SARL', 'Martin'])
    expect(books.credits.map(({ amountCents }) => amountCents)).toEqual([70_000])
    expect(codes).toEqual([
      ['list-page-lines', 3],
      ['list-party-lines', 2],
      ['list-totals-skipped', 3],
    ])
  })

  test.each([
    ['Compte : 411DUP Dupont SARL', '411DUP', 'Dupont SARL'],
    ['411DUP - Dupont SARL', '411DUP', 'Dupont SARL'],
    ['Client : Dupont SARL', 'DUPONT-SARL', 'Dupont SARL'],
    ['3 Suisses', '3-SUISSES', '3 Suisses'],
    ['TOTAL ENERGIES', 'TOTAL-ENERGIES', 'TOTAL ENERGIES'],
  ])('the line « %s » names %s', async (line, code, name) => {
    const { books } = await read(`N°;Date;Débit;Crédit\n${line};;;\nF1;15/01/2024;100,00;\n`)
    expect(books.errors).toEqual([])
    expect(books.customers).toMatchObject([{ code, name }])
    expect(books.invoices).toMatchObject([{ customerCode: code, number: 'F1' }])
  })

  test('above a header of its own, the first one too', async () => {
    const block = (name: string, number: string) =>
      `Client : ${name};;\nN° facture;Date;Montant TTC\n${number};15/01/2024;100,00\n`
    const { owed } = await read(block('Dupont', 'F1') + block('Martin', 'F2'))
    expect(owed.map(([customer, number]) => [customer, number])).toEqual([
      ['DUPONT', 'F1'],
      ['MARTIN', 'F2'],
    ])
  })

  test('in merged cells, of which the first alone is filled', async () => {
    const { owed, codes } = await read(
      'Client;N° facture;Échéance;Montant TTC\nDupont;F1;14/02/2024;120,00\n;F2;14/03/2024;130,00\nMartin;F3;14/02/2024;140,00\n',
    )
    expect(owed.map(([customer]) => customer)).toEqual(['DUPONT', 'DUPONT', 'MARTIN'])
    expect(codes).toEqual([['list-parties-carried', 1]])
  })

  test('one customer forgotten among others is no merged cell: the file is refused with its line', async () => {
    const rows = ['Dupont;F1;10', 'Dupont;F2;10', ';F3;10', 'Martin;F4;10', 'Durand;F5;10', 'Petit;F6;10']
    const { books } = await read(`Client;N° facture;Montant TTC\n${rows.join('\n')}\n`)
    expect(books.errors).toMatchObject([{ code: 'list-no-customer', line: 4 }])
  })
})

describe('headers of two rows', () => {
  test('groups over details: « Échéance » over « Date » and « Montant »', async () => {
    const { table, owed } = await read(
      'Facture;;Client;;Échéance;Montants;\nN°;Date;Code;Nom;Date;TTC;Reste dû\nF1;15/01/24;C1;Dupont;14/02/24;120,00;20,00\n',
    )
    expect(table.columns.slice(0, 5)).toEqual([
      'N° Facture',
      'Date Facture',
      'Code Client',
      'Nom Client',
      'Date Échéance',
    ])
    expect(owed).toEqual([['C1', 'F1', [['2024-02-14', 2_000]]]])
  })
})

describe('several sheets', () => {
  const month = (number: string, ...columns: readonly string[]) => {
    const facts: Record<string, string> = {
      Client: 'Dupont',
      Facture: number,
      'Montant TTC': '100,00',
      Date: '15/01/2024',
    }
    return sheetXml([columns, columns.map((column) => facts[column] ?? '')])
  }
  const COLUMNS = ['Client', 'Facture', 'Date', 'Montant TTC']

  test('of the same columns are read one after the other, in whatever order their columns stand', async () => {
    const months = [
      ['Janvier', month('F1', ...COLUMNS)],
      ['Février', month('F2', ...COLUMNS.toReversed())],
      ['Notes', sheetXml([['À rappeler', 'Martin']])],
    ] as const
    const { owed, books, table } = await read(zip(workbookOf(months)))
    expect(owed.map(([, number]) => number)).toEqual(['F1', 'F2'])
    expect(table.sheets).toEqual(['Janvier', 'Février', 'Notes'])
    expect(books.warnings).toMatchObject([
      { code: 'sheets-joined', values: { count: 2, sheets: 'Janvier (1), Février (1)' } },
      { code: 'sheets-left-out', values: { count: 1, sheets: 'Notes' } },
    ])
  })

  test('an OpenDocument is read as a workbook of Excel is: dates, numbers, repeated cells, comments left out', async () => {
    const cell = (type: string, value: string) => {
      if (type === 'string')
        return `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`
      const name = type === 'date' ? 'date-value' : 'value'
      return `<table:table-cell office:value-type="${type}" office:${name}="${value}"><office:annotation><text:p>vu</text:p></office:annotation><text:p>autre</text:p></table:table-cell>`
    }
    const row = (...cells: readonly string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
    const text = (...values: readonly string[]) => row(...values.map((value) => cell('string', value)))
    const ods = odsFile([
      [
        'Factures',
        text('Client', 'Facture', 'Date', 'Échéance', 'Montant TTC') +
          '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>' +
          row(
            cell('string', 'Dupont &amp; <text:span>Fils</text:span>'),
            cell('string', 'F1'),
            cell('date', '2024-01-15T00:00:00'),
            cell('date', '2024-02-14'),
            cell('currency', '1200.5'),
          ) +
          '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>',
      ],
    ])
    expect((await detect(bytesSource('liste.ods', ods))).format).toBe('ods')
    const { books, owed } = await read(ods)
    expect(books.errors).toEqual([])
    expect(books.customers).toMatchObject([{ name: 'Dupont & Fils' }])
    expect(owed).toEqual([['DUPONT-FILS', 'F1', [['2024-02-14', 120_050]]]])
    expect(books.invoices[0]?.line).toBe(5)
  })
})

test('a balance by client, without invoices, is named for what it is', async () => {
  const { books } = await read(
    'Balance âgée;;;;\nCode client;Nom;Non échu;1-30 jours;Total\nDUP;Dupont;100,00;20,00;120,00\nMAR;Martin;0,00;60,00;60,00\n',
  )
  expect(books.errors).toMatchObject([{ code: 'is-client-balance', values: { count: 2 } }])
  expect(books.invoices).toEqual([])
})
