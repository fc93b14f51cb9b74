import { expect, test } from 'vitest'
import { openByNumber, owedByCustomer } from '#readers/books-fixture.ts'
import { type FecFile, readFec } from '#readers/fec.ts'
import { fecReceivables } from '#readers/fec-receivables.ts'
import { fileSource } from '#readers/source.ts'
import { casePath } from './samples.ts'

const readCase = async (name: string): Promise<FecFile> =>
  await readFec(await fileSource(casePath(`fec/${name}`)))

test.each([
  ['g01_pipe_number_in_label.txt', { CDUP: 120_000, CMAR: 60_000 }, ['fec-rejoined', 'fec-no-lettering']],
  ['g05_tab_empty_in_label.txt', { CDUP: 120_000, CMAR: 60_000 }, ['fec-rejoined', 'fec-no-lettering']],
  ['g06_parts_other_case.txt', { CDUP: 120_000, CMAR: 60_000 }, ['fec-parts', 'fec-no-lettering']],
  ['g08_concat_2years.txt', { CDUP: 150_000, CMAR: 50_000 }, ['fec-opening-repeated']],
  ['f16_placeholder_lettering.txt', { CDUP: 120_000 }, ['fec-no-lettering', 'fec-placeholder-lettering']],
  ['f25_excel_mangled.csv', { CDUP: 186_000 }, ['fec-no-lettering', 'fec-mangled-numbers']],
  ['f37_due_in_excel_serial.txt', { CDUP: 0, CMAR: 60_000 }, ['fec-serial-dates', 'fec-no-lettering']],
  ['e01_cp850.txt', { CETE: 120_000, CGAR: 60_000 }, ['fec-no-lettering']],
])('%s', async (name, owed, said) => {
  const file = await readCase(name)
  const books = fecReceivables(file, { netting: false })
  expect(books.errors).toEqual([])
  expect(owedByCustomer(books)).toEqual(owed)
  expect(books.warnings.map(({ code }) => code)).toEqual(said)
  expect(Object.values(owed).reduce((sum, cents) => sum + cents, 0)).toBe(file.receivableCents)
})

test('of two years in one file, each invoice is there once', async () => {
  const books = fecReceivables(await readCase('g08_concat_2years.txt'), { netting: false })
  expect(openByNumber(books)).toEqual({ FA001: 120_000, FA002: 0, FA003: 50_000, FB001: 30_000 })
})

test('where nothing is lettered, a payment goes to the invoice whose number it bears', async () => {
  const file = await readCase('f16_placeholder_lettering.txt')
  expect(openByNumber(fecReceivables(file, { netting: false }))).toEqual({ FA001: 120_000, FA003: 100_000 })
  expect(openByNumber(fecReceivables(file, { netting: true }))).toEqual({ FA001: 120_000, FA003: 0 })
})

test('numbers a spreadsheet has mangled identify nothing', async () => {
  const books = fecReceivables(await readCase('f25_excel_mangled.csv'), { netting: false })
  expect(books.invoices.map(({ number, instalments }) => [number, instalments[0]?.amountCents])).toEqual([
    [null, 120_000],
    [null, 60_000],
    ['000123', 6000],
  ])
})

test('a day number is a due date', async () => {
  const books = fecReceivables(await readCase('f37_due_in_excel_serial.txt'), { netting: false })
  expect(books.invoices.map(({ instalments }) => instalments[0]?.dueOn)).toEqual(['2024-03-31', '2024-03-31'])
})

test('CP850 is read as such', async () => {
  const books = fecReceivables(await readCase('e01_cp850.txt'), { netting: false })
  expect(books.customers.map(({ name }) => name)).toEqual(['Société Été à Nîmes', 'Garçon & Forêt'])
})
