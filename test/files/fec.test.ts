import { expect, test } from 'vitest'
import { openByNumber, owedByCustomer } from '#readers/books-fixture.ts'
import { readFec } from '#readers/fec.ts'
import { fecReceivables } from '#readers/fec-receivables.ts'
import { ownFile, ownText } from './own-file.ts'

interface Figures {
  readonly encoding: string
  readonly separator: string
  readonly rows: number
  readonly balance: number
  readonly owed: Readonly<Record<string, number>>
  readonly open: Readonly<Record<string, number>> | null
  readonly codes: readonly string[]
}

const EXPECTED: Readonly<Record<string, Figures>> = JSON.parse(ownText('fec/expected.json'))

test.each(Object.entries(EXPECTED))('the ledger %s is read to the cent', async (name, right) => {
  const file = await readFec(await ownFile(`fec/${name}`))
  expect(file).toMatchObject({
    errors: [],
    encoding: right.encoding,
    separator: right.separator,
    rows: right.rows,
    receivableCents: right.balance,
  })
  expect(file.debitCents).toBe(file.creditCents)
  const books = fecReceivables(file, { netting: false })
  expect(books.errors).toEqual([])
  expect(owedByCustomer(books)).toEqual(right.owed)
  if (right.open) expect(openByNumber(books)).toMatchObject(right.open)
  expect(books.warnings.map(({ code }) => code)).toEqual(expect.arrayContaining([...right.codes]))
  for (const party of books.parties) expect(party.openCents - party.unallocatedCents).toBe(party.balanceCents)
})

test('an opening is one, first or last in the file', async () => {
  for (const name of ['lettered-padded.txt', 'opening-last.txt']) {
    const books = fecReceivables(await readFec(await ownFile(`fec/${name}`)), { netting: false })
    const openings = books.invoices.filter(({ kind }) => kind === 'opening-balance')
    expect(openings.map(({ number }) => number).sort()).toEqual(['F24-118', 'F24-121'])
    expect(books.credits.map(({ kind }) => kind).sort()).toEqual([
      'credit-note',
      'payment',
      'payment',
      'payment',
    ])
  }
})

test('customers all on the collective account: the ledger is refused', async () => {
  const books = fecReceivables(await readFec(await ownFile('fec/collective.txt')), { netting: false })
  expect(books.errors.map(({ code }) => code)).toEqual(['fec-no-customer-detail'])
})

test('the same books flat and in XML are the same', async () => {
  const [flat, xml] = await Promise.all(
    ['amount-and-side.txt', 'ledger.xml'].map(async (name) => await readFec(await ownFile(`fec/${name}`))),
  )
  expect(xml).toMatchObject({
    form: 'xml',
    errors: [],
    rows: flat?.rows,
    receivableCents: flat?.receivableCents,
  })
  const owed = (file: typeof flat) => file && owedByCustomer(fecReceivables(file, { netting: false }))
  expect(owed(xml)).toEqual(owed(flat))
  // The flat one is a draft: nothing of it is validated.
  expect([flat?.validatedRows, xml?.validatedRows]).toEqual([0, 8])
})
