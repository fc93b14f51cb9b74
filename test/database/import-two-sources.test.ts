import { describe, expect, test } from 'vitest'
import type { Parts } from '#readers/e-invoice-fixture.ts'
import { previousXml, termXml } from '#readers/e-invoice-fixture.ts'
import { createTestDatabase } from '../database.ts'
import { importFiles, invoiceXml, previewFiles, statesOf } from './e-invoice-world.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, previewText } from './import-world.ts'

const database = await createTestDatabase()

// One invoice of 1 200 € to Dupont et fils, told by a ledger, a list and an e-invoice.
const PARTIAL = (amount: string) => `<ram:PartialPaymentAmount>${amount}</ram:PartialPaymentAmount>`
const WHOLE: Parts = { number: 'FA-0001', total: '1200.00', settlement: termXml('20240229') }
const IN_TWO: Parts = {
  ...WHOLE,
  settlement: termXml('20240229', PARTIAL('700.00')) + termXml('20240331', PARTIAL('500.00')),
}
const books = () => ledger({ C001: 'DUPONT ET FILS' }).sale('2024-01-10', 'C001', 'FA 1', 120_000)
const list = (client: string, code = '') =>
  `Code client;Client;N° facture;Date facture;Échéance;Montant TTC\r\n${code};${client};fa1;10/01/2024;29/02/2024;1 200,00\r\n`

type Source = 'ledger' | 'list' | 'coded list' | 'e-invoice' | 'e-invoice in two'
const IMPORTS: Readonly<Record<Source, (company: string) => Promise<unknown>>> = {
  ledger: (company) => importText(database, books().text(), { company, name: 'fec.txt' }),
  list: (company) => importText(database, list('SARL Dupont & Fils'), { company, name: 'liste.csv' }),
  'coded list': (company) =>
    importText(database, list('Dupont et fils', 'DUP'), { company, name: 'liste.csv' }),
  'e-invoice': (company) => importFiles(database, { 'a.xml': invoiceXml(WHOLE) }, named(company)),
  'e-invoice in two': (company) => importFiles(database, { 'a.xml': invoiceXml(IN_TWO) }, named(company)),
}

const named = (company: string) => ({ company, companyName: 'Atelier du Lin' })

const customersOf = async (company: string) =>
  (
    await database.owner.query<{ code: string }>(
      'select c.code from customers c join companies e on e.id = c.company_id where e.code = $1 order by 1',
      [company],
    )
  ).rows.map(({ code }) => code)

const ORDERS: readonly (readonly Source[])[] = [
  ['ledger', 'e-invoice'],
  ['e-invoice', 'ledger'],
  ['ledger', 'list'],
  ['list', 'ledger'],
  ['list', 'e-invoice'],
  ['e-invoice', 'list'],
  ['coded list', 'ledger'],
  ['ledger', 'coded list'],
  ['coded list', 'e-invoice', 'ledger'],
  ['e-invoice', 'coded list', 'ledger'],
  ['ledger', 'coded list', 'e-invoice'],
  ['list', 'e-invoice', 'ledger'],
  ['ledger', 'e-invoice in two'],
  ['e-invoice in two', 'ledger'],
  ['e-invoice in two', 'list'],
  ['list', 'ledger', 'e-invoice in two'],
]

describe('one invoice told by several files is one, whatever the order', () => {
  test.each(ORDERS.map((order, index) => [order.join(', then '), order, `ORDER${index}`] as const))(
    '%s',
    async (_, order, company) => {
      for (const source of order) await IMPORTS[source](company)
      expect(await balanceOf(database, company)).toBe(120_000)
      expect(await customersOf(company)).toHaveLength(1)
      const first = await instalmentsOf(database, company)
      expect(first.reduce((sum, { open }) => sum + open, 0)).toBe(120_000)
      // The real due date is kept, wherever it came from.
      expect(first[0]?.dueOn).toBe('2024-02-29')
      if (order.includes('e-invoice in two') && !order.includes('list')) expect(first).toHaveLength(2)
      // Once more, in the same order: nothing moves.
      for (const source of order) await IMPORTS[source](company)
      expect(await instalmentsOf(database, company)).toEqual(first)
    },
  )
})

test('the customer ends under the code of the books', async () => {
  for (const source of ['e-invoice', 'ledger'] as const) await IMPORTS[source]('CODES')
  expect(await customersOf('CODES')).toEqual(['C001'])
})

