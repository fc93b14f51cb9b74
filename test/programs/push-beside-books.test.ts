import { expect, test } from 'vitest'
import { cancelImport } from '#ledger/cancel-import.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { ledger } from '../database/import-ledger.ts'
import { importText } from '../database/import-world.ts'
import { openProgramDesk, row } from './program-desk.ts'

// The accountant of FNAC exports a ledger of what the sales program has pushed, or the other way round.

const desk = await openProgramDesk()
const sales = await desk.program('Ventes')
const NAMES = { 'C-1': 'Dupont SARL', 'C-2': 'Martin SA', 'C-3': 'Petit SAS' }
const FEC = { company: 'FNAC', name: 'fec.txt', kind: 'fec' } as const

const invoice = (customer: string, number: string, amountCents: number) => ({
  ...{ customer, number, issuedOn: '2026-01-15' },
  instalments: [{ dueOn: '2026-02-14', amountCents }],
})
const payment = (customer: string, amountCents: number, invoiceId: string) => ({
  ...{ customer, receivedOn: '2026-03-02', amountCents },
  allocations: [{ invoice: invoiceId, amountCents }],
})
const customers = Object.entries(NAMES).map(([code, name]) => row('customer', code, { name }))

test('a ledger that comes after finds the documents pushed, and doubles none', async () => {
  const pushed = [
    ...customers,
    row('invoice', 'F-1', invoice('C-1', 'FA-1', 120_000)),
    row('payment', 'P-1', payment('C-1', 120_000, 'F-1')),
    row('invoice', 'F-2', invoice('C-1', 'FA-2', 60_000)),
  ]
  expect((await sales.batch(pushed)).refused).toBe(0)
  const books = ledger(NAMES)
    .sale('2026-01-15', 'C-1', 'FA-1', 120_000, { letter: 'A' })
    .sale('2026-01-15', 'C-1', 'FA-2', 60_000)
    .payment('2026-03-02', 'C-1', 120_000, { letter: 'A' })
  await importText(desk.database, books.text(), FEC)
  expect(await desk.books()).toMatchObject({
    invoices: [
      { number: 'FA-1', source: 'fec', open: 0 },
      { number: 'FA-2', source: 'fec', open: 60_000 },
    ],
    credits: [{ kind: 'payment', source: 'fec', amount: 120_000, open: 0 }],
  })
  const again = await sales.batch(pushed)
  expect(again.results.map(({ outcome }) => outcome)).toEqual(Array(pushed.length).fill('unchanged'))
})

test('documents of a ledger are joined when the program pushes them later', async () => {
  const books = ledger(NAMES)
    .sale('2026-01-15', 'C-1', 'FA-1', 120_000, { letter: 'A' })
    .sale('2026-01-15', 'C-1', 'FA-2', 60_000)
    .payment('2026-03-02', 'C-1', 120_000, { letter: 'A' })
    .sale('2026-01-15', 'C-2', 'FA-3', 30_000)
    .payment('2026-03-02', 'C-2', 30_000)
    .creditNote('2026-02-01', 'C-3', 'AV-9', 5_000)
  await importText(desk.database, books.text(), FEC)
  const pushed = await sales.batch([
    row('invoice', 'F-3', invoice('C-2', 'FA-3', 30_000)),
    row('payment', 'P-3', payment('C-2', 30_000, 'F-3')),
    row('credit', 'A-9', { customer: 'C-3', number: 'AV-9', issuedOn: '2026-02-01', amountCents: 5_000 }),
  ])
  expect(pushed.results.map(({ outcome }) => outcome)).toEqual(['joined', 'joined', 'joined'])
  const { invoices, credits } = await desk.books()
  expect(invoices).toHaveLength(3)
  expect(credits).toHaveLength(3)
  // What the ledger does not letter, the program says: it is paid.
  expect(invoices.find(({ number }) => number === 'FA-3')).toMatchObject({ source: 'fec', open: 0 })
  // Withdrawn by the program, they are still in the ledger.
  const gone = await sales.batch([row('invoice', 'F-3', null), row('credit', 'A-9', null)])
  expect(gone.results.map(({ outcome }) => outcome)).toEqual(['unlinked', 'unlinked'])
  expect((await desk.books()).credits.find(({ number }) => number === 'AV-9')).toMatchObject({ open: 5_000 })
})

test('a payment near one of the ledger is asked about, never guessed', async () => {
  const near = { customer: 'C-2', receivedOn: '2026-03-06', amountCents: 30_000 }
  // P-3 has taken the only one that the ledger has: this one is another.
  expect(await sales.put('payments', 'P-4', near)).toBe('created')
  const other = await desk.program('Caisse')
  expect(
    await other.refused('PUT', 'payments/1', {
      ...{ customerCode: 'C-2', receivedOn: '2026-03-06', amountCents: 30_000 },
    }),
  ).toMatchObject({ key: 'programs.payment-alike', field: 'identity' })
  expect(
    await other.put('payments', '1', {
      ...{ customerCode: 'C-2', receivedOn: '2026-03-06', amountCents: 30_000, identity: 'known' },
    }),
  ).toBe('joined')
})

