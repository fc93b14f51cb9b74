import { describe, expect, test } from 'vitest'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { openByNumber, owedByCustomer } from './books-fixture.ts'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

async function read(lines: readonly string[], answers: DoubtAnswers = {}) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(lines.join('\r\n'))))
  return readInvoiceList(table, suggestColumns(table), { answers })
}

type Books = Awaited<ReturnType<typeof read>>

const left = ({ invoices }: Books) =>
  invoices.flatMap(({ instalments }) =>
    instalments.map(({ dueOn, amountCents, settledCents }) => [dueOn, amountCents - settledCents]),
  )
const said = ({ errors, warnings }: Books) => [...errors, ...warnings].map(({ code }) => code)
const asked = ({ doubts }: Books) => doubts.map(({ id, count }) => [id, count])

describe('the remainder of a document is repeated on each of its instalments', () => {
  const HEADER = 'N° facture;Date;Échéance;Client;Montant échéance;Montant TTC;Reste dû'
  const thirds = (remainder: string) => [
    `F1;02/01/2026;31/01/2026;Leroy;500,00;1500,00;${remainder}`,
    `F1;02/01/2026;28/02/2026;Leroy;500,00;1500,00;${remainder}`,
    `F1;02/01/2026;31/03/2026;Leroy;500,00;1500,00;${remainder}`,
  ]

  test('above an instalment it is one sum, on the last instalments', async () => {
    const books = await read([HEADER, ...thirds('700,00')])
    expect(left(books)).toEqual([
      ['2026-01-31', 0],
      ['2026-02-28', 20_000],
      ['2026-03-31', 50_000],
    ])
    expect(said(books)).toEqual(['list-document-remainder'])
    expect(asked(books)).toEqual([])
  })

  test('written once beside blank cells, it is spread the same way', async () => {
    const rows = thirds('').map((row, at) => (at === 0 ? `${row}1500,00` : row))
    const books = await read([HEADER, ...rows])
    expect(left(books).map(([, cents]) => cents)).toEqual([50_000, 50_000, 50_000])
  })

  test('below every instalment it is one sum where another document shows it, and a question where none does', async () => {
    const other = [
      'F2;02/01/2026;31/01/2026;Martin;100,00;200,00;150,00',
      'F2;02/01/2026;28/02/2026;Martin;100,00;200,00;150,00',
    ]
    expect(openByNumber(await read([HEADER, ...thirds('300,00'), ...other]))).toEqual({
      F1: 30_000,
      F2: 15_000,
    })
    const alone = [HEADER, ...thirds('300,00')]
    const books = await read(alone)
    expect(asked(books)).toEqual([['repeated-remainders:', 3]])
    expect(books.invoices[0]?.instalments.every(({ doubts }) => doubts?.length === 1)).toBe(true)
    const one = await read(alone, { 'repeated-remainders:': 'same' })
    expect(left(one).map(([, cents]) => cents)).toEqual([0, 0, 30_000])
    const each = await read(alone, { 'repeated-remainders:': 'different' })
    expect(left(each).map(([, cents]) => cents)).toEqual([30_000, 30_000, 30_000])
  })

  test('remainders that differ are those of the instalments', async () => {
    const books = await read([
      HEADER,
      'F1;02/01/2026;31/01/2026;Leroy;500,00;1000,00;0,00',
      'F1;02/01/2026;28/02/2026;Leroy;500,00;1000,00;450,00',
    ])
    expect(left(books).map(([, cents]) => cents)).toEqual([0, 45_000])
    expect([...said(books), ...asked(books)]).toEqual([])
  })

  test('above all the instalments of the file, nothing tells: it is asked', async () => {
    const rows = [HEADER, ...thirds('1800,00')]
    expect(asked(await read(rows))).toEqual([['repeated-remainders:', 3]])
    expect(owedByCustomer(await read(rows, { 'repeated-remainders:': 'same' }))).toEqual({ LEROY: 180_000 })
  })
})

