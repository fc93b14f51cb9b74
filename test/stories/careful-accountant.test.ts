import { expect, test } from 'vitest'
import { readCustomerList } from '#features/customers/server/list-store.ts'
import { statementDocument } from '#features/customers/server/statement-document.ts'
import { readStatement } from '#features/customers/server/statement-store.ts'
import type { CreditRecord, OpenInstalments } from '#features/receivables/credit-contract.ts'
import { creditActsRoutes } from '#features/receivables/server/credit-acts-routes.ts'
import { creditsRoutes } from '#features/receivables/server/credit-routes.ts'
import { findContradictions } from '#ledger/verify.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import type { WorldCustomer } from '../world.ts'
import { openApi } from './api-caller.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// What a careful accountant of Menuiserie Lambert tries, to see whether the program still counts right.

const TODAY = '2026-03-31'
const database = await createTestDatabase()
const openCompany = companyOpener(database)
const api = openApi(
  database,
  routerOf(database, [...creditsRoutes({ database }), ...creditActsRoutes]),
  TODAY,
)

async function open(customers: readonly WorldCustomer[]) {
  const opened = await openCompany(customers, TODAY)
  const { company, context, desk } = opened
  const run = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  const customer = (code: string) => found(company.customers.get(code))
  const receive = async (code: string, amountCents: number, more: Record<string, unknown> = {}) => {
    const order = { kind: 'payment', number: 'VIR', receivedOn: '2026-03-10', currency: 'EUR', label: '' }
    const sent = { ...order, customerId: customer(code), amountCents, correctsInvoiceId: null, ...more }
    return (await api.post<{ id: number }>('/api/credits', sent)).id
  }
  const allocate = (id: number, shares: Readonly<Record<string, number>>) =>
    ['POST', `/api/credits/${id}/allocations`, { shares: sharesOf(shares) }] as const
  const sharesOf = (shares: Readonly<Record<string, number>>) =>
    Object.entries(shares).map(([number, amountCents]) => ({
      instalmentId: instalment(company, number),
      amountCents,
    }))
  const listed = async (state: 'all' | 'credit') => {
    const asked = {
      companyIds: [company.id],
      today: TODAY,
      sort: 'name',
      direction: 'asc',
      limit: 9,
    } as const
    const { rows } = await run((tx) => readCustomerList(tx, { ...asked, state }))
    return rows.map((row) => [row.code, row.balanceCents, row.currency])
  }
  const state = (number: string) => desk.state(instalment(company, number))
  return { ...opened, run, customer, receive, allocate, listed, state }
}

test('a credit note larger than the invoice settles it, and the rest stays to be allocated, never more', async () => {
  const { receive, allocate, listed, state, run } = await open([
    { code: 'D', name: 'Dupont', invoices: [invoice('F1', '2026-02-09', 100_000)] },
  ])
  const id = await receive('D', 150_000, { kind: 'credit-note', number: 'AV1' })
  const { rows } = await api.get<OpenInstalments>(`/api/credits/${id}/open-instalments`)
  expect(rows.map((row) => row.suggestedCents)).toEqual([100_000])
  expect(await api.refused(...allocate(id, { F1: 100_001 }))).toMatchObject({ status: 409 })
  expect((await api.ask(...allocate(id, { F1: 100_000 }))).status).toBe(200)
  expect(await state('F1')).toMatchObject({ open_cents: 0 })
  expect(await api.get<CreditRecord>(`/api/credits/${id}`)).toMatchObject({
    openCents: 50_000,
    state: 'open',
  })
  expect(await listed('credit')).toEqual([['D', -50_000, 'EUR']])
  expect(await run(findContradictions)).toEqual([])
})

test('a client we owe is not reminded of a smaller invoice, and its statement closes on what we owe', async () => {
  const { desk, receive, run, customer } = await open([
    { code: 'D', name: 'Dupont', invoices: [invoice('F1', '2026-02-09', 10_000)] },
  ])
  await receive('D', 12_000)
  expect(await desk.list('2026-03-30')).toEqual([])
  expect(await desk.setAside('2026-03-30')).toEqual([['D', 'F1', 'credit-covers']])
  const statement = await run((tx) =>
    readStatement(tx, customer('D'), { from: '2026-01-01', on: TODAY, today: TODAY }),
  )
  expect(statement.periods.map(({ currency, closingCents }) => [currency, closingCents])).toEqual([
    ['EUR', -2_000],
  ])
  const [, whatIsOpen] = statementDocument(statement).sections
  expect(whatIsOpen?.note?.replace(/\s/g, ' ')).toBe('Solde en votre faveur : 20,00 €.')
})

