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
const HEADER = 'N° facture;Client;Date;Échéance;Montant TTC'

describe('a part paid that is written as a percentage', () => {
  test.each([
    ['% réglé', '50 %', '100 %', '0 %'],
    ['Réglé', '50 %', '100%', ''],
    ['Pourcentage payé', '50', '100', '0'],
    ['Taux de règlement', '0,5', '1', '0'],
  ])('« %s »: %s, %s, %s', async (column, half, all, none) => {
    const books = await read(
      `${HEADER};${column}\n1;Leroy;05/01/2026;04/02/2026;1200,00;${half}\n2;Martin;05/01/2026;04/02/2026;100,00;${all}\n3;Durand;05/01/2026;04/02/2026;200,00;${none}\n`,
    )
    expect(owed(books)).toEqual({ errors: [], LEROY: 60_000, MARTIN: 0, DURAND: 20_000 })
    expect(asked(books)).toEqual([])
  })

  test('above all of it, the file is refused', async () => {
    const books = await read(`${HEADER};% réglé\n1;Leroy;05/01/2026;04/02/2026;1200,00;150 %\n`)
    expect(books.errors).toMatchObject([{ code: 'bad-amount', line: 2, column: '% réglé' }])
  })
})

describe('a column that speaks of payments, and that no field takes', () => {
  test.each([
    ['Règlement 1', '200,00'],
    ['Espèces', '1200,00'],
    ['Virement', '1200,00'],
    ['Avoir', '200,00'],
    ['Retenue de garantie', '60,00'],
    ['Retenue de garantie 5 %', '60,00'],
    ['RG 5% (retenue)', '60,00'],
    ['Solde versé', '1200,00'],
    ['Versé le 12', '12/02/2026'],
  ])('is asked about where it says otherwise: « %s »', async (column, said) => {
    const text = `${HEADER};${column}\n1;Leroy;05/01/2026;04/02/2026;1200,00;${said}\n2;Martin;05/01/2026;04/02/2026;100,00;\n`
    const books = await read(text)
    expect(books.doubts).toMatchObject([{ kind: 'unread-payment', value: column, count: 1, line: 2 }])
    const { id = '' } = books.doubts[0] ?? {}
    expect(owed(await read(text, { [id]: 'open' }))).toEqual({ errors: [], LEROY: 120_000, MARTIN: 10_000 })
    expect(owed(await read(text, { [id]: 'settled' }))).toEqual({ errors: [], LEROY: 0, MARTIN: 10_000 })
  })

  test('is not where it agrees with what is read, or where another column says what is left', async () => {
    const agrees = await read(
      `${HEADER};Acompte;Net à payer\n1;Leroy;05/01/2026;04/02/2026;1200,00;200,00;1000,00\n`,
    )
    expect([owed(agrees), asked(agrees)]).toEqual([{ errors: [], LEROY: 100_000 }, []])
    const told = await read(
      `${HEADER};Virement;Reste dû\n1;Leroy;05/01/2026;04/02/2026;1200,00;1200,00;1200,00\n`,
    )
    expect([owed(told), asked(told)]).toEqual([{ errors: [], LEROY: 120_000 }, []])
  })

  test.each([
    'Mode de règlement',
    'Délai de paiement (jours)',
    'Reste à facturer',
    'Compte de règlement',
    'Plafond de crédit',
  ])('is not where its name speaks of something else: « %s »', async (column) => {
    const books = await read(`${HEADER};${column}\n1;Leroy;05/01/2026;04/02/2026;1200,00;30\n`)
    expect(asked(books)).toEqual([])
  })

  test('a retention beside what is paid and « Net à payer »: nobody says what is left', async () => {
    const books = await read(
      `${HEADER};Retenue de garantie;Net à payer;Réglé\n1;Leroy;05/01/2026;04/02/2026;100,00;5,00;95,00;0,00\n`,
    )
    expect(asked(books)).toEqual([
      ['unread-payment:retenue de garantie', 1],
      ['unread-payment:net a payer', 1],
    ])
  })
})