describe('one amount is repeated on several due dates of one number', () => {
  const HEADER = 'N° facture;Date;Échéance;Client;Montant'
  const ROWS = [HEADER, 'F1;02/01/2026;31/01/2026;Leroy;1200,00', 'F1;02/01/2026;28/02/2026;Leroy;1200,00']

  test('instalments, or a total repeated: it is asked, and due with the last when it is a total', async () => {
    const books = await read(ROWS)
    expect(asked(books)).toEqual([['repeated-amounts:', 2]])
    expect(books.doubts[0]?.keys).toHaveLength(2)
    const once = await read(ROWS, { 'repeated-amounts:': 'same' })
    expect(left(once)).toEqual([['2026-02-28', 120_000]])
    expect(said(once)).toEqual(['list-repeated-rows'])
    expect(owedByCustomer(await read(ROWS, { 'repeated-amounts:': 'different' }))).toEqual({ LEROY: 240_000 })
  })

  test('amounts that differ along another document are those of instalments', async () => {
    const other = ['F2;02/01/2026;31/01/2026;Martin;40,00', 'F2;02/01/2026;28/02/2026;Martin;60,00']
    const books = await read([...ROWS, ...other])
    expect(owedByCustomer(books)).toEqual({ LEROY: 240_000, MARTIN: 10_000 })
    expect(asked(books)).toEqual([])
  })

  test('both the total and what is left of it may be repeated', async () => {
    const rows = ROWS.map((row, at) => `${row};${at === 0 ? 'Reste dû' : '400,00'}`)
    expect(asked(await read(rows))).toEqual([['repeated-remainders:', 2]])
    expect(owedByCustomer(await read(rows, { 'repeated-remainders:': 'same' }))).toEqual({ LEROY: 40_000 })
  })

  test('nothing is asked of a document that is paid, of another date, or in a ledger', async () => {
    const paid = ROWS.map((row, at) => `${row};${at === 0 ? 'Statut' : 'Payée'}`)
    expect(asked(await read(paid))).toEqual([])
    const dates = ['F1;02/01/2026;31/01/2026;Leroy;1200,00', 'F1;09/06/2026;30/06/2026;Leroy;1200,00']
    expect(asked(await read([HEADER, ...dates]))).toEqual([])
    const ledger = ROWS.map((row, at) => row.replace('Montant', 'Débit') + (at === 0 ? ';Crédit' : ';'))
    const books = await read(ledger)
    expect([asked(books), owedByCustomer(books)]).toEqual([[], { LEROY: 240_000 }])
  })
})

describe('a credit note has a positive amount, and no column says its type', () => {
  const HEADER = 'N°;Date;Échéance;Client;Libellé;Montant TTC'

  test('its words say it: a credit, and a remark', async () => {
    const books = await read([
      HEADER,
      'F1;02/01/2026;31/01/2026;Leroy;Pose;1200,00',
      '12;05/01/2026;;Leroy;Avoir sur F1;200,00',
      'F3;05/01/2026;31/01/2026;Leroy;Facture annulée par avoir;50,00',
    ])
    expect(owedByCustomer(books)).toEqual({ LEROY: 105_000 })
    expect(said(books)).toEqual(['list-credit-by-words'])
  })

  test.each(['AV12', 'AV-2026-003', 'av 7', '2026-AV-3', 'RFAC/2026/01', 'NC12'])(
    'its number may say it: %s is asked about',
    async (number) => {
      const rows = [
        HEADER,
        'F1;02/01/2026;31/01/2026;Leroy;Pose;1200,00',
        `${number};05/01/2026;;Leroy;;200,00`,
      ]
      const books = await read(rows)
      expect(books.doubts).toMatchObject([{ kind: 'unsigned-credit', count: 1, choices: ['credit', 'open'] }])
      const [{ id = '' } = {}] = books.doubts
      expect(owedByCustomer(await read(rows, { [id]: 'credit' }))).toEqual({ LEROY: 100_000 })
      expect(owedByCustomer(await read(rows, { [id]: 'open' }))).toEqual({ LEROY: 140_000 })
    },
  )

  test('a sign, a side or a type already says it; « AVRIL-12 » is no credit note', async () => {
    const signed = await read([HEADER, 'AV1;05/01/2026;;Leroy;;-200,00', 'AVRIL-12;05/01/2026;;Leroy;;30,00'])
    expect([owedByCustomer(signed), asked(signed)]).toEqual([{ LEROY: -17_000 }, []])
    const typed = await read([`${HEADER};Type de pièce`, 'AV1;05/01/2026;;Leroy;;200,00;Facture'])
    expect([owedByCustomer(typed), asked(typed)]).toEqual([{ LEROY: 20_000 }, []])
  })
})