test('what was paid by the books stays paid when the e-invoice comes', async () => {
  const company = 'SETTLED'
  const paid = books().payment('2024-02-01', 'C001', 120_000)
  await importText(database, paid.text(), { company, netting: true })
  await IMPORTS['e-invoice in two'](company)
  expect(await balanceOf(database, company)).toBe(0)
})

test('a payment of the books settles the instalments of the e-invoice in their order', async () => {
  const company = 'INORDER'
  await IMPORTS['e-invoice in two'](company)
  const paid = books().payment('2024-03-01', 'C001', 90_000)
  for (const _ of ['once', 'again']) await importText(database, paid.text(), { company, netting: true })
  expect(await instalmentsOf(database, company)).toMatchObject([
    { dueOn: '2024-02-29', amount: 70_000, open: 0 },
    { dueOn: '2024-03-31', amount: 50_000, open: 30_000 },
  ])
})

test('what was prepaid by the e-invoice is the payment of the books, not another one', async () => {
  const company = 'ACOMPTE'
  const file = invoiceXml({ ...WHOLE, prepaid: '200.00', payable: '1000.00' })
  await importFiles(database, { 'a.xml': file }, named(company))
  expect(await balanceOf(database, company)).toBe(100_000)
  const paid = books().payment('2024-01-05', 'C001', 20_000)
  await importText(database, paid.text(), { company })
  expect(await balanceOf(database, company)).toBe(100_000)
})

describe('one program writes the prefix of a number, the other does not', () => {
  const bare = (day = '2024-01-10') =>
    ledger({ C001: 'DUPONT ET FILS' }).sale(day, 'C001', '1', 120_000).text()

  test('the e-invoice FA-0001 and the 1 of the books, of the same client, day and amount, are asked about', async () => {
    await importText(database, bare(), { company: 'PREFIX' })
    const result = await importFiles(database, { 'a.xml': invoiceXml(WHOLE) }, named('PREFIX'))
    expect(statesOf(result)).toEqual([['doubt', 'FA-0001']])
    expect(result.documents[0]?.remarks[0]).toContain('préfixe')
    expect(await balanceOf(database, 'PREFIX')).toBe(120_000)
  })

  test('of another quarter it is another invoice', async () => {
    await importText(database, bare('2024-04-11'), { company: 'PREFIXDAY' })
    const result = await importFiles(database, { 'a.xml': invoiceXml(WHOLE) }, named('PREFIXDAY'))
    expect(statesOf(result)).toEqual([['new', 'FA-0001']])
  })

  test('the books that come after the e-invoice say it may be in twice', async () => {
    await IMPORTS['e-invoice']('PREFIXLATE')
    const { doubts } = await previewText(database, bare(), { company: 'PREFIXLATE' })
    expect(doubts.map(({ question }) => question).join()).toContain('que par le préfixe')
  })
})

describe('books that keep the number of the invoice in a label say it may be in twice', () => {
  const labelled = (day = '2024-01-10', label = 'FACT FA-0001 DUPONT') =>
    ledger({ C001: 'DUPONT ET FILS' })
      .sale(day, 'C001', 'P4512', 120_000)
      .text()
      .replaceAll('Ventes P4512', label)
  const said = ({ warnings }: { readonly warnings: readonly { readonly message: string }[] }) =>
    warnings.map(({ message }) => message).join()
  const list =
    'Client;N° facture;Date facture;Échéance;Montant TTC\r\nDupont et fils;FA-0001;10/01/2024;29/02/2024;1 200,00\r\n'

  test('before an e-invoice or a list, and after them, a few days apart', async () => {
    const company = 'LABEL'
    await importText(database, labelled('2024-01-12'), { company })
    const invoice = invoiceXml(WHOLE)
    expect(said(await previewFiles(database, { 'a.xml': invoice }, named(company)))).toContain('autre numéro')
    expect(said(await previewText(database, list, { company, name: 'liste.csv' }))).toContain('FA-0001')
    await IMPORTS['e-invoice']('LABELLATE')
    expect(said(await previewText(database, labelled('2024-01-12'), { company: 'LABELLATE' }))).toContain(
      'P4512',
    )
  })

  test('without any number to compare, the same day and amount is told; another day is another invoice', async () => {
    const company = 'ALIKE'
    await importText(database, labelled('2024-01-10', 'Vente'), { company })
    const preview = async (issuedOn: string) =>
      said(await previewFiles(database, { 'a.xml': invoiceXml({ ...WHOLE, issuedOn }) }, named(company)))
    expect(await preview('20240110')).toContain('autre numéro')
    expect(await preview('20240111')).not.toContain('autre numéro')
  })
})

