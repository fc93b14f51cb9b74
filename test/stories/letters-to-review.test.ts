import { describe, expect, test } from 'vitest'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { decideReview } from '#features/runs/server/decide-review.ts'
import { listLettersOfRun } from '#features/runs/server/letter-store.ts'
import { readRun } from '#features/runs/server/store.ts'
import { addBlock } from '#ledger/blocks.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor, type WorldCustomer } from '../world.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// Printed on Monday 30/03, bank imported on Tuesday 31/03, confirmed: nothing is lost, and only the clients whose
// letter would be another are asked about.

const database = await createTestDatabase()
const openCompany = companyOpener(database)

type World = Awaited<ReturnType<typeof openCompany>>

async function open(customers: readonly WorldCustomer[]) {
  const world = await openCompany(customers, '2026-03-30')
  return { ...world, on: (today: string) => contextFor([world.company.id], today) }
}

/** A payment or a credit note that arrives; nothing allocates it. */
async function receive(
  { company }: Pick<World, 'company'>,
  code: string,
  credit: { number: string; cents: number; on?: string; kind?: 'payment' | 'credit-note' },
) {
  const { rows } = await database.owner.query<{ id: number }>(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
       source_key, created_by)
     values ($1, $2, $3, $4, $5, 'EUR', $6, 'manual', 'credit:' || $4, 'test') returning id`,
    [
      company.id,
      company.customers.get(code),
      credit.kind ?? 'payment',
      credit.number,
      credit.on ?? '2026-03-31',
      credit.cents,
    ],
  )
  return found(rows[0]).id
}

const letters = (world: World, run: number, limit = 50) =>
  withScope(database, world.context, (tx) => listLettersOfRun(tx, run, { limit })).then(({ rows }) => rows)

const THREE: readonly WorldCustomer[] = [
  { code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-02-01', 49_320)] },
  { code: 'B', name: 'Bois', invoices: [invoice('B-1', '2026-02-01')] },
  {
    code: 'C',
    name: 'Charpente',
    invoices: [invoice('C-1', '2026-02-01'), invoice('C-2', '2026-03-01', 5_000)],
  },
]

describe('what sends a letter to review', () => {
  test('a payment that nobody has allocated: 493,20 € → 0,00 €; the others go through', async () => {
    const world = await open(THREE)
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    await receive(world, 'A', { number: 'VIR-1', cents: 49_320 })
    const result = await world.desk.confirm(run, '2026-03-31')
    expect(result).toMatchObject({
      confirmed: 2,
      toReview: [
        {
          code: 'A',
          reason: 'credits-changed',
          review: {
            changes: [
              {
                kind: 'credit',
                credit: 'payment',
                document: 'VIR-1',
                receivedOn: '2026-03-31',
                before: 0,
                after: 49_320,
              },
            ],
            netBeforeCents: 49_320,
            netAfterCents: 0,
          },
        },
      ],
    })
    expect(await world.desk.state(instalment(world.company, 'A-1'))).toMatchObject({ level: 1 })
    expect(await world.desk.state(instalment(world.company, 'B-1'))).toMatchObject({ level: 2 })
  })

  test('a credit the letter took off, allocated to another invoice since', async () => {
    const world = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('A-1', '2026-02-01'), invoice('A-2', '2026-04-20', 5_000)],
        credits: [{ number: 'AV-1', cents: 5_000, kind: 'credit-note' }],
      },
    ])
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    await world.pay('A-2', 'AV-1', 5_000)
    expect(await world.desk.confirm(run)).toMatchObject({
      confirmed: 0,
      toReview: [{ reason: 'credits-changed', review: { netBeforeCents: 5_000, netAfterCents: 10_000 } }],
    })
  })

  test('a due date moved to the future, a dispute, and an amount, each by its own reason', async () => {
    const world = await open(THREE)
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    await database.owner.query("update instalments set due_on = '2026-05-01' where id = $1", [
      instalment(world.company, 'A-1'),
    ])
    const customerId = found(world.company.customers.get('B'))
    await withScope(database, world.context, (tx) =>
      addBlock(tx, { customerId, kind: 'dispute', reason: 'palette cassée' }, 'Camille'),
    )
    await receive(world, 'C', { number: 'CHQ', cents: 2_000, on: '2026-03-30' })
    await world.pay('C-1', 'CHQ', 2_000)
    const { toReview, confirmed } = await world.desk.confirm(run)
    expect(confirmed).toBe(0)
    expect(toReview.map((one) => [one.code, one.reason, one.review?.netAfterCents])).toEqual([
      ['A', 'due-changed', 0],
      ['B', 'blocked', 0],
      ['C', 'amount-changed', 13_000],
    ])
  })

  test('what leaves the table and the net as they were never does', async () => {
    const world = await open([
      ...THREE,
      {
        code: 'D',
        name: 'Dalles',
        invoices: [invoice('D-1', '2026-01-20'), invoice('D-2', '2026-02-20', 20_000)],
        credits: [{ number: 'AV-150', cents: 15_000, kind: 'credit-note' }],
      },
    ])
    const run = await world.desk.draftInvoices('2026-03-29', '2026-03-30', [
      [found(world.company.customers.get('A')), found(world.company.invoices.get('A-1'))],
      [found(world.company.customers.get('D')), found(world.company.invoices.get('D-2'))],
    ])
    expect((await letters(world, run)).map((letter) => letter.netCents)).toEqual([49_320, 15_000])
    // 100 € of the credit note go where they were counted already; Atelier is set to level 3 and back, its name is
    // corrected, another client pays, and a payment is allocated and taken back.
    await world.pay('D-1', 'AV-150', 10_000)
    await receive(world, 'B', { number: 'VIR-B', cents: 10_000 })
    await database.owner.query(
      "update customers set name = 'Atelier du Bois' where company_id = $1 and code = 'A'",
      [world.company.id],
    )
    const paid = await receive(world, 'C', { number: 'VIR-C', cents: 1_000 })
    expect(paid).toBeGreaterThan(0)
    expect(await world.desk.confirm(run)).toEqual({ confirmed: 2, toReview: [] })
  })

  test('a payment known in advance counts from its day on: the letter of the 30th, confirmed the day after', async () => {
    const world = await open(THREE)
    await receive(world, 'B', { number: 'PREL', cents: 4_000, on: '2026-03-31' })
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    expect(await world.desk.confirm(run, '2026-03-31')).toMatchObject({
      confirmed: 2,
      toReview: [{ code: 'B', reason: 'credits-changed' }],
    })
  })

  test('payments that arrive while two people confirm: each letter is confirmed or reviewed, once', async () => {
    const customers = Array.from({ length: 60 }, (_, index) => ({
      code: `C${index}`,
      name: `Client ${index}`,
      invoices: [invoice(`F${index}`, '2026-03-01')],
    }))
    const world = await open(customers)
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    const paying = customers.slice(0, 20).map(async ({ code }, index) => {
      const number = `VIR-${world.company.id}-${index}`
      await receive(world, code, { number, cents: 10_000, on: '2026-03-30' })
      await world.pay(`F${index}`, number, 10_000)
    })
    await Promise.all([world.desk.confirm(run), world.desk.confirm(run), ...paying])
    const { confirmed, toReview } = await world.desk.confirm(run)
    expect(confirmed + toReview.length).toBe(60)
    // Whoever paid in time is not reminded, and whoever has not paid is.
    const reminded = (await letters(world, run, 100)).filter((letter) => letter.status === 'confirmed')
    const unpaid = customers.slice(20).map(({ code }) => code)
    expect(reminded.map((letter) => letter.code)).toEqual(expect.arrayContaining(unpaid))
    expect(await withScope(database, world.context, findContradictions)).toEqual([])
  })
})

describe('what may be decided of it', () => {
  async function reviewed() {
    const world = await open(THREE)
    const run = await world.desk.draft('2026-03-29', '2026-03-30')
    await receive(world, 'A', { number: `VIR-A-${world.company.id}`, cents: 9_320 })
    await receive(world, 'C', { number: `VIR-C-${world.company.id}`, cents: 15_000 })
    await world.desk.confirm(run, '2026-03-31')
    const byCode = new Map((await letters(world, run)).map((letter) => [letter.code, letter]))
    return { world, run, byCode, context: world.on('2026-03-31') }
  }

  test('made again, in a new draft with the present state; one with nothing left to ask is dropped and named', async () => {
    const { world, run, context } = await reviewed()
    const result = await decideReview(database, context, run, { decision: 'redone' })
    expect(result).toMatchObject({ decided: 2, nothingLeft: [{ code: 'C', name: 'Charpente' }] })
    const redone = await letters(world, found(result.run))
    expect(redone.map((letter) => [letter.code, letter.netCents, letter.letterOn, letter.status])).toEqual([
      ['A', 40_000, '2026-03-31', 'draft'],
    ])
    const old = new Map((await letters(world, run)).map((letter) => [letter.code, letter]))
    expect(old.get('A')).toMatchObject({
      status: 'discarded',
      decision: 'redone',
      decidedBy: 'Camille',
      redoneRun: result.run,
    })
    expect(old.get('C')).toMatchObject({ status: 'discarded', decision: 'dropped' })
    expect(await world.desk.confirm(found(result.run), '2026-03-31')).toEqual({ confirmed: 1, toReview: [] })
  })

  test('dropped: no level moves, and nothing is left to review', async () => {
    const { world, run, context, byCode } = await reviewed()
    const one = found(byCode.get('A'))
    expect(await decideReview(database, context, run, { decision: 'dropped', letters: [one.id] })).toEqual({
      decided: 1,
      run: null,
      nothingLeft: [],
    })
    expect(await world.desk.state(instalment(world.company, 'A-1'))).toMatchObject({
      level: 1,
      last_reminded_on: null,
    })
    expect(await withScope(database, context, (tx) => readRun(tx, run))).toMatchObject({
      toReview: 1,
      confirmed: 1,
    })
    await expect(
      decideReview(database, context, run, { decision: 'dropped', letters: [one.id] }),
    ).rejects.toMatchObject({ key: 'features.no-letter-to-review' })
  })

  test('already posted: what is still open moves, the letter is kept as it left, with the difference and who said so', async () => {
    const { world, run, context } = await reviewed()
    await world.pay('C-1', `VIR-C-${world.company.id}`, 10_000)
    expect(await decideReview(database, context, run, { decision: 'posted' })).toMatchObject({ decided: 2 })
    const [atelier, , charpente] = await letters(world, run)
    expect(atelier).toMatchObject({
      status: 'confirmed',
      decision: 'posted',
      confirmedBy: 'Camille',
      netCents: 49_320,
      review: { netBeforeCents: 49_320, netAfterCents: 40_000 },
    })
    // What differs is what differs when it is decided: the cheque has been allocated since.
    expect(charpente?.review?.changes).toContainEqual({
      kind: 'amount',
      document: 'C-1',
      before: 10_000,
      after: 0,
    })
    const { company, desk } = world
    expect(await desk.state(instalment(company, 'A-1'))).toMatchObject({
      level: 2,
      last_reminded_on: '2026-03-30',
    })
    expect(await desk.state(instalment(company, 'C-1'))).toMatchObject({ level: 1, last_reminded_on: null })
    expect(await desk.state(instalment(company, 'C-2'))).toMatchObject({ level: 2 })
    expect(await withScope(database, context, findContradictions)).toEqual([])
    expect(await cancelRun(database, context, run, 'postée chez le voisin')).toMatchObject({
      cancelled: 3,
      refused: [],
    })
    expect(await desk.state(instalment(company, 'A-1'))).toMatchObject({ level: 1, last_reminded_on: null })
    expect(await withScope(database, context, (tx) => readRun(tx, run))).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'Camille',
      cancelReason: 'postée chez le voisin',
    })
  })

  test('a posted letter that another run has overtaken moves nothing back', async () => {
    const world = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('A-1', '2026-02-01')] }])
    const first = await world.desk.draft('2026-03-29', '2026-03-30')
    await world.desk.confirm(await world.desk.draft('2026-03-29', '2026-04-02'))
    await world.desk.confirm(first)
    await decideReview(database, world.context, first, { decision: 'posted' })
    expect(await world.desk.state(instalment(world.company, 'A-1'))).toMatchObject({
      level: 2,
      last_reminded_on: '2026-04-02',
    })
    expect(await withScope(database, world.context, findContradictions)).toEqual([])
  })
})
