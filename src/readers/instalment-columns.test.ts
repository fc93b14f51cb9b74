import { describe, expect, test } from 'vitest'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

const WIDE = 'Client;N° facture;Date facture;Montant TTC;Échéance 1;Montant 1;Échéance 2;Montant 2'
const DUPONT = 'Dupont;F1;15/01/2024;1200,00;15/02/2024;600,00;15/03/2024;600,00'
const MARTIN = 'Martin;F2;15/01/2024;100,00;15/02/2024;100,00;;'

async function read(rows: readonly string[], answers = {}) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(rows.join('\r\n'))))
  return readInvoiceList(table, suggestColumns(table), { answers })
}

/** What is open of each instalment, by its invoice and its due date. */
function openByDueDate({ invoices }: Awaited<ReturnType<typeof read>>) {
  return Object.fromEntries(
    invoices.map(({ number, instalments }) => [
      number,
      instalments.map((one) => [one.dueOn, one.amountCents - one.settledCents]),
    ]),
  )
}

const BOTH_OPEN = {
  F1: [
    ['2024-02-15', 60_000],
    ['2024-03-15', 60_000],
  ],
  F2: [['2024-02-15', 10_000]],
}
const SECOND_OPEN = {
  F1: [
    ['2024-02-15', 0],
    ['2024-03-15', 60_000],
  ],
}

describe('an invoice on one row, with its due dates beside one another', () => {
  test.each([
    ['numbers', [WIDE, DUPONT, MARTIN]],
    [
      'numbers, without a total',
      [
        'Client;N° facture;Date facture;Ech1;Mt1;Ech2;Mt2',
        'Dupont;F1;15/01/2024;15/02/2024;600,00;15/03/2024;600,00',
        'Martin;F2;15/01/2024;15/02/2024;100,00;;',
      ],
    ],
    [
      'one name for all',
      ['Client;N° facture;Date facture;Montant TTC;Échéance;Montant;Échéance;Montant', DUPONT, MARTIN],
    ],
    [
      'a row of groups above',
      [
        ';;;;1ère échéance;;2ème échéance;',
        'Client;N° facture;Date facture;Montant TTC;Date;Montant;Date;Montant',
        DUPONT,
        MARTIN,
      ],
    ],
    ['their total below', [WIDE, DUPONT, MARTIN, 'Total;;;1300,00;;700,00;;600,00']],
  ])('is one invoice with its instalments, by %s', async (_, rows) => {
    const books = await read(rows)
    expect(books.errors).toEqual([])
    expect(books.doubts).toEqual([])
    expect(openByDueDate(books)).toEqual(BOTH_OPEN)
    expect(books.warnings.map(({ code }) => code)).toContain('list-instalment-columns')
  })

  test.each([
    ['the document, with what is paid', 'Montant réglé', '600,00'],
    ['the document, with what is left', 'Reste dû', '600,00'],
  ])('has its first instalment paid by what is said of %s', async (_, column, cell) => {
    const books = await read([`${WIDE};${column}`, `${DUPONT};${cell}`])
    expect(openByDueDate(books)).toEqual(SECOND_OPEN)
  })

  test.each([
    ['Reste 1', 'Reste 2', '0,00', '600,00'],
    ['Montant réglé 1', 'Montant réglé 2', '600,00', '0,00'],
    ['Date règlement 1', 'Date règlement 2', '16/02/2024', ''],
    ['Payé 1', 'Payé 2', 'Oui', 'Non'],
  ])('has an instalment paid by its own column, « %s »', async (first, second, paid, open) => {
    const books = await read([`${WIDE};${first};${second};Reste dû`, `${DUPONT};${paid};${open};600,00`])
    expect(books.doubts).toEqual([])
    expect(openByDueDate(books)).toEqual(SECOND_OPEN)
  })

  test('is asked about where its instalments are not its total', async () => {
    const rows = [WIDE, DUPONT.replace(/600,00$/, '500,00'), MARTIN]
    const asked = await read(rows)
    expect(asked.doubts.map(({ id, count }) => [id, count])).toEqual([['instalments-total:', 2]])
    expect(asked.invoices[0]?.instalments.map(({ doubts }) => doubts)).toEqual([
      ['instalments-total:'],
      ['instalments-total:'],
    ])
    expect((await read(rows, { 'instalments-total:': 'leave-out' })).invoices).toHaveLength(1)
  })

  test('is refused, by its line, where a due date has no amount', async () => {
    const third = 'Leroy;F3;15/01/2024;1200,00;15/02/2024;600,00;15/03/2024;'
    const books = await read([WIDE, DUPONT, third])
    expect(books.errors.map(({ code, line }) => [code, line])).toEqual([['list-no-amount', 3]])
  })
})

test('lines of an address are no instalments', async () => {
  const header = 'Client;Adresse 1;Adresse 2;N° facture;Date facture;Échéance;Montant TTC'
  const books = await read([header, 'Dupont;1 rue Haute;Bâtiment 2;F1;15/01/2024;15/02/2024;600,00'])
  expect(openByDueDate(books)).toEqual({ F1: [['2024-02-15', 60_000]] })
  expect(books.warnings).toEqual([])
})

describe('one payment written on each instalment of a document', () => {
  const header = 'Client;N° facture;Date facture;Montant TTC;Montant réglé;Échéance;Montant échéance'
  const rows = (number: string, paid: string, amount = '600,00') =>
    ['15/02/2024', '15/03/2024'].map((due) => `Dupont;${number};15/01/2024;1200,00;${paid};${due};${amount}`)

  test('is asked about: it may be that of the whole document', async () => {
    const list = [header, ...rows('F1', '600,00')]
    const asked = await read(list)
    expect(asked.doubts.map(({ id }) => id)).toEqual(['repeated-payments:'])
    expect(openByDueDate(await read(list, { 'repeated-payments:': 'same' }))).toEqual(SECOND_OPEN)
    const each = { F1: SECOND_OPEN.F1.map(([due]) => [due, 0]) }
    expect(openByDueDate(await read(list, { 'repeated-payments:': 'different' }))).toEqual(each)
  })

  test('is the document’s where another document has more than an instalment', async () => {
    const books = await read([header, ...rows('F1', '600,00'), ...rows('F2', '900,00')])
    expect(books.doubts).toEqual([])
    expect(openByDueDate(books)).toEqual({
      ...SECOND_OPEN,
      F2: [
        ['2024-02-15', 0],
        ['2024-03-15', 30_000],
      ],
    })
  })
})