describe('an invoice, its credit note and a part payment, told by three files in every order', () => {
  const credit = { number: 'AV-1', type: '381', total: '200.00', settlement: previousXml('FA-0001') }
  const told: Readonly<Record<string, (company: string) => Promise<unknown>>> = {
    ledger: (company) =>
      importText(
        database,
        books().creditNote('2024-01-10', 'C001', 'AV 1', 20_000).payment('2024-02-01', 'C001', 30_000).text(),
        { company, netting: true },
      ),
    list: (company) => importText(database, list('SARL Dupont & Fils'), { company, name: 'liste.csv' }),
    'e-invoices': (company) =>
      importFiles(database, { 'a.xml': invoiceXml(WHOLE), 'b.xml': invoiceXml(credit) }, named(company)),
  }
  const orders = [
    ['ledger', 'list', 'e-invoices'],
    ['ledger', 'e-invoices', 'list'],
    ['list', 'ledger', 'e-invoices'],
    ['list', 'e-invoices', 'ledger'],
    ['e-invoices', 'ledger', 'list'],
    ['e-invoices', 'list', 'ledger'],
  ]
  test.each(orders.map((order, index) => [order.join(', then '), order, `PART${index}`] as const))(
    '%s: 700 € are due',
    async (_, order, company) => {
      for (const source of order) await told[source]?.(company)
      expect(await balanceOf(database, company)).toBe(70_000)
      expect(await customersOf(company)).toHaveLength(1)
      // Once more: nothing moves, nothing is counted twice.
      for (const source of order) await told[source]?.(company)
      expect(await balanceOf(database, company)).toBe(70_000)
    },
  )
})

describe('on doubt it is said, not guessed', () => {
  test('another amount: the e-invoice is left aside', async () => {
    await IMPORTS.ledger('AMOUNT')
    const other = invoiceXml({ ...WHOLE, total: '1250.00' })
    const result = await importFiles(database, { 'a.xml': other }, named('AMOUNT'))
    expect(statesOf(result)).toEqual([['doubt', 'FA-0001']])
    expect(result.documents[0]?.remarks[0]).toContain('pour un autre montant')
  })

  test('another customer: the e-invoice is left aside', async () => {
    const other = ledger({ C001: 'Établissements Martin' }).sale('2024-01-10', 'C001', 'FA 1', 120_000)
    await importText(database, other.text(), { company: 'OTHER' })
    const result = await importFiles(database, { 'a.xml': invoiceXml(WHOLE) }, named('OTHER'))
    expect(result.documents[0]?.remarks[0]).toContain('Établissements Martin')
    expect(await balanceOf(database, 'OTHER')).toBe(120_000)
  })

  test('a ledger whose customer has another name says which invoices may be in twice', async () => {
    await IMPORTS['e-invoice']('TWICE')
    const other = ledger({ C001: 'Établissements Martin' }).sale('2024-01-10', 'C001', 'FA 1', 120_000)
    const { doubts } = await previewText(database, other.text(), { company: 'TWICE' })
    expect(doubts.map(({ question }) => question).join()).toContain('« FA 1 » de Établissements Martin')
  })

  test('a ledger that has the invoice for another amount says so', async () => {
    await IMPORTS['e-invoice']('LESS')
    const other = ledger({ C001: 'Dupont et fils' }).sale('2024-01-10', 'C001', 'FA 1', 110_000)
    const { warnings } = await previewText(database, other.text(), { company: 'LESS' })
    expect(warnings.map(({ message }) => message).join()).toContain('pour un autre montant')
  })

  test('two customers of one name stay two, and it is said', async () => {
    await IMPORTS['e-invoice']('NAMES')
    const two = ledger({ C001: 'Dupont et fils', C002: 'DUPONT FILS' })
      .sale('2024-05-10', 'C001', 'F8', 1_000)
      .sale('2024-05-10', 'C002', 'F9', 1_000)
    const { warnings } = await importText(database, two.text(), { company: 'NAMES' })
    expect(await customersOf('NAMES')).toHaveLength(3)
    expect(warnings.map(({ message }) => message).join()).toContain('ressemble')
  })
})
