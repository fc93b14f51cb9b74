import { describe, expect, test } from 'vitest'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { openByNumber, owedByCustomer } from './books-fixture.ts'
import { readFec } from './fec.ts'
import { fecText, payment, sale, textSource } from './fec-fixture.ts'
import { numberIn } from './fec-label-numbers.ts'
import { fecReceivables } from './fec-receivables.ts'

// Ciel writes the number of the entry in PieceRef, and that of the invoice in the label.
const CIEL = fecText([
  ...sale('101', 'DUPONT', '20240115', '1200,00', {
    EcritureLib: 'Facture FA-2024-001 Dupont',
    EcritureLet: 'A',
  }),
  ...sale('102', 'DUPONT', '20240120', '300,00', {
    EcritureLib: 'Facture FA-2024-002 Dupont',
    EcritureLet: 'A',
  }),
  ...sale('103', 'MARTIN', '20240122', '90,00', { EcritureLib: 'Fact. n° 2024003' }),
  ...payment('104', 'DUPONT', '20240220', '300,00', {
    EcritureLib: 'Virement FA-2024-002',
    EcritureLet: 'A',
  }),
])

const read = async (text: string, answers: DoubtAnswers = {}) =>
  fecReceivables(await readFec(textSource(text)), { netting: false, answers })

describe('labels that carry the true number, PieceRef being internal', () => {
  test('are proposed: PieceRef stands until someone answers, and nothing is set aside', async () => {
    const books = await read(CIEL)
    expect(books.doubts).toMatchObject([
      {
        id: 'label-numbers:pieceref',
        values: { piece: '101', label: 'Facture FA-2024-001 Dupont', number: 'FA-2024-001' },
        choices: ['same', 'different'],
        answer: null,
        count: 3,
        keys: [],
        amounts: [{ currency: 'EUR', cents: 159_000 }],
      },
    ])
    expect(openByNumber(books)).toEqual({ '101': 90_000, '102': 30_000, '103': 9_000 })
  })

  test('accepted, they name the invoices, and the payments that name them', async () => {
    const books = await read(CIEL, { 'label-numbers:pieceref': 'same' })
    expect(openByNumber(books)).toEqual({ 'FA-2024-001': 120_000, 'FA-2024-002': 0, '2024003': 9_000 })
    expect(owedByCustomer(books)).toEqual({ DUPONT: 120_000, MARTIN: 9_000 })
  })

  test('refused, PieceRef stays', async () => {
    const books = await read(CIEL, { 'label-numbers:pieceref': 'different' })
    expect(openByNumber(books)).toEqual({ '101': 90_000, '102': 30_000, '103': 9_000 })
    expect(books.doubts).toMatchObject([{ answer: 'different' }])
  })

  test.each([
    ['the label repeats PieceRef', ['F1', 'F2', 'F3'], (number: string) => `Facture ${number} Dupont`],
    [
      'without its beginning',
      ['FA-2024-001', 'FA-2024-002'],
      (number: string) => `Facture ${number.slice(3)}`,
    ],
    ['the label names the client', ['101', '102', '103'], () => 'Facture C0012 Dupont'],
    [
      'the label has a date alone',
      ['101', '102', '103'],
      (number: string) => `Facture du ${number.slice(1)}/03/2024`,
    ],
  ])('nothing is asked where %s', async (_, numbers, labelOf) => {
    const rows = numbers.flatMap((number) =>
      sale(number, 'DUPONT', '20240115', '100,00', { EcritureLib: labelOf(number) }),
    )
    expect((await read(fecText(rows))).doubts).toEqual([])
  })

  test('nothing is asked where half of the labels have no number', async () => {
    const label = (at: number) => (at % 2 === 0 ? `Facture FA-${at + 10}` : 'Vente au comptoir')
    const rows = [0, 1, 2, 3].flatMap((at) =>
      sale(`${at + 100}`, 'DUPONT', '20240115', '100,00', { EcritureLib: label(at) }),
    )
    expect((await read(fecText(rows))).doubts).toEqual([])
  })
})

test.each([
  ['Facture FA-2024-001 Dupont', 'FA-2024-001'],
  ['FACTURE N° 20240012', '20240012'],
  ['Fact. 4512 du 12/03/2024', '4512'],
  ['FV240031 - MARTIN SARL', 'FV240031'],
  ['Dupont FA2024/118', 'FA2024/118'],
  ['2024-0031 Dupont', '2024-0031'],
  ['Facture du 12/03/2024', null],
  ['Facture 2024', null],
  ['Facture 03-2024', null],
  ['Vente au comptoir', null],
  ['3 Suisses', null],
  ['Dupont 1 200,00', null],
])('the number in %j is %j', (label, number) => {
  expect(numberIn(label)).toBe(number)
})
