import { describe, expect, test } from 'vitest'
import { sumCents } from '#domain/days-and-money/money.ts'
import { detect } from '#readers/detect.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { type InvoiceListOptions, readInvoiceList } from '#readers/invoice-list.ts'
import { fileSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { samplePath } from './samples.ts'

async function read(name: string, options: InvoiceListOptions = {}) {
  const source = await fileSource(samplePath(name))
  const { format } = await detect(source)
  const table = await readTable(source)
  return { format, table, books: readInvoiceList(table, suggestColumns(table), options) }
}

describe('real lists of invoices, their columns found without help', () => {
  test('2,466 invoices of 100 customers, in CSV and in a workbook with French titles, are the same', async () => {
    const csv = await read('receivables/WA_Fn-UseC_-Accounts-Receivable.csv', { on: '2013-12-01' })
    const xlsx = await read('csv-xlsx/derived_ibm_fr_dates.xlsx', { on: '2013-12-01' })
    expect([csv.format, xlsx.format, xlsx.table.headerLine]).toEqual(['csv', 'xlsx', 3])
    expect(csv.books.errors).toEqual([])
    expect(xlsx.books.warnings.map(({ code, line }) => [code, line])).toEqual([['list-totals-skipped', 2470]])
    const facts = ({ books }: typeof csv) =>
      books.invoices.map(({ number, issuedOn, instalments, isDisputed }) => [
        number,
        issuedOn,
        isDisputed,
        ...instalments.map(({ dueOn, amountCents, settledCents }) => [dueOn, amountCents, settledCents]),
      ])
    expect(facts(xlsx)).toEqual(facts(csv))
    const amounts = csv.books.invoices.flatMap(({ instalments }) => instalments.map((i) => i.amountCents))
    expect([csv.books.customers.length, amounts.length, sumCents(amounts)]).toEqual([100, 2466, 14_770_318])
  })

  test('an export with two headers and a row per line of invoice counts each invoice once', async () => {
    const { books } = await read('csv-xlsx/frappe_sales_invoices.csv')
    expect(books.errors).toEqual([])
    expect(books.warnings.map(({ code }) => code)).toEqual([
      'repeated-columns',
      'list-second-header',
      'list-header-currency',
      'list-repeated-rows',
    ])
    expect(books.invoices).toHaveLength(10)
    expect(books.invoices[0]).toMatchObject({ number: '1020', currency: 'INR' })
  })

  test('a sales journal gives its customers’ lines only', async () => {
    const { books } = await read('csv-xlsx/ekylibre_socleo_sales.csv')
    expect(books.invoices.map(({ number, instalments }) => [number, instalments[0]?.amountCents])).toEqual([
      ['00706', 268_164],
      ['00707', 16_499],
      ['875', 621_040],
    ])
    expect(books.ambiguous).toEqual([{ column: 'Date', about: 'date-order' }])
  })

  test('a bank journal gives payments', async () => {
    const { books } = await read('csv-xlsx/ekylibre_socleo_incoming_payments.csv')
    expect(books.errors).toEqual([])
    expect(new Set(books.credits.map(({ kind }) => kind))).toEqual(new Set(['payment']))
    expect([books.credits.length, books.invoices.length]).toEqual([34, 1])
  })
})
