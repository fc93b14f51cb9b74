import { expect, test } from 'vitest'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { askDoubt, listDoubts, newDoubtList } from './doubts.ts'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'

// Leroy's software says « Clôturée » of what it has written off, and nobody has told us.
const FILE = [
  'Client;N° facture;Échéance;Montant TTC;Statut;Mode de règlement;Niveau de litige',
  'Leroy SARL;F1;31/01/2026;120,00;Clôturée;Chèque;',
  'Leroy SARL;F2;28/02/2026;80,00;En attente de paiement;;',
  'Martin;F3;28/02/2026;50,00; CLOTUREE;;',
  'Martin;F4;28/02/2026;70,00;Payée;;',
].join('\r\n')

async function read(answers: DoubtAnswers = {}) {
  const table = await readTable(bytesSource('factures.csv', Buffer.from(FILE)))
  const books = readInvoiceList(table, suggestColumns(table), { answers })
  const items = books.invoices.flatMap(({ number, instalments }) =>
    instalments.map(({ amountCents, settledCents, doubts }) => ({
      number,
      open: amountCents - settledCents,
      doubts,
    })),
  )
  const byNumber: Record<string, (typeof items)[number]> = {}
  for (const item of items) byNumber[item.number ?? ''] = item
  return { ...books, items: byNumber }
}

const CLOSED = 'unknown-state:cloturee'

test('a state that is not known is asked about once, with its lines and what they are worth', async () => {
  const { doubts, items } = await read()
  expect(doubts).toEqual([
    {
      id: CLOSED,
      kind: 'unknown-state',
      value: 'Clôturée',
      values: {},
      choices: ['settled', 'open', 'leave-out'],
      answer: null,
      keys: ['debit|LEROY-SARL|F1|EUR||2026-01-31', 'debit|MARTIN|F3|EUR||2026-02-28'],
      count: 2,
      amounts: [{ currency: 'EUR', cents: 17_000 }],
      line: 2,
    },
  ])
  expect(items.F1).toEqual({ number: 'F1', open: 12_000, doubts: [CLOSED] })
  expect(items.F2).toEqual({ number: 'F2', open: 8_000, doubts: undefined })
  expect(items.F4?.open).toBe(0)
})

test.each([
  ['settled', { F1: 0, F2: 8_000, F3: 0, F4: 0 }],
  ['open', { F1: 12_000, F2: 8_000, F3: 5_000, F4: 0 }],
  ['leave-out', { F2: 8_000, F4: 0 }],
] as const)(
  'answered « %s », its lines are read so, and nothing is doubtful any more',
  async (answer, open) => {
    const { doubts, items } = await read({ [CLOSED]: answer })
    expect(doubts).toMatchObject([{ id: CLOSED, answer, count: 2, keys: [] }])
    expect(Object.fromEntries(Object.entries(items).map(([number, item]) => [number, item.open]))).toEqual(
      open,
    )
    expect(Object.values(items).filter(({ doubts }) => doubts)).toEqual([])
  },
)

test('an answer that the question has not, or to another question, leaves it unanswered', async () => {
  expect((await read({ [CLOSED]: 'same', 'unknown-state:payee': 'open' })).doubts[0]?.answer).toBeNull()
})

test('the columns used are said, and those left aside that speak of payment', async () => {
  const { remarks } = await read()
  expect(remarks).toMatchObject([
    { code: 'columns-used', values: { count: 5 } },
    { code: 'column-left-aside', column: 'Mode de règlement', values: { count: 1 } },
  ])
})

test('what is left to pay, or paid, being said in figures, a state is not asked about', async () => {
  const text =
    'Client;N° facture;Échéance;Montant TTC;Reste dû;Statut\r\nMartin;F1;31/01/2026;90;90;Clôturée\r\n'
  const table = await readTable(bytesSource('reste.csv', Buffer.from(text)))
  expect(readInvoiceList(table, suggestColumns(table)).doubts).toEqual([])
})

test('a column of free text is one question, however many its values', () => {
  const list = newDoubtList()
  for (let line = 1; line <= 1_000; line++) {
    const question = { kind: 'unknown-state', value: `texte ${line}`, choices: ['open', 'settled'] } as const
    askDoubt(list, question, { cents: 100, currency: 'EUR', line })
  }
  const doubts = listDoubts(list, { invoices: [], credits: [] })
  expect(doubts).toHaveLength(21)
  expect(doubts.at(-1)).toMatchObject({ id: 'unknown-state:*', value: '…', count: 980, line: 21 })
})