describe('a credit note is allocated to an invoice that is partly settled', () => {
  const HEADER = 'N°;Date;Client;Montant TTC;Reste dû;Affecté à'
  const ROWS = [HEADER, 'F1;02/01/2026;Leroy;1000,00;300,00;', 'AV1;05/01/2026;Leroy;-500,00;-500,00;F1']

  test('no more of it is used than the invoice has left', async () => {
    const books = await read(ROWS)
    expect(books.allocations.map(({ amountCents }) => amountCents)).toEqual([30_000])
    expect(openByNumber(books)).toEqual({ F1: 0 })
    expect(owedByCustomer(books)).toEqual({ LEROY: -20_000 })
  })

  test('without a word of what is left of it, it may be counted already: it is asked', async () => {
    const rows = [...ROWS.slice(0, 2), 'AV1;05/01/2026;Leroy;-200,00;;F1']
    const books = await read(rows)
    expect(asked(books)).toEqual([['counted-credit:', 1]])
    expect(books.credits).toMatchObject([{ doubts: ['counted-credit:'] }])
    expect(books.allocations).toEqual([])
    expect(owedByCustomer(await read(rows, { 'counted-credit:': 'settled' }))).toEqual({ LEROY: 30_000 })
    expect(openByNumber(await read(rows, { 'counted-credit:': 'open' }))).toEqual({ F1: 10_000 })
  })

  test('credits that come to what is settled, to the cent, are what settled it', async () => {
    const rows = [HEADER, 'F1;02/01/2026;Leroy;1000,00;300,00;', 'AV1;05/01/2026;Leroy;-500,00;;F1']
    const books = await read([...rows, 'AV2;06/01/2026;Leroy;-200,00;;F1'])
    expect([asked(books), openByNumber(books), owedByCustomer(books)]).toEqual([
      [],
      { F1: 30_000 },
      { LEROY: 30_000 },
    ])
  })

  test('one worth more than what is settled is no part of it; of a paid invoice it is', async () => {
    const more = [...ROWS.slice(0, 2), 'AV1;05/01/2026;Leroy;-900,00;;F1']
    expect([asked(await read(more)), owedByCustomer(await read(more))]).toEqual([[], { LEROY: -60_000 }])
    const paid = [HEADER, 'F1;02/01/2026;Leroy;1000,00;0,00;', 'AV1;05/01/2026;Leroy;-200,00;;F1']
    expect([asked(await read(paid)), owedByCustomer(await read(paid))]).toEqual([[], { LEROY: 0 }])
  })
})

test('a row with only a name is joined to the customer who has a code in the same file', async () => {
  const HEADER = 'Code client;Client;N°;Échéance;Montant TTC'
  const books = await read([
    HEADER,
    ';Société Été;F1;31/01/2026;10,00',
    'C1;SOCIETE  ETE;F2;31/01/2026;20,00',
    'C2;Dupont;F3;31/01/2026;30,00',
    'C3;Dupont;F4;31/01/2026;40,00',
    ';Dupont;F5;31/01/2026;50,00',
  ])
  expect(owedByCustomer(books)).toEqual({ C1: 3_000, C2: 3_000, C3: 4_000, DUPONT: 5_000 })
  expect(said(books)).toEqual(['list-names-joined', 'list-names-unsure'])
})
