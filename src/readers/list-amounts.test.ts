import { describe, expect, test } from 'vitest'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { owedByCustomer } from './books-fixture.ts'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

async function read(text: string, answers: DoubtAnswers = {}) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(text)))
  return readInvoiceList(table, suggestColumns(table), { answers })
}

type Books = Awaited<ReturnType<typeof read>>

const owed = (books: Books) => ({ errors: books.errors, ...owedByCustomer(books) })
const asked = ({ doubts }: Books) => doubts.map(({ id, count }) => [id, count])

describe('« 1,200 » is a thousand and two hundred, or one and two tenths', () => {
  const listOf = (...amounts: readonly string[]) =>
    `Number;Customer;Date;Due date;Amount\n${amounts.map((amount, at) => `${at};C${at};2026-01-05;2026-02-04;${amount}\n`).join('')}`

  test('beside amounts without any mark it is the thousand: three decimals would be written everywhere', async () => {
    expect(owed(await read(listOf('1,200', '950')))).toEqual({ errors: [], C0: 120_000, C1: 95_000 })
    expect(owed(await read(listOf('1.200', '950')))).toEqual({ errors: [], C0: 120_000, C1: 95_000 })
  })

  test('alone it is asked about', async () => {
    const text = listOf('1,200', '2,500')
    const books = await read(text)
    expect(books.doubts).toMatchObject([
      {
        id: 'decimal-mark:amount',
        count: 2,
        values: { written: '1,200', read: '1,20\u00a0€', other: '1\u202f200,00\u00a0€' },
      },
    ])
    expect(owed(await read(text, { 'decimal-mark:amount': 'same' }))).toEqual({
      errors: [],
      C0: 120_000,
      C1: 250_000,
    })
    expect(owed(await read(text, { 'decimal-mark:amount': 'different' }))).toEqual({
      errors: [],
      C0: 120,
      C1: 250,
    })
  })

  test('another column of amounts tells, and nothing is asked', async () => {
    const books = await read(
      'Number;Customer;Date;Due date;Amount;Balance\n1;C;2026-01-05;2026-02-04;1,200;1,100.50\n',
    )
    expect([owed(books), asked(books)]).toEqual([{ errors: [], C: 110_050 }, []])
  })
})

test.each(['€ -', '- €', '-', ' -   € '])('the zero of a spreadsheet « %s » is one', async (zero) => {
  const books = await read(
    `N°;Client;Date;Échéance;TTC;Reste\n1;Leroy;05/01/2026;04/02/2026;100,00 €;${zero}\n2;Martin;05/01/2026;04/02/2026;1 200,00 €;1 200,00 €\n`,
  )
  expect(owed(books)).toEqual({ errors: [], LEROY: 0, MARTIN: 120_000 })
})

describe('a column « Devise » beside amounts in euros', () => {
  test('« Total signé » and « Montant dû signé » are in the currency of the books', async () => {
    const books = await read(
      'Numéro;Partenaire;Date de facturation;Date d’échéance;Devise;Total;Total signé;Montant dû signé;État du paiement\nF1;Smith;05/01/2026;04/02/2026;USD;1 200,00;1 100,00;1 100,00;Non payé\nF2;Leroy;06/01/2026;05/02/2026;EUR;500,00;500,00;500,00;Non payé\n',
    )
    expect(books.invoices.map(({ currency, instalments }) => [currency, instalments[0]])).toMatchObject([
      ['EUR', { amountCents: 110_000, settledCents: 0 }],
      ['EUR', { amountCents: 50_000, settledCents: 0 }],
    ])
    expect(books.warnings.map(({ code }) => code)).toContain('list-header-currency')
  })

  test('where another column has the amounts of the row’s own currency', async () => {
    const books = await read(
      'N° facture;Client;Date;Échéance;Devise;Montant devise;Montant TTC;Solde\nF1;Smith;05/01/2026;04/02/2026;USD;1200,00;1100,00;600,00\nF2;Leroy;05/01/2026;04/02/2026;EUR;500,00;500,00;500,00\n',
    )
    expect(books.invoices.map(({ currency }) => currency)).toEqual(['EUR', 'EUR'])
    expect(owed(books)).toEqual({ errors: [], SMITH: 60_000, LEROY: 50_000 })
    expect(books.warnings.map(({ code }) => code)).toContain('list-header-currency')
  })
})

