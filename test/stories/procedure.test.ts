import { describe, expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import type { ProcedureFields } from '#features/procedure/contract.ts'
import { readLetterDay } from '#features/procedure/server/letter-day.ts'
import { simulateProcedure } from '#features/procedure/server/simulate.ts'
import { changeProcedure, readProcedure } from '#features/procedure/server/store.ts'
import { readSelectionSummary } from '#features/reminders/server/selection-store.ts'
import { addBlock } from '#ledger/blocks.ts'
import type { Context } from '#platform/context.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import type { WorldCustomer } from '../world.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// What an accountant changes in « Paramètres › Procédure », and what the list and the letters do of it.

const TODAY = '2026-03-31'
const database = await createTestDatabase()
const openCompany = companyOpener(database)

async function open(customers: readonly WorldCustomer[]) {
  const { company, context, desk } = await openCompany(customers, TODAY)
  const { code } = company
  const inScope = <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, context, work)
  return {
    company,
    context,
    desk,
    read: () => inScope((tx) => readProcedure(tx, code)),
    /** Saves a change of what is saved now. */
    save: (change: Partial<ProcedureFields>) =>
      inScope(async (tx) =>
        changeProcedure(tx, code, { ...(await readProcedure(tx, code)), ...change }, 'Camille'),
      ),
    /** « Simuler » on a change of what is saved now. */
    simulate: (change: Partial<ProcedureFields>) =>
      inScope(async (tx) =>
        simulateProcedure(tx, orderOf(code, context), { ...(await readProcedure(tx, code)), ...change }),
      ),
    /** What ticking all that is advised comes to that day, as the selection bar says it. */
    advised: (on: string) =>
      inScope(async (tx) => {
        const { customers, invoices, amounts } = await readSelectionSummary(
          tx,
          { on, today: context.today, companyIds: context.companyIds },
          { ...NOTHING_SELECTED, base: 'advised' },
        )
        return { on, customers, invoices, amounts }
      }),
  }
}

function orderOf(code: string, { companyIds, today }: Context & { companyIds: readonly number[] }) {
  return { code, companyIds, today }
}

/** The usual procedure with other delays or gaps. */
async function timingsWith(
  read: () => Promise<ProcedureFields>,
  change: Partial<ProcedureFields['timings'][number]>,
) {
  return (await read()).timings.map((timing) => ({ ...timing, ...change }))
}

describe('what is saved', () => {
  test('a delay changed applies at once to what is already reminded', async () => {
    const reminded = { ...invoice('1', '2026-03-01'), level: 2, lastRemindedOn: '2026-03-20' } as const
    const { desk, save, read } = await open([{ code: 'A', name: 'Atelier', invoices: [reminded] }])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ advisedCount: 1 })
    await save({ timings: await timingsWith(read, { delayDays: 40 }) })
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 11 })
    await save({ timings: await timingsWith(read, { delayDays: 5, gapDays: 12 }) })
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 2 })
  })

  test('the minimum sets aside who owes less, and no one else', async () => {
    const { desk, save } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01', 1_499)] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01', 1_500)] },
    ])
    await save({ minimumCents: 1_500 })
    expect((await desk.list('2026-03-30')).map((row) => row.code)).toEqual(['B'])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'under-minimum']])
  })

  test('provisional entries are set aside once the company excludes them', async () => {
    const provisional = { ...invoice('1', '2026-03-01'), isProvisional: true }
    const { desk, save } = await open([{ code: 'A', name: 'Atelier', invoices: [provisional] }])
    expect(await desk.list('2026-03-30')).toHaveLength(1)
    await save({ excludesProvisional: true })
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'provisional']])
  })

  test('one letter per level: a client with two levels gets two letters', async () => {
    const { desk, save } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [
          invoice('1', '2026-03-01'),
          { ...invoice('2', '2026-02-01', 7_000), level: 3, lastRemindedOn: '2026-03-01' },
        ],
      },
    ])
    await save({ oneLetterPerLevel: true })
    const letters = await desk.letters(await desk.draft('2026-03-30', TODAY))
    const told = letters.map(({ content }) => [content.level, content.rows.map((row) => row.number)])
    expect(told.toSorted()).toEqual([
      [1, ['1']],
      [3, ['2']],
    ])
  })
})

