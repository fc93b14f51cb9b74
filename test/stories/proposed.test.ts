import { describe, expect, test } from 'vitest'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found, openDesk } from './desk.ts'

// Each story is one trap of rules §7, met by others, on a company of its own.

const database = await createTestDatabase()
const open = companyOpener(database)

describe('what is proposed', () => {
  test('an invoice due on the day asked is proposed, one due the day after is not', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-30'), invoice('2', '2026-03-31')] },
    ])
    const [row] = await desk.list('2026-03-30')
    expect(row).toMatchObject({ invoiceCount: 1, amountCents: 10_000, daysLate: 0 })
  })

  test('a day missed loses nothing: the advice holds after the exact day', async () => {
    const { desk } = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] }])
    expect((await desk.list('2026-03-08'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 1 })
    expect((await desk.list('2026-03-09'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
    expect((await desk.list('2026-03-27'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
  })

  test('a draft invoice and a settled one are never proposed', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-03-01'), status: 'draft' }] },
    ])
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([])
  })

  test('two companies may have the same client code: two rows, two letters', async () => {
    const customers = [{ code: 'DUPONT', name: 'Dupont', invoices: [invoice('1', '2026-03-01')] }]
    const one = await open(customers)
    const two = await open(customers)
    const context = contextFor([one.company.id, two.company.id], '2026-03-31')
    const desk = openDesk(database, context)
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.company, row.code])).toEqual([
      [one.company.code, 'DUPONT'],
      [two.company.code, 'DUPONT'],
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    expect((await desk.letters(run)).map((letter) => letter.companyId)).toEqual([
      one.company.id,
      two.company.id,
    ])
  })

  test('two currencies make two rows and two letters, never one sum', async () => {
    const { desk } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [
          invoice('1', '2026-03-01', 10_000),
          { ...invoice('2', '2026-03-01', 7_000), currency: 'CHF' },
        ],
      },
    ])
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.currency, row.amountCents])).toEqual([
      ['CHF', 7_000],
      ['EUR', 10_000],
    ])
    const letters = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letters.map((letter) => [letter.content.currency, letter.content.netCents])).toEqual([
      ['CHF', 7_000],
      ['EUR', 10_000],
    ])
  })

  test('a credit as large as the debt sets the client aside, levels unchanged', async () => {
    const { desk, company } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01')],
        credits: [{ number: 'AV1', cents: 10_000 }],
      },
      {
        code: 'B',
        name: 'Bois',
        invoices: [invoice('2', '2026-03-01')],
        credits: [{ number: 'AV2', cents: 4_000 }],
      },
    ])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'credit-covers']])
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.code, row.amountCents, row.creditCents])).toEqual([['B', 10_000, 4_000]])
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content).toMatchObject({ instalmentsCents: 10_000, netCents: 6_000 })
    expect(letter?.content.creditRows).toMatchObject([{ number: 'AV2', openCents: -4_000 }])
    expect(await desk.state(instalment(company, '1'))).toMatchObject({ level: 1 })
  })

  test('under the minimum of the company: set aside with its reason', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01', 900)] },
    ])
    await database.owner.query('update companies set minimum_cents = 1000 where id = $1', [company.id])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'under-minimum']])
  })

  test('no due date: never proposed, listed with the reason', async () => {
    const { desk } = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('1', null)] }])
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'no-due-date']])
  })

  test('half now, half later: only the half that is due is proposed, and only it moves', async () => {
    const halves = [
      { dueOn: '2026-03-01', cents: 5_000 },
      { dueOn: '2026-06-01', cents: 5_000 },
    ]
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', null), instalments: halves }] },
    ])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ invoiceCount: 1, amountCents: 5_000 })
    await desk.remind('2026-03-30', '2026-03-31')
    expect(await desk.state(instalment(company, '1/1'))).toMatchObject({
      level: 2,
      last_reminded_on: '2026-03-31',
    })
    expect(await desk.state(instalment(company, '1/2'))).toMatchObject({ level: 1, last_reminded_on: null })
  })

  test('a provisional entry is proposed with its mark, unless the company excludes it', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-03-01'), isProvisional: true }] },
    ])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ hasProvisional: true })
    await database.owner.query('update companies set excludes_provisional = true where id = $1', [company.id])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'provisional']])
  })
})

describe('blocks', () => {
  test('a dispute on one invoice leaves the other; a promise ends by itself; lifting brings back', async () => {
    const { desk, company, context } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-02')] },
    ])
    const customerId = found(company.customers.get('A'))
    const block = {
      customerId,
      reason: 'porte rayée',
      kind: 'dispute',
      invoiceId: found(company.invoices.get('1')),
    } as const
    const dispute = await withScope(database, context, (tx) => addBlock(tx, block, 'Camille'))
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'dispute']])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ invoiceCount: 1, amountCents: 10_000 })

    const promise = { customerId, reason: '', kind: 'promise', endsOn: '2026-04-05' } as const
    await withScope(database, context, (tx) => addBlock(tx, promise, 'Camille'))
    expect(await desk.list('2026-03-30')).toEqual([])
    // The day promised, and three days of grace.
    const later = openDesk(database, { ...context, today: '2026-04-10' })
    expect(await later.list('2026-04-08')).toEqual([])
    expect((await later.list('2026-04-09'))[0]).toMatchObject({ amountCents: 10_000 })
    await withScope(database, context, (tx) => liftBlock(tx, dispute, undefined, 'Camille'))
    expect((await later.list('2026-04-09'))[0]).toMatchObject({ amountCents: 20_000 })
  })

  test('a dispute opened after the draft sends that letter to review, the others go through', async () => {
    const { desk, company, context } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const block = { customerId: found(company.customers.get('A')), reason: '', kind: 'dispute' } as const
    await withScope(database, context, (tx) => addBlock(tx, block, 'Camille'))
    expect(await desk.confirm(run)).toMatchObject({
      confirmed: 1,
      toReview: [{ code: 'A', reason: 'blocked' }],
    })
    expect(await desk.state(instalment(company, '1'))).toMatchObject({ level: 1 })
  })
})