test('a cheque dated next week is announced on the statement, and counted from its day alone', async () => {
  const { run, customer, receive } = await open([
    { code: 'D', name: 'Dupont', invoices: [invoice('F1', '2026-02-09', 10_000)] },
  ])
  await receive('D', 4_000, { receivedOn: '2026-04-07' })
  const on = async (day: string) => {
    const statement = await run((tx) =>
      readStatement(tx, customer('D'), { from: '2026-01-01', on: day, today: day }),
    )
    const [, whatIsOpen] = statementDocument(statement).sections
    return [statement.periods[0]?.closingCents, whatIsOpen?.note?.replace(/\s/g, ' ')]
  }
  expect(await on('2026-04-06')).toEqual([
    10_000,
    'Dont échu : 100,00 €. Règlement prévu le 07/04/2026 : 40,00 €, compté à partir de cette date.',
  ])
  expect((await on('2026-04-07'))[0]).toBe(6_000)
  expect((await on('2026-04-07'))[1]).not.toContain('prévu')
})

test('Swiss francs never settle euros, and are counted apart', async () => {
  const { receive, allocate, listed, run } = await open([
    {
      code: 'S',
      name: 'Suisse',
      invoices: [
        invoice('EUR1', '2026-02-09', 10_000),
        { ...invoice('CHF1', '2026-02-09', 20_000), currency: 'CHF' },
      ],
    },
  ])
  const id = await receive('S', 20_000, { currency: 'CHF' })
  const { rows } = await api.get<OpenInstalments>(`/api/credits/${id}/open-instalments`)
  expect(rows.map((row) => row.number)).toEqual(['CHF1'])
  expect((await api.refused(...allocate(id, { EUR1: 10_000 }))).status).toBeGreaterThanOrEqual(400)
  expect((await api.ask(...allocate(id, { CHF1: 20_000 }))).status).toBe(200)
  expect(await listed('all')).toEqual([['S', 10_000, 'EUR']])
  expect(await run(findContradictions)).toEqual([])
})

test('an invoice payable in three, paid in part, asks for what is left of what is due', async () => {
  const { desk, receive, allocate, run } = await open([
    {
      code: 'D',
      name: 'Dupont',
      invoices: [
        {
          ...invoice('F1', null),
          instalments: [
            { dueOn: '2026-02-28', cents: 33_333 },
            { dueOn: '2026-03-30', cents: 33_333 },
            { dueOn: '2026-04-30', cents: 33_334 },
          ],
        },
      ],
    },
  ])
  const id = await receive('D', 50_000)
  const { rows } = await api.get<OpenInstalments>(`/api/credits/${id}/open-instalments`)
  expect(rows.map((row) => row.suggestedCents)).toEqual([33_333, 16_667, 0])
  const shares = rows.map((row) => ({ instalmentId: row.instalmentId, amountCents: row.suggestedCents }))
  await api.post(`/api/credits/${id}/allocations`, {
    shares: shares.filter((share) => share.amountCents > 0),
  })
  expect(await desk.list('2026-03-30')).toMatchObject([
    { code: 'D', invoiceCount: 1, amountCents: 16_666, oldestDueOn: '2026-03-30' },
  ])
  expect(await run(findContradictions)).toEqual([])
  expect(await api.refused(...allocate(id, {}))).toMatchObject({ status: 400 })
})

test('a payment spread over three invoices comes back: each is at the level and the date it had', async () => {
  const sent = { lastRemindedOn: '2026-03-02' }
  const { receive, allocate, state, run } = await open([
    {
      code: 'D',
      name: 'Dupont',
      invoices: [
        { ...invoice('F1', '2026-01-09', 10_000), level: 3, ...sent },
        { ...invoice('F2', '2026-02-09', 20_000), level: 2, ...sent },
        invoice('F3', '2026-03-09', 30_000),
      ],
    },
  ])
  const before = [await state('F1'), await state('F2'), await state('F3')]
  const id = await receive('D', 45_000)
  await api.ask(...allocate(id, { F1: 10_000, F2: 20_000, F3: 15_000 }))
  expect(await state('F3')).toMatchObject({ open_cents: 15_000 })
  await api.post(`/api/credits/${id}/return`, { returnedOn: '2026-03-20', reason: 'sans provision' })
  expect([await state('F1'), await state('F2'), await state('F3')]).toEqual(before)
  expect(before.map(({ level }) => level)).toEqual([3, 2, 1])
  expect(await run(findContradictions)).toEqual([])
})