describe('two people at once', () => {
  test('the second to save is refused with the name of the first, and nothing is overwritten', async () => {
    const { company, context, read, save } = await open([])
    const seen = await read()
    await save({ minimumCents: 2_000 })
    const late = { ...seen, minimumCents: 9_900, defaultPaymentTerm: '60 jours' }
    await expect(
      withScope(database, context, (tx) => changeProcedure(tx, company.code, late, 'Dominique')),
    ).rejects.toMatchObject({
      code: 'conflict',
      key: 'features.procedure-changed',
      values: { name: 'Camille' },
    })
    expect(await read()).toMatchObject({ minimumCents: 2_000, defaultPaymentTerm: '30 jours' })
  })

  test('of two saves at the same instant, one wins', async () => {
    const { company, context, read } = await open([])
    const seen = await read()
    const outcomes = await Promise.allSettled(
      [1_000, 2_000].map((minimumCents) =>
        withScope(database, context, (tx) =>
          changeProcedure(tx, company.code, { ...seen, minimumCents }, 'Camille'),
        ),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('simulation', () => {
  test('what is simulated is what the list advises once it is saved, and simulating writes nothing', async () => {
    const { company, context, read, save, simulate, advised } = await open(busyCustomers())
    const block = (code: string, held: { kind: 'promise' | 'do-not-remind'; endsOn?: string }) =>
      withScope(database, context, (tx) =>
        addBlock(tx, { customerId: found(company.customers.get(code)), reason: '', ...held }, 'Camille'),
      )
    await block('D', { kind: 'promise', endsOn: '2026-04-12' })
    await block('F', { kind: 'do-not-remind' })
    const before = await read()
    const change = {
      timings: await timingsWith(read, { delayDays: 3, gapDays: 20 }),
      minimumCents: 8_000,
      excludesProvisional: true,
    }
    const { edited, saved } = await simulate(change)
    expect(await read()).toEqual(before)
    const days = [0, 1, 5, 12, 13, 30].map((ahead) => addDays(TODAY, ahead))
    for (const on of days) expect(saved.find((day) => day.on === on)).toEqual(await advised(on))
    await save(change)
    for (const on of days) expect(edited.find((day) => day.on === on)).toEqual(await advised(on))
    expect(edited).toHaveLength(31)
    expect(edited[0]).not.toEqual(saved[0])
    expect(edited[0]).not.toEqual(edited[30])
  })
})

// A little of everything the rules look at: levels, credits, currencies, provisional, due later.
function busyCustomers(): WorldCustomer[] {
  return [
    { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-28')] },
    {
      code: 'B',
      name: 'Bois',
      invoices: [{ ...invoice('3', '2026-02-01'), level: 2, lastRemindedOn: '2026-03-15' }],
      credits: [{ number: 'AV1', cents: 3_000 }],
    },
    {
      code: 'C',
      name: 'Cuir',
      invoices: [
        invoice('4', '2026-03-27', 9_000),
        { ...invoice('5', '2026-03-01', 9_000), currency: 'CHF' },
        { ...invoice('6', '2026-03-01', 50_000), isProvisional: true },
      ],
    },
    { code: 'D', name: 'Dorure', invoices: [invoice('7', '2026-04-06')] },
    { code: 'F', name: 'Fonte', invoices: [invoice('9', '2026-03-01')] },
    {
      code: 'G',
      name: 'Gravure',
      invoices: [invoice('10', '2026-03-01', 7_000), invoice('11', '2026-03-02', 8_000)],
      credits: [{ number: 'VIR', kind: 'payment', cents: 7_000, receivedOn: '2026-03-20' }],
    },
    {
      code: 'E',
      name: 'Émail',
      invoices: [
        {
          ...invoice('8', null),
          instalments: ['2026-03-20', '2026-03-30', '2026-04-08'].map((dueOn) => ({ dueOn, cents: 4_500 })),
        },
      ],
    },
  ]
}

describe('the minimum of an instalment', () => {
  test('sets aside what is under it, on the list, in a draft and in « Simuler » alike', async () => {
    const { desk, save, simulate, advised } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01', 9_000), invoice('2', '2026-03-02', 499)],
      },
      { code: 'B', name: 'Bureau', invoices: [invoice('3', '2026-03-01', 300)] },
    ])
    await save({ minimumItemCents: 500 })
    expect((await desk.list('2026-03-30')).map((row) => [row.code, row.amountCents])).toEqual([['A', 9_000]])
    expect(await desk.setAside('2026-03-30')).toEqual([
      ['A', '2', 'under-minimum'],
      ['B', '3', 'under-minimum'],
    ])
    expect((await simulate({})).edited[0]).toEqual(await advised(TODAY))
    expect((await simulate({ minimumItemCents: 300 })).edited[0]).toMatchObject({ customers: 2, invoices: 3 })
    const run = await desk.draft('2026-03-30', TODAY)
    const [letter] = await desk.letters(run)
    expect(letter?.content.rows.map((row) => row.number)).toEqual(['1'])
  })
})

describe('days without reminders', () => {
  const letterDay = async (context: Context & { companyIds: readonly number[] }, on: string) =>
    await withScope(database, context, (tx) => readLetterDay(tx, context.companyIds, on))

  test('are told of with the next open day, which is never imposed', async () => {
    const { context, company, desk, save, read } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const { code } = company
    expect(await letterDay(context, '2026-03-31')).toEqual({ closed: [], nextOpenOn: '2026-03-31' })
    // Easter Monday 2026 is 6 April.
    expect(await letterDay(context, '2026-04-04')).toEqual({
      closed: [{ company: code, reason: { kind: 'saturday' } }],
      nextOpenOn: '2026-04-07',
    })
    const closures = [{ firstOn: '2026-04-07', lastOn: '2026-04-10', label: 'Inventaire' }]
    await save({ openDays: { ...(await read()).openDays, closures } })
    expect(await letterDay(context, '2026-04-07')).toEqual({
      closed: [{ company: code, reason: { kind: 'closure', label: 'Inventaire' } }],
      nextOpenOn: '2026-04-13',
    })
    expect((await read()).openDays.closures).toEqual(closures)
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-04-07'))
    expect(letter?.content.letterOn).toBe('2026-04-07')
  })

  test('what waits, waits until the next open day; what is advised is advised at once', async () => {
    const { desk, save, read } = await open([
      // Eight days after 20 March is Saturday the 28th.
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-20')] },
    ])
    expect((await desk.list('2026-03-27'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 3 })
    expect((await desk.list('2026-03-28'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
    await save({ openDays: { ...(await read()).openDays, skipsWeekends: false } })
    expect((await desk.list('2026-03-27'))[0]).toMatchObject({ daysToWait: 1 })
  })

  test('of several companies, the proposed day is open for all of them', async () => {
    const [first, second] = [await open([]), await open([])]
    const closures = [{ firstOn: '2026-04-07', lastOn: '2026-04-07', label: '' }]
    await second.save({ openDays: { ...(await second.read()).openDays, closures } })
    const both = { ...first.context, companyIds: [first.company.id, second.company.id] }
    expect((await letterDay(both, '2026-04-04')).nextOpenOn).toBe('2026-04-08')
  })
})
