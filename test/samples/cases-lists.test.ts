import { expect, test } from 'vitest'
import { openByNumber, owedByCustomer } from '#readers/books-fixture.ts'
import { detect } from '#readers/detect.ts'
import { readBusinessDocument } from '#readers/e-invoice.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { type InvoiceList, readInvoiceList } from '#readers/invoice-list.ts'
import { fileSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { casePath } from './samples.ts'

async function readCase(name: string): Promise<InvoiceList> {
  const table = await readTable(await fileSource(casePath(`lists/${name}`)))
  const books = readInvoiceList(table, suggestColumns(table))
  expect(books.errors).toEqual([])
  return books
}

const said = ({ warnings }: InvoiceList) => warnings.map(({ code, values }) => [code, values.count])
const asked = ({ doubts }: InvoiceList) => doubts.map(({ kind, value, count }) => [kind, value, count])

test.each<[string, Record<string, number>, [string, unknown][]]>([
  ['m01_gl_running_paid.csv', { '411MAR': 0 }, [['list-running-balance', undefined]]],
  ['l14_solde_column_gl.csv', { '411DUP': 80_000, '411MAR': 0 }, [['list-running-balance', undefined]]],
  ['m13_solde_d_c.csv', { C1: 110_000 }, []],
  [
    'm09_type_docs.csv',
    { DUPONT: 95_000 },
    [
      ['list-not-owed', 4],
      ['list-refunds', 1],
    ],
  ],
  ['m06_dolibarr_paye.csv', { DUPONT: 6_000 }, []],
  ['l19_paid_boolean.csv', { DUPONT: 10_000 }, []],
  ['p01_reste_blank.csv', { DUPONT: 12_000 }, [['list-blank-open', 1]]],
  ['p02_reste_blank2.csv', { DUPONT: 12_000 }, [['list-blank-open', 1]]],
  ['m15_lettrage_col_in_list.csv', { C1: 10_000 }, [['list-lettered', 1]]],
  ['l04_subtotals_in_number.csv', { 'DUPONT-SARL': 120_000, MARTIN: 10_000 }, [['list-totals-skipped', 2]]],
  ['l23_cp850_list.csv', { 'SOCIETE-ETE': 120_000 }, []],
  ['l29_several_instalments.csv', { A: 120_000 }, []],
  ['n06_two_sheets_months.xlsx', { DUPONT: 190_000 }, [['sheets-joined', 2]]],
])('%s', async (name, owed, warnings) => {
  const books = await readCase(name)
  expect(owedByCustomer(books)).toEqual(owed)
  expect(said(books)).toEqual(warnings)
  expect(books.doubts).toEqual([])
})

test('a ledger keeps its invoices open and its payments apart, but for what it letters', async () => {
  const books = await readCase('l14_solde_column_gl.csv')
  expect(openByNumber(books)).toEqual({ 'F-001': 120_000, 'F-002': 0, 'F-004': 30_000 })
  expect(books.credits.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
    ['payment', 70_000],
    ['payment', 60_000],
  ])
})

test('states of payment in every wording: the one that is not known is asked about', async () => {
  const books = await readCase('m05_status_entierement.csv')
  expect(openByNumber(books)).toEqual({ 1: 0, 2: 10_000, 3: 0, 4: 0, 5: 0, 6: 4_600, 7: 0 })
  expect(asked(books)).toEqual([['unknown-state', 'Clôturée', 1]])
})

test('two columns of states: what is under payment or partly paid is set aside, what was reversed is settled', async () => {
  const books = await readCase('m04_odoo_status.csv')
  expect(openByNumber(books)).toEqual({
    'FAC/2024/0001': 0,
    'FAC/2024/0002': 10_000,
    'FAC/2024/0003': 5_000,
    'FAC/2024/0004': 0,
    'FAC/2024/0005': 8_000,
  })
  expect(asked(books)).toEqual([
    ['payment-under-way', 'En cours de paiement', 1],
    ['unknown-state', 'Partiellement payé', 1],
  ])
  // The credit note is wholly used: known books are told so, and nothing is made of it.
  const credits = books.credits.map(({ number, amountCents }) => [number, amountCents])
  expect([credits, said(books)]).toEqual([[['RFAC/2024/0001', 0]], [['list-not-final', 1]]])
})

test('mangled numbers identify nothing, and 000123 beside 123 is another document', async () => {
  const books = await readCase('l09_scientific_leadingzero.csv')
  expect(books.invoices.map(({ number, instalments }) => [number, instalments[0]?.amountCents])).toEqual([
    [null, 120_000],
    [null, 70_000],
    ['000123', 60_000],
    ['123', 6_000],
  ])
  expect(said(books)).toEqual([
    ['list-number-reused', 2],
    ['list-mangled-numbers', 2],
  ])
})

test('instalments beside totals', async () => {
  const books = await readCase('l29_several_instalments.csv')
  expect(books.invoices).toMatchObject([
    {
      number: 'F1',
      instalments: [
        { dueOn: '2024-02-14', amountCents: 60_000, settledCents: 0 },
        { dueOn: '2024-03-14', amountCents: 60_000, settledCents: 0 },
      ],
    },
  ])
})

test.each([
  ['payment-212-encaissee.xml', '212', [], [50_000, 25_000]],
  ['status-205-approuvee.xml', '205', [], []],
  ['status-206-approuvee-partiellement.xml', '206', ['AUTRE'], []],
  ['status-207-litige.xml', '207', ['TX_TVA_ERR'], []],
  ['status-208-suspendue.xml', '208', ['JUSTIF_ABS'], []],
  ['status-210-refusee.xml', '210', ['TX_TVA_ERR'], []],
])('the status of an e-invoice %s', async (name, code, reasons, cents) => {
  const source = await fileSource(casePath(`cdar/${name}`))
  expect((await detect(source)).format).toBe('e-invoice-statuses')
  const found = await readBusinessDocument(source)
  if (found.kind !== 'statuses') throw new Error(found.kind)
  expect(found.statuses).toMatchObject([
    { number: 'F202500003', issuedOn: '2025-07-01', sellerSiren: '100000009', code },
  ])
  expect(found.statuses[0]?.reasons.map((reason) => reason.code)).toEqual(reasons)
  expect(found.statuses[0]?.amounts.map((amount) => amount.cents)).toEqual(cents)
})
