// Over 300 lines because its stories ask the same company for each figure of one page.
import { PDFDocument } from '@cantoo/pdf-lib'
import { afterAll, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { learnDelays } from '#domain/steering/backtest.ts'
import { cashForecast } from '#domain/steering/cash-forecast.ts'
import { recoveredByLevel } from '#domain/steering/recovered.ts'
import type {
  Checklist,
  Effects,
  Forecast,
  OpenItem,
  PortfolioRow,
  Standing,
} from '#features/dashboard/contract.ts'
import { dashboardPrintRoutes } from '#features/dashboard/server/print-routes.ts'
import { dashboardRoutes } from '#features/dashboard/server/routes.ts'
import { readAgedBalance } from '#features/lists/server/store.ts'
import { addBlock } from '#ledger/blocks.ts'
import { createLetterPool } from '#letters/pool.ts'
import { withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import type { WorldCustomer } from '../world.ts'
import { openApi } from './api-caller.ts'
import { companyOpener } from './company-desk.ts'
import { found } from './desk.ts'

// Menuiserie Lambert looks at how it stands on 30 June 2026: two customers that pay, one that does not.

const database = await createTestDatabase()
const openCompany = companyOpener(database)
const TODAY = '2026-06-30'
const pool = createLetterPool({ size: 1 })
afterAll(() => pool.close())
const routes = [...dashboardRoutes, ...dashboardPrintRoutes({ pool })]
const api = openApi(database, routerOf(database, routes), TODAY)

interface Sale {
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly cents: number
  readonly paidOn: Day | null
}

/** One invoice a month since August, due 30 days after, paid `late` days after that when it is by today. */
function monthly(late: number, cents: number): Sale[] {
  return Array.from({ length: 11 }, (_, month) => {
    const issuedOn = `${month < 5 ? 2025 : 2026}-${String(((month + 7) % 12) + 1).padStart(2, '0')}-05`
    const dueOn = addDays(issuedOn, 30)
    const paidOn = addDays(dueOn, late)
    return { issuedOn, dueOn, cents, paidOn: paidOn <= TODAY ? paidOn : null }
  })
}

const SALES: Readonly<Record<string, readonly Sale[]>> = {
  PROMPT: monthly(2, 100_000),
  SLOW: monthly(40, 50_000),
  LOST: [{ issuedOn: '2025-09-01', dueOn: '2025-10-01', cents: 70_000, paidOn: null }],
}

async function openLambert() {
  const customers: WorldCustomer[] = Object.entries(SALES).map(([code, sales]) => ({
    code,
    name: `${code} SARL`,
    kind: code === 'LOST' ? 'unknown' : 'business',
    postcode: code === 'LOST' ? null : '60000',
    invoices: sales.map((sale, index) => ({ ...sale, number: `${code}-${index}` })),
    credits: sales.flatMap(({ cents, paidOn }, index) =>
      paidOn ? [{ number: `P-${code}-${index}`, cents, kind: 'payment' as const, receivedOn: paidOn }] : [],
    ),
  }))
  const world = await openCompany(customers, TODAY)
  for (const [code, sales] of Object.entries(SALES)) {
    for (const [index, { paidOn, cents }] of sales.entries())
      if (paidOn) await world.pay(`${code}-${index}`, `P-${code}-${index}`, cents)
  }
  const get = <T>(path: string, query = '') =>
    api.get<T>(`/api/dashboard/${path}?companies=${world.company.code}${query}`)
  return { ...world, get }
}

const lambert = await openLambert()

test('the balance is that of the printed list, today and a month ago; a year ago nothing is known', async () => {
  const { now, monthAgo, yearAgo, knownFrom } = await lambert.get<Standing>('standing')
  expect(knownFrom).toBe('2025-08-05')
  expect(yearAgo).toEqual({ on: '2025-06-30', balance: null })
  for (const { on, balance } of [now, monthAgo]) {
    const scope = { companyIds: [lambert.company.id], from: null, to: on, today: TODAY }
    const rows = await withScope(database, lambert.context, (tx) => readAgedBalance(tx, scope, 10))
    const sum = (read: (row: (typeof rows)[number]) => number) =>
      rows.reduce((total, row) => total + read(row), 0)
    expect(balance).toEqual({
      bands: {
        notDue: sum((row) => row.not_due),
        to30: sum((row) => row.to30),
        to60: sum((row) => row.to60),
        to90: sum((row) => row.to90),
        over90: sum((row) => row.over90),
      },
      creditCents: 0,
    })
  }
  // On 30 May: the May invoices of both, the April and March ones of SLOW, and LOST.
  expect(monthAgo.balance?.bands).toEqual({ notDue: 150_000, to30: 50_000, to60: 0, to90: 0, over90: 70_000 })
})

test('each month says its sales, what was owed at its end and the DSO by exhaustion', async () => {
  const { months, period, delay, atRisk } = await lambert.get<Standing>('standing')
  expect(months.at(0)).toMatchObject({ endsOn: '2025-07-31', salesCents: 0, dso: null })
  // 150 000 of June in 30 days, then 120 000 of the 150 000 of May: 30 + 0.8 × 31.
  expect(months.at(-1)).toEqual({
    endsOn: TODAY,
    salesCents: 150_000,
    receivableCents: 270_000,
    dso: { days: 54.8, isMore: false },
  })
  // August only knows its days since the 5th.
  expect(months.at(1)).toMatchObject({ endsOn: '2025-08-31', receivableCents: 150_000, dso: { days: 27 } })
  expect(period).toMatchObject({ from: '2026-03-01', days: 122, salesCents: 600_000, simpleDso: 54.9 })
  // Ten payments of PROMPT 2 days late, nine of SLOW 40 days late: 1 000 × 10 × 2 + 500 × 9 × 40, over 14 500.
  expect(delay).toEqual({ days: 13.79, paidCents: 1_450_000 })
  expect(atRisk).toEqual({ monthEndsOn: '2026-03-31', invoicedCents: 150_000, unpaidCents: 0, share: 0 })
})

test('what the books began with was owed before: collecting it counts as collected', async () => {
  const { company } = await openCompany(
    [
      {
        code: 'REPRISE',
        name: 'Reprise',
        invoices: [{ number: 'AN', issuedOn: '2026-05-01', dueOn: '2026-05-01', cents: 80_000 }],
        credits: [{ number: 'VIR', cents: 60_000, kind: 'payment', receivedOn: '2026-06-01' }],
      },
    ],
    TODAY,
  )
  await database.owner.query(`update invoices set kind = 'opening-balance' where company_id = $1`, [
    company.id,
  ])
  const { period, months } = await api.get<Standing>(`/api/dashboard/standing?companies=${company.code}`)
  // (80 000 + 0 − 20 000) ÷ (80 000 + 0 − 0).
  expect(period).toMatchObject({ from: '2026-05-01', salesCents: 0, collectionEffectiveness: 0.75 })
  expect(months.at(-1)?.dso).toEqual({ days: 61, isMore: true })
})

test('a figure unfolds to its invoices, to the cent, at any day', async () => {
  type Items = { count: number; totalCents: number; rows: OpenItem[] }
  const { now } = await lambert.get<Standing>('standing')
  for (const [band, cents] of Object.entries(found(now.balance).bands)) {
    const items = await lambert.get<Items>('open-items', `&on=${TODAY}&band=${band}`)
    expect(items.totalCents, band).toBe(cents)
    expect(items.rows.reduce((sum, row) => sum + row.openCents, 0)).toBe(cents)
  }
  const old = await lambert.get<Items>('open-items', '&on=2026-01-10&band=over90')
  expect(old).toMatchObject({ count: 1, totalCents: 70_000, rows: [{ number: 'LOST-0', daysLate: 101 }] })
})

test('the first debtors come with their risk, never that of a customer whose kind is unknown', async () => {
  const { debtors } = await lambert.get<Standing>('standing')
  expect(debtors.map(({ code, balanceCents, overdueCents }) => [code, balanceCents, overdueCents])).toEqual([
    ['PROMPT', 100_000, 0],
    ['SLOW', 100_000, 50_000],
    ['LOST', 70_000, 70_000],
  ])
  expect(debtors[2]?.risk).toBeNull()
  expect(debtors[1]?.risk?.parts[0]).toMatchObject({ reason: 'median-delay', measure: 40, points: 20 })
})

test('the forecast in SQL is that of the rule', async () => {
  const past = Object.values(SALES).flatMap((sales, customerId) =>
    sales.map((sale) => ({ ...sale, customerId })),
  )
  const learnt = found(learnDelays(past, TODAY))
  const open = past.filter(({ paidOn }) => paidOn === null)
  const items = open.map((item) => ({ ...item, openCents: item.cents, announcedOn: null }))
  const asked = await lambert.get<Forecast>('forecast')
  expect(asked.learnt).toEqual(learnt.segment)
  const { weeks, laterCents, unknownCents } = cashForecast(items, learnt.delaysOf, TODAY, 13)
  expect(asked).toMatchObject({ weeks, laterCents, unknownCents, heldCents: 0 })
  expect(weeks.reduce((sum, week) => sum + week.likelyCents, 0)).toBe(200_000)
  expect(await lambert.get('backtest')).toMatchObject({ currency: 'EUR', forecasts: expect.any(Number) })
})

test('a promise replaces the delay, and a dispute is left out', async () => {
  const { company, context, get } = await openLambert()
  const block = (code: string, kind: 'promise' | 'dispute', endsOn?: Day) =>
    withScope(database, context, (tx) =>
      addBlock(
        tx,
        { customerId: found(company.customers.get(code)), kind, reason: 'au téléphone', endsOn },
        'Camille',
      ),
    )
  await block('LOST', 'promise', '2026-07-09')
  await block('SLOW', 'dispute')
  const { weeks, heldCents, unknownCents } = await get<Forecast>('forecast')
  expect(weeks[1]).toMatchObject({ likelyCents: 70_000, prudentCents: 70_000 })
  expect([heldCents, unknownCents]).toEqual([100_000, 0])
  // A week unfolds to the invoices that make it, and so does what no week expects.
  const items = (week: string, by = 'likely') =>
    get<{ totalCents: number; count: number; rows: OpenItem[] }>('forecast-items', `&week=${week}&by=${by}`)
  expect((await items('1')).rows).toMatchObject([{ code: 'LOST', openCents: 70_000, daysLate: 272 }])
  expect(await items('held')).toMatchObject({ totalCents: 100_000, count: 2 })
  for (const [index, { likelyCents, prudentCents }] of weeks.entries()) {
    expect((await items(String(index))).totalCents).toBe(likelyCents)
    expect((await items(String(index), 'prudent')).totalCents).toBe(prudentCents)
  }
  // The dispute is of today, under the reason that was given.
  const { disputes } = await get<Effects>('effects')
  expect(disputes).toMatchObject({
    ...{ count: 1, openCents: 100_000 },
    reasons: [{ count: 1, openCents: 100_000, ageCents: { to30: 100_000, to60: 0, to90: 0, over90: 0 } }],
  })
})

test('what letters brought is counted as the rule counts it', async () => {
  const { company, desk, get } = await openLambert()
  await desk.remind('2026-06-09', '2026-06-10', [found(company.customers.get('LOST'))])
  const { recovered, letters } = await get<Effects>('effects')
  const [expected] = recoveredByLevel(
    [{ level: 1, confirmedOn: '2026-06-10', nextOn: null, cents: 70_000, payments: [] }],
    TODAY,
  )
  expect(recovered).toEqual([
    {
      level: 1,
      way: 'paper',
      count: expected?.count,
      remindedCents: expected?.remindedCents,
      recoveredCents: 0,
    },
  ])
  expect(letters).toEqual([{ month: '2026-06', level: 1, count: 1 }])
})

test('the dashboard is printed on one page, with the figures of the screen', async () => {
  const answer = await api.ask('GET', `/api/dashboard/page?companies=${lambert.company.code}`)
  expect(answer.status).toBe(200)
  const pdf = new Uint8Array(await answer.arrayBuffer())
  expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1)
  const text = (await textOfPdf(pdf)).replaceAll(/\s+/g, ' ')
  const { now } = await lambert.get<Standing>('standing')
  const over90 = found(now.balance).bands.over90
  expect(over90).toBe(70_000)
  for (const words of [
    'TABLEAU DE BORD',
    `${lambert.company.code} · au 30/06/2026`,
    '700,00 €',
    'LOST SARL · LOST',
  ])
    expect(text).toContain(words)
  // A year ago nothing was known, and no nought is printed in its place.
  expect(text).toMatch(/Échu .*inconnu/)
})

test('the portfolio has a line for each company, and the checklist what is left to do', async () => {
  const { rows } = await lambert.get<{ rows: PortfolioRow[] }>('companies')
  expect(rows).toMatchObject([
    {
      company: lambert.company.code,
      overdue: [{ currency: 'EUR', cents: 120_000 }],
      advisedCustomers: 2,
      lastLetterOn: null,
      doubts: 0,
    },
  ])
  const { companies } = await lambert.get<Checklist>('checklist')
  expect(companies[0]?.steps).toEqual([
    { step: 'letterhead', isDone: false, count: 0 },
    { step: 'iban', isDone: false, count: 0 },
    { step: 'addresses', isDone: false, count: 1 },
    { step: 'kinds', isDone: false, count: 1 },
    { step: 'levels', isDone: false, count: 2 },
    { step: 'payments', isDone: true, count: 0 },
    { step: 'letter', isDone: false, count: 0 },
  ])
})

test('currencies are told apart, and the day before the accounts is unknown to the list', async () => {
  const { company, context } = await openCompany(
    [
      {
        code: 'CH',
        name: 'Genève SA',
        invoices: [
          { number: '1', issuedOn: '2026-05-01', dueOn: '2026-05-31', cents: 900, currency: 'CHF' },
          { number: '2', issuedOn: '2026-05-01', dueOn: '2026-05-31', cents: 100 },
        ],
      },
    ],
    TODAY,
  )
  const get = (query: string) =>
    api.get<Standing>(`/api/dashboard/standing?companies=${company.code}${query}`)
  expect(await get('')).toMatchObject({ currency: 'EUR', currencies: ['EUR', 'CHF'] })
  const { now } = await get('&currency=CHF')
  expect(now.balance?.bands).toMatchObject({ to30: 900, notDue: 0 })
  const scope = { companyIds: [company.id], from: null, to: '2026-04-30', today: TODAY }
  await expect(withScope(database, context, (tx) => readAgedBalance(tx, scope, 10))).rejects.toMatchObject({
    key: 'lists.unknown-before',
    values: { company: company.code, day: '01/05/2026' },
  })
})