test('a day of a program is taken back as a file is, and may be pushed again', async () => {
  const till = await desk.program('Boutique')
  const items = [
    row('customer', 'B-1', { name: 'Boutique Colin' }),
    row('invoice', 'B-1', invoice('B-1', 'BO-1', 9_900)),
  ]
  expect((await till.batch(items)).refused).toBe(0)
  const { rows } = await desk.database.owner.query<{ id: number; company: number }>(
    `select id, company_id as company from imports where kind = 'api' and file_name = 'Boutique'`,
  )
  const [day] = rows
  if (!day) throw new Error('no import of the day')
  const inCompany = { actor: { kind: 'local', name: 'Camille' }, companyIds: [day.company] } as const
  const taken = await withScope(desk.database, inCompany, (tx) =>
    cancelImport(tx, day.id, { actor: 'Camille', today: '2026-11-30' }),
  )
  expect(taken).toMatchObject({ isCancelled: true, withdrawn: { invoices: 1 } })
  const left = await desk.database.owner.query(
    `select count(*)::int as count from invoices where number = 'BO-1' and status = 'final'`,
  )
  expect(left.rows).toEqual([{ count: 0 }])
  expect((await till.batch(items)).refused).toBe(0)
  expect((await desk.books()).invoices.filter(({ number }) => number === 'BO-1')).toMatchObject([
    { open: 9_900 },
  ])
  expect(await withScope(desk.database, inCompany, findContradictions)).toEqual([])
})

test('a payment noted by hand, then read from the bank, is the one that the program pushes', async () => {
  const { rows } = await desk.database.owner.query<{ customer: number; invoice: number; instalment: number }>(
    `select i.customer_id as customer, i.id as invoice, j.id as instalment from invoices i
       join instalments j on j.company_id = i.company_id and j.invoice_id = i.id where i.number = 'FA-2'`,
  )
  const [two] = rows
  if (!two) throw new Error('no FA-2')
  const ask = async (path: string, body: unknown) =>
    await desk.camille.ask<{ id: number; creditId: number }>('POST', path, body)
  const noted = await ask('/api/noted-payments', {
    invoiceId: two.invoice,
    receivedOn: '2026-03-20',
    amountCents: 20_000,
  })
  expect(noted.status, JSON.stringify(noted.body)).toBe(200)
  const written = await ask('/api/credits', {
    ...{ customerId: two.customer, kind: 'payment', number: '', receivedOn: '2026-03-25', currency: 'EUR' },
    ...{ amountCents: 15_000, label: '', correctsInvoiceId: null },
  })
  const shares = [{ instalmentId: two.instalment, amountCents: 15_000 }]
  expect((await ask(`/api/credits/${written.body.id}/allocations`, { shares })).status).toBe(200)
  const pushed = await sales.batch([
    row('payment', 'P-20', { ...payment('C-1', 20_000, 'F-2'), receivedOn: '2026-03-22' }),
    row('payment', 'P-21', { ...payment('C-1', 15_000, 'F-2'), receivedOn: '2026-03-25' }),
  ])
  expect(pushed.results.map(({ outcome, problem }) => problem ?? outcome)).toEqual(['joined', 'joined'])
  const { invoices } = await desk.books()
  expect(invoices.find(({ number }) => number === 'FA-2')).toMatchObject({ open: 25_000 })
  // It comes back: what the program still says of it is refused, until it says that it settles nothing.
  const [first] = pushed.results
  const back = await ask(`/api/credits/${first?.id}/return`, {
    returnedOn: '2026-03-30',
    reason: 'sans provision',
  })
  expect(back.status).toBe(200)
  const again = { ...payment('C-1', 20_000, 'F-2'), receivedOn: '2026-03-22' }
  expect(await sales.refused('PUT', 'payments/P-20', again)).toMatchObject({ key: 'programs.returned' })
  expect(await sales.put('payments', 'P-20', { ...again, allocations: [] })).toBe('unchanged')
})

test('taking back the day of a program does not take what another changed after it', async () => {
  const books = ledger(NAMES).sale('2026-01-15', 'C-3', 'FA-70', 50_000)
  await importText(desk.database, books.text(), FEC)
  const [stock, billing] = [await desk.program('Stock'), await desk.program('Facturation')]
  const said = (amountCents: number) => {
    const { customer: _, ...data } = invoice('', 'FA-70', amountCents)
    return { ...data, customerCode: 'C-3', amounts: 'replace' }
  }
  // Stock begins its day first. Billing says that FA-70 is of 550,00 €, then Stock that it is of 600,00 €.
  expect(await stock.put('customers', 'S-1', { name: 'Sorel' })).toBe('created')
  expect(await billing.put('invoices', 'F-70', said(55_000))).toBe('joined')
  expect(await stock.put('invoices', 'S-70', said(60_000))).toBe('joined')
  const { rows: days } = await desk.database.owner.query<{ id: number; name: string; company: number }>(
    `select id, file_name as name, company_id as company from imports
     where kind = 'api' and file_name in ('Stock', 'Facturation') order by id`,
  )
  expect(days.map(({ name }) => name)).toEqual(['Stock', 'Facturation', 'Stock'])
  const takeBack = async (rank: number) => {
    const { id = 0, company = 0 } = days[rank] ?? {}
    const inCompany = { actor: { kind: 'local', name: 'Camille' }, companyIds: [company] } as const
    return await withScope(desk.database, inCompany, (tx) =>
      cancelImport(tx, Number(id), { actor: 'Camille', today: '2026-11-30' }),
    )
  }
  const open = async () => (await desk.books()).invoices.find(({ number }) => number === 'FA-70')?.open
  expect(await takeBack(1)).toMatchObject({
    isCancelled: false,
    dependents: [{ kind: 'import', name: 'Stock' }],
  })
  expect(await open()).toBe(60_000)
  expect(await takeBack(2)).toMatchObject({ isCancelled: true })
  expect(await open()).toBe(55_000)
  expect(await takeBack(1)).toMatchObject({ isCancelled: true })
  expect(await open()).toBe(50_000)
})
