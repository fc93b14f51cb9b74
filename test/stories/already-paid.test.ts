import { describe, expect, test } from 'vitest'
import { NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import { readCustomerList, readCustomerTotals } from '#features/customers/server/list-store.ts'
import { readStatement } from '#features/customers/server/statement-store.ts'
import { readStanding } from '#features/customers/server/store.ts'
import { listProbablePayments } from '#features/receivables/server/probable-payment-store.ts'
import { readInvoicesOfCustomer } from '#features/reminders/server/invoice-store.ts'
import { readOverdue } from '#features/reminders/server/overdue.ts'
import { readSelectionSummary } from '#features/reminders/server/selection-store.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { allocateProbable } from '#ledger/allocate-probable.ts'
import { readMaybePaid } from '#ledger/maybe-paid.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { ledger } from '../database/import-ledger.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// The first fear of whoever reminds: to ask for what has been paid already.

const database = await createTestDatabase()
const open = companyOpener(database)
const ON = '2026-03-30'
const ADVISED = { ...NOTHING_SELECTED, base: 'advised' } as const

const payment = (number: string, cents: number) => ({ number, cents, kind: 'payment' }) as const

describe('an unallocated payment of the amount of an open invoice', () => {
  test('takes that invoice out of what is advised, and the rest of the client stays', async () => {
    const { desk, company, context } = await open([
      {
        code: 'MARTIN',
        name: 'Martin',
        invoices: [invoice('F1', '2026-02-01', 12_000), invoice('F2', '2026-02-10', 30_000)],
        credits: [payment('VIR', 12_000)],
      },
    ])
    expect(await desk.list(ON)).toMatchObject([
      {
        invoiceCount: 2,
        amountCents: 42_000,
        advisedCount: 1,
        probablyPaidCount: 1,
        creditCents: 12_000,
        credits: [{ kind: 'payment', cents: 12_000 }],
      },
    ])
    const asked = {
      companyIds: [company.id],
      customerId: found(company.customers.get('MARTIN')),
      currency: 'EUR',
      on: ON,
      today: '2026-03-31',
    }
    const rows = await withScope(database, context, (tx) => readInvoicesOfCustomer(tx, asked))
    expect(rows).toMatchObject([
      { number: 'F1', isAdvised: false, probablePayment: { amountCents: 12_000, isOneOfSeveral: false } },
      { number: 'F2', isAdvised: true, probablePayment: null },
    ])
    const filter = { on: ON, today: '2026-03-31', companyIds: [company.id] }
    const summary = await withScope(database, context, (tx) => readSelectionSummary(tx, filter, ADVISED))
    expect(summary).toMatchObject({ customers: 1, invoices: 1, amounts: [{ cents: 30_000 }] })
    // Ticked by hand, it is asked for like any other.
    const all = await withScope(database, context, (tx) =>
      readSelectionSummary(tx, filter, { ...NOTHING_SELECTED, base: 'all' }),
    )
    expect(all).toMatchObject({ invoices: 2, amounts: [{ cents: 42_000 }] })
    // But asked about before: « 1 client a peut-être déjà payé ».
    const maybe = async (selection: Selection) =>
      await withScope(database, context, (tx) => readMaybePaid(tx, filter, selection))
    expect(await maybe({ ...NOTHING_SELECTED, base: 'all' })).toMatchObject({
      count: 1,
      customers: [{ code: 'MARTIN', invoices: ['F1'] }],
    })
    expect(await maybe(ADVISED)).toEqual({ count: 0, customers: [] })
  })

  test('a client of whom nothing else is late is no longer advised at all', async () => {
    const { company, context, desk } = await open([
      {
        code: 'PETIT',
        name: 'Petit',
        // The other reaches its delay of eight days on a Saturday, and Monday is Easter's.
        invoices: [invoice('F1', '2026-02-01', 12_000), invoice('F2', '2026-03-27', 30_000)],
        credits: [payment('VIR', 12_000)],
      },
    ])
    const filter = { on: ON, today: '2026-03-31', companyIds: [company.id] }
    expect(await withScope(database, context, (tx) => readTotals(tx, filter))).toMatchObject({
      customers: 1,
      advisedCustomers: 0,
    })
    const advised = await withScope(database, context, (tx) =>
      readCustomerPage(tx, { ...filter, tab: 'advised', sort: 'name', direction: 'asc', limit: 50 }),
    )
    expect(advised.rows).toEqual([])
    expect(await desk.list(ON)).toMatchObject([{ advisedCount: 0, daysToWait: 8, probablyPaidCount: 1 }])
  })

  test('dated in the future it is named for what it is, and « tout affecter » waits for its day', async () => {
    const { company, context } = await open([
      {
        code: 'LCR',
        name: 'Effets',
        invoices: [invoice('F1', '2026-02-01', 50_000), invoice('F2', '2026-02-10', 30_000)],
        credits: [{ ...payment('LCR-9', 30_000), receivedOn: '2026-04-10' }],
      },
    ])
    const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
    const asked = { companyIds: [company.id], today: '2026-03-31' }
    const probable = await inScope((tx) => listProbablePayments(tx, asked))
    expect(probable).toMatchObject({ count: 1, sureCount: 0, rows: [{ receivedOn: '2026-04-10' }] })
    const order = { ...asked, actor: 'Camille' }
    expect(await inScope((tx) => allocateProbable(tx, order))).toEqual([])
    expect(await inScope((tx) => allocateProbable(tx, { ...order, today: '2026-04-10' }))).toMatchObject([
      { amountCents: 30_000 },
    ])
  })

  test('of another client, or another currency, says nothing', async () => {
    const { desk } = await open([
      {
        code: 'A',
        name: 'Albert',
        invoices: [invoice('F1', '2026-02-01')],
        credits: [{ ...payment('V1', 10_000), currency: 'CHF' }],
      },
      {
        code: 'B',
        name: 'Bruno',
        invoices: [invoice('F2', '2026-02-01', 30_000)],
        credits: [payment('V2', 10_000)],
      },
    ])
    expect((await desk.list(ON)).map((row) => [row.code, row.advisedCount, row.probablyPaidCount])).toEqual([
      ['A', 1, 0],
      ['B', 1, 0],
    ])
  })

  test('a credit note of that amount is no payment, and each is named for what it is', async () => {
    const { desk } = await open([
      {
        code: 'A',
        name: 'Albert',
        invoices: [invoice('F1', '2026-02-01', 50_000)],
        credits: [{ number: 'AV1', cents: 10_000 }, payment('V1', 5_000)],
      },
      { code: 'B', name: 'Bruno', invoices: [invoice('F2', '2026-02-01')], credits: [payment('V2', 10_000)] },
    ])
    expect(await desk.list(ON)).toMatchObject([
      {
        code: 'A',
        creditCents: 15_000,
        credits: [
          { kind: 'payment', cents: 5_000 },
          { kind: 'credit-note', cents: 10_000 },
        ],
        probablyPaidCount: 0,
      },
    ])
  })
})

test('a payment still to come is told as expected on the row, and not as one that has come', async () => {
  const { desk } = await open([
    {
      code: 'B',
      name: 'Bruno',
      // Each is set against the oldest debt first, and is of the amount of another.
      invoices: [90_000, 30_000, 20_000, 12_000].map((cents, index) =>
        invoice(`B-${index}`, `2026-02-0${index + 1}`, cents),
      ),
      credits: [
        { ...payment('LCR-1', 30_000), receivedOn: '2026-04-20' },
        { ...payment('LCR-2', 20_000), receivedOn: '2026-04-10' },
        payment('VIR', 12_000),
      ],
    },
  ])
  const expectedPayments = { count: 2, on: '2026-04-10' }
  expect(await desk.list(ON)).toMatchObject([{ probablyPaidCount: 3, expectedPayments }])
})

test('a balance counts a payment from its day, on the list in any order, the record and the statement', async () => {
  const TODAY = '2026-09-03'
  const company = await open(
    [
      { code: 'A', name: 'Albert', invoices: [invoice('A-1', '2026-08-01', 20_000)] },
      {
        code: 'B',
        name: 'Bruno',
        invoices: [invoice('B-1', '2026-08-01', 30_000)],
        credits: [
          { number: 'LCR', cents: 30_000, kind: 'payment', receivedOn: '2026-09-10' },
          { number: 'VIR', cents: 4_000, kind: 'payment', receivedOn: '2026-09-01' },
        ],
      },
      {
        code: 'C',
        name: 'Carole',
        credits: [{ number: 'LCR-2', cents: 5_000, kind: 'payment', receivedOn: '2026-09-10' }],
      },
      { code: 'D', name: 'Denis', invoices: [invoice('D-1', '2026-08-01', 10_000)] },
    ],
    TODAY,
  )
  const { context } = company
  const bruno = found(company.company.customers.get('B'))
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  const list = async (today: string, direction: 'asc' | 'desc', state: 'all' | 'credit' = 'all') => {
    const request = { companyIds: context.companyIds, today, sort: 'balance', direction, limit: 10 } as const
    const { rows } = await inScope((tx) => readCustomerList(tx, { ...request, state }))
    return rows.map(({ code, balanceCents }) => [code, balanceCents])
  }
  const [owed, free] = [
    [
      ['B', 26_000],
      ['A', 20_000],
      ['D', 10_000],
    ],
    [['C', 0]],
  ]
  expect(await list(TODAY, 'desc')).toEqual([...owed, ...free])
  expect(await list(TODAY, 'asc')).toEqual([...free, ...owed.toReversed()])
  expect(await list(TODAY, 'desc', 'credit')).toEqual([])
  const request = { companyIds: context.companyIds, today: TODAY, state: 'all' } as const
  expect((await inScope((tx) => readCustomerTotals(tx, request))).balances).toEqual([
    { currency: 'EUR', cents: 56_000 },
  ])
  const standing = await inScope((tx) => readStanding(tx, bruno, TODAY))
  expect(standing.figures).toMatchObject([{ balanceCents: 26_000, overdueCents: 30_000 }])
  const asked = { from: '2026-01-01', on: TODAY, today: TODAY }
  const statement = await inScope((tx) => readStatement(tx, bruno, asked))
  expect(statement).toMatchObject({
    periods: [{ closingCents: 26_000 }],
    expected: [{ on: '2026-09-10', cents: 30_000 }],
  })
  // On its day it counts, and whoever it pays too much is owed.
  expect(await list('2026-09-10', 'desc')).toEqual([
    ['A', 20_000],
    ['D', 10_000],
    ['B', -4_000],
    ['C', -5_000],
  ])
  expect(await list('2026-09-10', 'asc', 'credit')).toEqual([
    ['C', -5_000],
    ['B', -4_000],
  ])
})

test('a ledger lettered at 91 %: the sixteen invoices a payment has settled are asked of nobody', async () => {
  const books = ledger()
  for (let n = 1; n <= 174; n += 1) {
    const letter = `L${n}`
    books.sale('2024-08-01', `C${(n % 40) + 1}`, `FA-${1000 + n}`, 10_000 + n, { letter })
    books.payment('2024-09-01', `C${(n % 40) + 1}`, 10_000 + n, { letter })
  }
  for (let n = 1; n <= 16; n += 1) {
    books.sale('2024-09-02', `P${n}`, `FA-${2000 + n}`, 20_000 + n)
    books.payment('2024-10-15', `P${n}`, 20_000 + n)
    // Ten of them owe something else too.
    if (n <= 10) books.sale('2024-09-03', `P${n}`, `FA-${3000 + n}`, 70_000 + n)
  }
  await importText(database, books.text(), { name: '123456789FEC20241231.txt', term: '30 jours' })
  const { rows } = await database.owner.query<{ id: number }>(
    "select id from companies where code = 'ATELIER'",
  )
  const companyIds = [Number(found(rows[0]).id)]
  const context = contextFor(companyIds, '2024-11-24')
  const on = '2024-11-23'
  const overdue = await withScope(database, context, (tx) =>
    readOverdue(tx, { on, today: '2024-11-24', companyIds }),
  )
  expect(overdue.customers.map((row) => [row.invoices, row.probablyPaid])).toEqual(Array(10).fill([2, 1]))
  expect(overdue.setAside.map((row) => [row.reason, row.coveredBy[0]?.kind])).toEqual(
    Array(6).fill(['credit-covers', 'payment']),
  )
  // Of each of the ten, what the payment of 200 € takes off 900 € is asked of nobody.
  expect(overdue.customers.map((row) => row.amountCents - row.netCents)).toEqual(
    overdue.customers.map((row) => row.creditCents),
  )
  expect(overdue.totals).toMatchObject({ amountCents: 900_110, netCents: 700_055 })
  expect(overdue.totals.netAmounts).toEqual([{ currency: 'EUR', cents: 700_055 }])
  const marked = overdue.customers
    .flatMap((row) => row.instalments)
    .filter((item) => item.probablePayment !== null)
  expect(marked).toHaveLength(10)
  expect(marked[0]).toMatchObject({
    openCents: 20_001,
    probablePayment: { receivedOn: '2024-10-15', amountCents: 20_001, isOneOfSeveral: false },
  })
  const filter = { on, today: '2024-11-24', companyIds }
  const summary = await withScope(database, context, (tx) => readSelectionSummary(tx, filter, ADVISED))
  expect(summary).toMatchObject({ customers: 10, invoices: 10, amounts: [{ cents: 700_055 }] })
})
