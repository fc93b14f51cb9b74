import { describe, expect, test } from 'vitest'
import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { openByNumber, owedByCustomer } from './books-fixture.ts'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { fecReceivables } from './fec-receivables.ts'

async function booksOf(rows: readonly FecRow[] | string, answers: DoubtAnswers = {}) {
  const text = typeof rows === 'string' ? rows : fecText(rows)
  return fecReceivables(await readFec(textSource(text)), { netting: false, answers })
}

const JANUARY = [
  ...sale('F1', 'DUPONT', '20260115', '1200,00'),
  ...sale('F2', 'MARTIN', '20260120', '600,00'),
]

describe('entries that parts put end to end have twice', () => {
  const overlapping = [
    ...JANUARY,
    ...payment('P1', 'DUPONT', '20260131', '200,00'),
    ...JANUARY.slice(2),
    ...sale('F3', 'DUPONT', '20260210', '300,00'),
  ]

  test('are asked about, and only the second is set aside', async () => {
    const books = await booksOf(overlapping)
    expect(books.doubts).toMatchObject([
      { id: 'repeated-entries:', count: 1, amounts: [{ currency: 'EUR', cents: 60_000 }] },
    ])
    const asked = new Set(books.doubts.flatMap(({ keys }) => keys))
    const kept = books.invoices.flatMap(({ instalments }) => instalments).filter(({ key }) => !asked.has(key))
    expect(kept.map(({ amountCents }) => amountCents)).toEqual([120_000, 30_000, 60_000])
  })

  test('count once when they are the same, twice when they are not', async () => {
    const same = await booksOf(overlapping, { 'repeated-entries:': 'same' })
    expect(openByNumber(same)).toEqual({ F1: 120_000, F2: 60_000, F3: 30_000 })
    expect(same.doubts).toMatchObject([{ answer: 'same', count: 1, keys: [] }])
    expect(same.parties.map(({ balanceCents }) => balanceCents)).toEqual([130_000, 60_000])
    const different = await booksOf(overlapping, { 'repeated-entries:': 'different' })
    expect(owedByCustomer(different)).toEqual({ DUPONT: 130_000, MARTIN: 120_000 })
  })

  test('a whole file written twice', async () => {
    const books = await booksOf(fecText(JANUARY) + fecText(JANUARY))
    expect(books.doubts).toMatchObject([{ id: 'repeated-entries:', count: 2 }])
  })

  test('nothing is asked of what is lettered both times: every answer owes nothing', async () => {
    const paid = [
      ...sale('F1', 'DUPONT', '20260115', '1200,00', { EcritureLet: 'A' }),
      ...payment('P1', 'DUPONT', '20260215', '1200,00', { EcritureLet: 'A' }),
    ]
    const books = await booksOf([...paid, ...sale('F2', 'MARTIN', '20260120', '600,00'), ...paid])
    expect(books.doubts).toEqual([])
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 60_000 })
  })
})

test('two lines alike in one entry are its own, and so are entries of the same day with other numbers', async () => {
  const twice = [...sale('F1', 'DUPONT', '20260115', '50,00'), ...sale('F1', 'DUPONT', '20260115', '50,00')]
  expect((await booksOf([...twice, ...JANUARY.slice(2)])).doubts).toEqual([])
  const other = sale('F2', 'MARTIN', '20260120', '600,00', { EcritureNum: 'V9' })
  expect((await booksOf([...JANUARY, ...other])).doubts).toEqual([])
})
