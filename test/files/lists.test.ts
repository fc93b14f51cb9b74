import { expect, test } from 'vitest'
import { owedByCustomer } from '#readers/books-fixture.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { LIST_CASES } from './list-cases.ts'
import { ROW_CASES } from './list-cases-of-rows.ts'
import { SHAPE_CASES } from './list-cases-of-shapes.ts'
import { WORKBOOK_CASES } from './list-cases-of-workbooks.ts'

async function read(content: string | Uint8Array, answers = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const table = await readTable(bytesSource('liste.csv', bytes))
  return readInvoiceList(table, suggestColumns(table), { answers })
}

const CASES = { ...LIST_CASES, ...ROW_CASES, ...SHAPE_CASES, ...WORKBOOK_CASES }

test.each(Object.entries(CASES))('a list with %s', async (_, { content, owed, said = [] }) => {
  const books = await read(content)
  const told = [...books.warnings, ...books.remarks, ...books.errors].map(({ code }) => code)
  const asked = books.doubts.map(({ id }) => id)
  expect(books.errors.length > 0 ? null : owedByCustomer(books)).toEqual(owed)
  expect([...told, ...asked]).toEqual(expect.arrayContaining([...said]))
  // Nothing else is asked: a question that nobody needs is a fault too.
  expect(asked.filter((id) => !said.includes(id))).toEqual([])
})

test('what is asked about is under its question: nobody is asked for it', async () => {
  for (const name of ['several companies', 'amounts after the table', 'quotes among the invoices']) {
    const books = await read(ROW_CASES[name]?.content ?? '')
    const keys = books.doubts.flatMap((doubt) => doubt.keys)
    const doubted = books.invoices.flatMap(({ instalments }) =>
      instalments.filter((instalment) => (instalment.doubts ?? []).length > 0).map(({ key }) => key),
    )
    expect(keys.length).toBeGreaterThan(0)
    expect(new Set(keys)).toEqual(new Set(doubted))
  }
})

test.each([
  [
    'half of the rows on the other side',
    { 'reversed-side:facture': 'same', 'reversed-side:reglement': 'same' },
    { DUPONT: 150_000, MARTIN: -3_000 },
  ],
  [
    'what is left with the other sign everywhere',
    { 'opposite-remainder:reste du': 'settled' },
    { DUPONT: 0 },
  ],
  [
    'several companies',
    { 'several-companies:alpha sarl': 'open', 'several-companies:beta sarl': 'leave-out' },
    { DUPONT: 120_000 },
  ],
  ['rows that a filter hides', { 'hidden-rows:': 'leave-out' }, { DUPONT: 120_000 }],
  ['rows struck out', { 'struck-rows:': 'settled' }, { DUPONT: 120_000, MARTIN: 0 }],
  [
    'paid invoices under a title of theirs',
    { 'section-title:factures reglees': 'settled' },
    { DUPONT: 120_000, MARTIN: 0 },
  ],
  [
    'every amount below zero',
    { 'negative-amounts:montant ttc': 'open', 'unsigned-credit:av': 'credit' },
    { DUPONT: 170_000 },
  ],
  ['amounts after the table', { 'no-document:': 'leave-out' }, { DUPONT: 120_000 }],
  ['quotes among the invoices', { 'not-owed-number:dev': 'leave-out' }, { DUPONT: 10_000 }],
])('answered, a list with %s owes what the answer says', async (name, answers, owed) => {
  const books = await read(CASES[name]?.content ?? '', answers)
  expect(owedByCustomer(books)).toEqual(owed)
})

test('amounts under a header in dollars are dollars', async () => {
  const [dollars, euros, signs] = await Promise.all(
    ['a currency in the header', 'euros in the header and dollars in the row', 'a currency in the cell'].map(
      async (name) => (await read(LIST_CASES[name]?.content ?? '')).invoices.map(({ currency }) => currency),
    ),
  )
  expect([dollars, euros, signs]).toEqual([['USD'], ['EUR'], ['USD']])
})