describe('a day of payment', () => {
  test('says that all is paid, whatever it is called', async () => {
    const books = await read(
      `${HEADER};Réglée le\n1;Leroy;05/01/2026;04/02/2026;1200,00;\n2;Martin;05/01/2026;04/02/2026;100,00;10/02/2026\n3;Durand;05/01/2026;04/02/2026;200,00;en attente\n`,
    )
    expect(owed(books)).toEqual({ errors: [], LEROY: 120_000, MARTIN: 0, DURAND: 20_000 })
  })

  test('is that of the last part where a figure says that some is left', async () => {
    const paid = await read(
      `${HEADER};Payé;Date de paiement\n1;Leroy;05/01/2026;04/02/2026;90,00;40,00;10/02/2026\n2;Martin;05/01/2026;04/02/2026;100,00;100,00;10/02/2026\n`,
    )
    expect(owed(paid)).toEqual({ errors: [], LEROY: 5_000, MARTIN: 0 })
    const left = await read(
      `${HEADER};Reste à payer;Date de paiement\n1;Leroy;05/01/2026;04/02/2026;90,00;50,00;10/02/2026\n`,
    )
    expect(owed(left)).toEqual({ errors: [], LEROY: 5_000 })
  })
})

test('« (payée) » behind a number is asked about, as a state is', async () => {
  const text = `${HEADER}\nFA1 (payée);Leroy;05/01/2026;04/02/2026;1200,00\nFA2;Martin;05/01/2026;04/02/2026;100,00\n`
  expect(asked(await read(text))).toEqual([['unknown-state:payee', 1]])
  expect(owed(await read(text, { 'unknown-state:payee': 'settled' }))).toEqual({
    errors: [],
    LEROY: 0,
    MARTIN: 10_000,
  })
})

describe('what is paid of a row that is asked about', () => {
  const SOLD = `Société;${HEADER};Reste dû`
  const rows = (left: string) =>
    `${SOLD}\nAlpha;F1;Leroy;05/01/2026;04/02/2026;1200,00;${left}\nBeta;F2;Leroy;05/01/2026;04/02/2026;300,00;300,00\n`

  test('stays paid until somebody answers: « oui » then asks for what is left, and no more', async () => {
    const books = await read(rows('60,00'))
    expect(asked(books)).toEqual([
      ['several-companies:alpha', 1],
      ['several-companies:beta', 1],
    ])
    expect(owed(books)).toEqual({ errors: [], LEROY: 36_000 })
  })

  test('being all of it, there is nothing to ask: every answer owes nothing', async () => {
    const books = await read(rows('0,00'))
    expect(asked(books)).toEqual([['several-companies:beta', 1]])
    expect(owed(books)).toEqual({ errors: [], LEROY: 30_000 })
  })

  test('of identical rows: two documents owe what is left of each', async () => {
    const books = await read(
      `${HEADER};Reste dû\nF1;Leroy;05/01/2026;04/02/2026;200,00;50,00\nF1;Leroy;05/01/2026;04/02/2026;200,00;50,00\n`,
    )
    expect([owed(books), asked(books)]).toEqual([{ errors: [], LEROY: 10_000 }, [['repeated-rows:', 1]]])
  })

  test('of a number that may be a credit note’s too', async () => {
    const books = await read(`${HEADER};Reste dû\nAV1;Leroy;05/01/2026;04/02/2026;200,00;50,00\n`)
    expect([owed(books), asked(books)]).toEqual([{ errors: [], LEROY: 5_000 }, [['unsigned-credit:av', 1]]])
  })
})

test('« Lettré : O, N » says what is paid, and letters nothing', async () => {
  const books = await read(
    `${HEADER};Lettré\n1;Leroy;05/01/2026;04/02/2026;1200,00;N\n2;Martin;05/01/2026;04/02/2026;100,00;O\n`,
  )
  expect([owed(books), asked(books)]).toEqual([{ errors: [], LEROY: 120_000, MARTIN: 0 }, []])
})

test('what stands under « Factures payées », in whatever column the title is', async () => {
  const books = await read(
    `${HEADER}\nFactures impayées;;;;\n1;Leroy;05/01/2026;04/02/2026;1200,00\nFactures payées;;;;\n2;Martin;05/01/2026;04/02/2026;100,00\n`,
  )
  expect(asked(books)).toEqual([['section-title:factures payees', 1]])
  expect(books.customers.map(({ name }) => name)).toEqual(['Leroy', 'Martin'])
})