test('what is left is that of another total, in the currency of the books: ERPNext', async () => {
  const text = (left: string) =>
    `Invoice No;Customer;Date;Currency;Grand Total;Base Grand Total;Outstanding Amount\n1018;Smith;05/01/2026;USD;82,47;300,00;${left}\n1011;Leroy;05/01/2026;INR;1471,20;1471,20;100,00\n`
  const inBooks = await read(text('300,00'))
  expect(inBooks.invoices.map(({ currency, instalments }) => [currency, instalments[0]])).toMatchObject([
    ['INR', { amountCents: 30_000, settledCents: 0 }],
    ['INR', { amountCents: 147_120, settledCents: 137_120 }],
  ])
  const own = await read(text('82,47'))
  expect(own.invoices.map(({ currency, instalments }) => [currency, instalments[0]?.amountCents])).toEqual([
    ['USD', 8_247],
    ['INR', 147_120],
  ])
})

test.each(['2 factures', 'Nombre de factures : 2', '2 invoices', 'T O T A L', 'Somme'])(
  '« %s » is a total',
  async (words) => {
    const books = await read(
      `N° facture;Client;Date;Échéance;Solde\nF1;Leroy;05/01/2026;04/02/2026;1200,00\nF2;Martin;05/01/2026;04/02/2026;100,00\n${words};;;;1300,00\n`,
    )
    expect(owed(books)).toEqual({ errors: [], LEROY: 120_000, MARTIN: 10_000 })
  },
)

test('what a provider of payments pays out is no list of invoices: « Commission » and « Net » tell', async () => {
  const books = await read(
    'Date;Nom;Type;État;Devise;Avant commission;Commission;Net;Solde\n15/01/2026;Leroy;Paiement;Terminé;EUR;500,00;-10,00;490,00;490,00\n16/01/2026;Martin;Paiement;En attente;EUR;100,00;-2,00;98,00;490,00\n',
  )
  expect(books.errors).toMatchObject([{ code: 'is-provider-export' }])
})

test('an invoice due before it was issued is told', async () => {
  const books = await read('N°;Client;Date;Échéance;Solde\n1;Leroy;05/01/2026;04/02/2025;100,00\n')
  expect(books.warnings.map(({ code, line }) => [code, line])).toContainEqual(['list-due-before-issue', 2])
})

test('a line of words among documents is asked about, whatever it says', async () => {
  const books = await read(
    'N° facture;Client;Date;Échéance;Solde\nF1;Leroy;05/01/2026;04/02/2026;1200,00\nF2;Leroy;05/01/2026;04/02/2026;100,00\nÀ voir;Leroy;;;650,00\n',
  )
  expect(asked(books)).toEqual([['no-document:', 1]])
})

test('more left than the total, or more paid, is told', async () => {
  const header = 'N°;Client;Date;Échéance;Montant TTC'
  const above = await read(`${header};Reste dû\n1;Leroy;05/01/2026;04/02/2026;1200,00;1250,00\n`)
  expect([owed(above), above.warnings.map(({ code }) => code)]).toEqual([
    { errors: [], LEROY: 125_000 },
    ['list-above-total'],
  ])
  const over = await read(`${header};Réglé\n1;Leroy;05/01/2026;04/02/2026;1200,00;1300,00\n`)
  expect([owed(over), over.warnings.map(({ code }) => code)]).toEqual([
    { errors: [], LEROY: 0 },
    ['list-overpaid'],
  ])
})

describe('what the file says not to remind of is set aside, and counted', () => {
  const aside = async (header: string, ...cells: readonly string[]) => {
    const rows = cells.map((cell, at) => `F${at + 1};Leroy;05/01/2026;04/02/2026;100,00;${cell}`)
    const books = await read(`N° facture;Client;Date;Échéance;Solde;${header}\n${rows.join('\n')}\n`)
    expect(books.errors).toEqual([])
    const told = books.warnings.find(({ code }) => code === 'list-held-back')
    return [
      books.invoices.filter(({ setAside }) => setAside?.reason === 'told').map(({ number }) => number),
      told?.line,
    ]
  }

  test.each<[string, readonly string[], readonly string[], number | undefined]>([
    ['À relancer', ['Oui', 'Non', '', 'N'], ['F2', 'F4'], 3],
    ['Relancer (O/N)', ['O', 'N'], ['F2'], 3],
    ['Bloqué', ['', 'X', 'Non'], ['F2'], 3],
    ['Ne pas relancer', ['Oui', 'non', 'litige en cours'], ['F1', 'F3'], 2],
    ['On hold', ['No', 'Yes'], ['F2'], 3],
    ['Blocage relance', ['jusqu’au 15/12', ''], ['F1'], 2],
    ['Cédée au factor', ['Non', 'Oui', 'BNP Factor'], ['F2', 'F3'], 3],
    ['Contentieux', ['', 'Me Durand'], ['F2'], 3],
    ['À relancer', ['Oui', ''], [], undefined],
  ])('%s', async (header, cells, numbers, line) => {
    expect(await aside(header, ...cells)).toEqual([numbers, line])
  })
})
