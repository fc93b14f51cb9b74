import { describe, expect, test } from 'vitest'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { readAttention, readSameDraft } from '#features/reminders/server/selection-store.ts'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { readAsked } from '#ledger/asked.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor, type WorldCustomer } from '../world.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found, openDesk } from './desk.ts'

// A run that nobody looks at must never climb by itself to a formal notice.

const database = await createTestDatabase()
const openCompany = companyOpener(database)

async function open(customers: readonly WorldCustomer[]) {
  const world = await openCompany(customers, '2026-03-30')
  return { ...world, on: (today: string) => contextFor([world.company.id], today) }
}

describe('the date of the letters', () => {
  test('neither before the day asked for, nor before the last reminder, nor far ahead', async () => {
    const world = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('A-1', '2026-02-01'), level: 2, lastRemindedOn: '2026-04-05' }],
      },
      { code: 'B', name: 'Bois', invoices: [invoice('B-1', '2026-02-01')] },
    ])
    for (const day of ['1999-01-01', '2026-03-28', '2126-01-01', '2026-05-01', '2026-04-04']) {
      await expect(world.desk.draft('2026-03-29', day)).rejects.toMatchObject({
        key: 'features.letter-day-out',
      })
    }
    const bois = [found(world.company.customers.get('B'))]
    expect(await world.desk.draft('2026-03-29', '2026-03-29', bois)).toBeGreaterThan(0)
    expect(await world.desk.draft('2026-03-29', '2026-04-05')).toBeGreaterThan(0)
  })
})

describe('an order nobody looks at', () => {
  const levels = [1, 2, 3] as const

  test('takes what is advised once at a date, and leaves the formal notice to someone', async () => {
    const world = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-03-20')] },
      {
        code: 'B',
        name: 'Bois',
        invoices: [{ ...invoice('B-1', '2026-01-01'), level: 4, lastRemindedOn: '2026-02-20' }],
      },
      {
        code: 'C',
        name: 'Charpente',
        invoices: [{ ...invoice('C-1', '2026-01-01'), level: 2, lastRemindedOn: '2026-03-30' }],
      },
    ])
    const filter = { on: '2026-03-29', today: '2026-03-30', companyIds: [world.company.id] }
    const order = {
      filter,
      selection: { ...NOTHING_SELECTED, base: 'all' as const },
      letterOn: '2026-03-30',
      only: { levels, isNotReminded: true },
    }
    const draft = () => withScope(database, world.context, (tx) => createDraft(tx, order, 'cron'))
    const made = await draft()
    expect(made).toMatchObject({ letters: 1, leftOut: { reminded: 1, levels: 1 } })
    await world.desk.confirm(made.run)
    await expect(draft()).rejects.toMatchObject({ key: 'features.nothing-to-remind' })
  })

  test('by hand, a client reminded that day may be reminded again', async () => {
    const world = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-03-01')] }])
    await world.desk.remind('2026-03-29', '2026-03-30')
    await world.desk.remind('2026-03-29', '2026-03-30')
    expect(await world.desk.state(instalment(world.company, 'A-1'))).toMatchObject({ level: 3 })
  })
})

test('a formal notice is advised once: then it is to be decided, until it is undone', async () => {
  const world = await open([
    {
      code: 'A',
      name: 'Atelier',
      invoices: [{ ...invoice('A-1', '2026-01-01'), level: 4, lastRemindedOn: '2026-03-01' }],
    },
  ])
  const { desk, context } = world
  expect((await desk.list('2026-03-29'))[0]).toMatchObject({ level: 4, advisedCount: 1, daysToWait: 0 })
  const run = await desk.draft('2026-03-29', '2026-03-30')
  await desk.confirm(run)
  const later = openDesk(database, world.on('2027-01-01'))
  expect((await later.list('2026-12-31'))[0]).toMatchObject({ level: 4, advisedCount: 0, daysToWait: null })
  await cancelRun(database, context, run)
  expect((await later.list('2026-12-31'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
})

test('before the letters are made, the confirmation says whom to look at and which days they may bear', async () => {
  const { company, context } = await open([
    {
      code: 'A',
      name: 'Atelier',
      invoices: [{ ...invoice('A-1', '2026-02-01'), level: 2, lastRemindedOn: '2026-03-30' }],
    },
    { code: 'B', name: 'Bois', postcode: null, town: null, invoices: [invoice('B-1', '2026-02-01')] },
    { code: 'C', name: 'Charpente', invoices: [invoice('C-1', '2026-02-01')] },
  ])
  const filter = { on: '2026-03-29', today: '2026-03-30', companyIds: [company.id] }
  const selection = { ...NOTHING_SELECTED, base: 'all' as const }
  const attention = await withScope(database, context, (tx) =>
    readAttention(tx, { filter, selection, letterOn: '2026-03-30' }),
  )
  const named = (code: string, name: string) => [
    { customerId: found(company.customers.get(code)), code, name },
  ]
  expect(attention).toEqual({
    letterDays: { from: '2026-03-30', to: '2026-04-30' },
    lookAt: [
      { kind: 'reminded', count: 1, customers: named('A', 'Atelier') },
      { kind: 'without-address', count: 1, customers: named('B', 'Bois') },
    ],
  })
})

test('letters that wait in an open draft of the same person are offered, never those of another day or choice', async () => {
  const { company, context, desk } = await open([
    { code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-02-01'), invoice('A-2', '2026-02-03')] },
    { code: 'B', name: 'Bois', invoices: [invoice('B-1', '2026-02-01')] },
  ])
  const filter = { on: '2026-03-29', today: '2026-03-30', companyIds: [company.id] }
  const [atelier, bois] = ['A', 'B'].map((code) => found(company.customers.get(code)))
  const offered = (customers: readonly number[], letterOn = '2026-03-30', actor = context.actor.name) =>
    withScope(database, context, async (tx) => {
      const ticks = Object.fromEntries(customers.map((id) => [`${id}:EUR`, true]))
      const selection = { ...NOTHING_SELECTED, customers: ticks }
      const asked = await readAsked(tx, filter, selection, letterOn)
      return await readSameDraft(tx, { filter, selection, letterOn, asked, actor })
    })
  expect(await offered([found(atelier)])).toBeNull()
  const run = await desk.draft('2026-03-29', '2026-03-30', [found(atelier)])
  expect(await offered([found(atelier)])).toEqual({ run })
  expect(await offered([found(bois)])).toBeNull()
  expect(await offered([found(atelier), found(bois)])).toBeNull()
  expect(await offered([found(atelier)], '2026-03-31')).toBeNull()
  expect(await offered([found(atelier)], '2026-03-30', 'Samir')).toBeNull()
  const invoices = {
    [String(found(company.invoices.get('A-2')))]: { customer: `${atelier}:EUR`, ticked: false },
  }
  const partly = await withScope(database, context, async (tx) => {
    const selection = { ...NOTHING_SELECTED, customers: { [`${atelier}:EUR`]: true }, invoices }
    const asked = await readAsked(tx, filter, selection, '2026-03-30')
    return await readSameDraft(tx, {
      filter,
      selection,
      letterOn: '2026-03-30',
      asked,
      actor: context.actor.name,
    })
  })
  expect(partly).toBeNull()
  await desk.confirm(run)
  expect(await offered([found(atelier)])).toBeNull()
})
