import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { found } from './desk.ts'
import { openPrograms, TODAY, typesOf } from './webhook-desk.ts'

// The menuiserie Lambert has a program of its own, which wants to know what Relances does.

const database = await createTestDatabase()
const openProgram = openPrograms(database)

describe('what is told', () => {
  test('everything that happens, in the order it does, signed and without a name or a reason', async () => {
    const { company, desk, receiver, within, add, turn } = await openProgram()
    const { secret } = await add()
    const customerId = found(company.customers.get('DUPONT'))
    const invoiceId = found(company.invoices.get('FA-1'))
    await desk.remind('2026-03-30', TODAY)
    const promise = await within((tx) =>
      addBlock(
        tx,
        { customerId, invoiceId, kind: 'promise', reason: 'Le 10', endsOn: '2026-04-10' },
        'Camille',
      ),
    )
    await within((tx) => liftBlock(tx, promise, undefined, 'Camille'))
    const creditId = await within((tx) =>
      notePayment(tx, { invoiceId, receivedOn: TODAY, today: TODAY, actor: 'Camille' }),
    )
    await within((tx) => cancelNotedPayment(tx, { creditId, reason: 'Erreur', actor: 'Camille' }))
    expect(await turn()).toBe(6)
    const told = receiver.take()
    expect(typesOf(told).toSorted()).toEqual(
      [
        ...['letter.confirmed', 'level.changed', 'payment.cancelled', 'payment.received'],
        ...['promise.lifted', 'promise.made'],
      ].toSorted(),
    )
    for (const { headers, body } of told) {
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
        data: { company: company.code, customer: { id: customerId, code: 'DUPONT' } },
      })
      expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow()
      expect(body).not.toMatch(/Le 10|Dupont"|Erreur/)
    }
    const level = told.map(({ body }) => JSON.parse(body)).find(({ type }) => type === 'level.changed')
    expect(level.data).toMatchObject({
      levelBefore: 1,
      levelAfter: 2,
      invoice: { number: 'FA-1' },
      reason: 'letter',
    })
  })

  test('only what was asked for, and nothing of another company', async () => {
    const { receiver, add, turn, dispute } = await openProgram()
    const other = await openProgram()
    await add(['payment.received'])
    await other.add(['dispute.opened'])
    await dispute()
    await turn()
    expect([receiver.take(), other.receiver.take()]).toEqual([[], []])
    await other.dispute()
    await other.turn()
    expect(typesOf(other.receiver.take())).toEqual(['dispute.opened'])
    expect(receiver.take()).toEqual([])
  })

  test('what is undone is not told: the event is written with what it tells', async () => {
    const { company, within, add, turn, receiver } = await openProgram()
    await add()
    const undone = within(async (tx) => {
      await addBlock(
        tx,
        { customerId: found(company.customers.get('DUPONT')), kind: 'dispute', reason: '' },
        'x',
      )
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await turn()
    expect(receiver.take()).toEqual([])
  })

  test('a promise that time breaks is told once, on the day after its grace; one that is paid never', async () => {
    const { company, within, add, turn, receiver, lookOn, askedOn } = await openProgram()
    const customerId = found(company.customers.get('DUPONT'))
    const promise = (endsOn: string, amountCents: number) =>
      within((tx) =>
        addBlock(tx, { customerId, kind: 'promise', reason: 'Le 10', endsOn, amountCents }, 'Camille'),
      )
    await add(['promise.broken'])
    await askedOn(TODAY)
    // Dupont promises the 100,00 € of FA-1 for the 10th, and pays 60,00 €: 40,00 € are missing.
    const blockId = await promise('2026-04-10', 10_000)
    const kept = await promise('2026-04-10', 6_000)
    const before = await promise('2026-03-20', 10_000)
    const noted = { receivedOn: '2026-04-09', today: '2026-04-09', actor: 'Camille', amountCents: 6_000 }
    await within((tx) => notePayment(tx, { ...noted, invoiceId: found(company.invoices.get('FA-1')) }))
    const { rows } = await database.owner.query<{ id: number; ends_on: string }>(
      `select id, ends_on::text from dunning_blocks where company_id = $1 order by id`,
      [company.id],
    )
    const last = found(rows.find(({ id }) => Number(id) === Number(blockId))).ends_on
    expect([await lookOn('2026-04-10'), await lookOn(last)]).toEqual([0, 0])
    const dayAfter = addDays(last, 1)
    const counts = await Promise.all([lookOn(dayAfter), lookOn(dayAfter)])
    expect(counts.toSorted()).toEqual([0, 1])
    await lookOn(addDays(last, 20))
    await turn()
    const told = receiver.take().map(({ body }) => JSON.parse(body))
    expect(told).toMatchObject([
      {
        type: 'promise.broken',
        data: {
          customer: { code: 'DUPONT' },
          blockId,
          promisedOn: '2026-04-10',
          endsOn: last,
          amountCents: 10_000,
        },
      },
    ])
    expect([kept, before]).not.toContain(told[0].data.blockId)
    // Once the event is forgotten, the promise is too old to be looked at.
    await database.owner.query(`delete from webhook_deliveries where company_id = $1`, [company.id])
    await database.owner.query(`delete from webhook_events where company_id = $1`, [company.id])
    expect(await lookOn(addDays(last, 32))).toBe(0)
  })

  test('an import is told with its figures, and its payments; a preview tells nothing', async () => {
    const { company, add, turn, receiver } = await openProgram()
    await add(['import.completed'])
    await importText(
      database,
      'Client;Facture;Échéance;Montant TTC;Reste dû\nDurand;F1;31/01/2026;120,00;120,00\n',
      {
        company: company.code,
      },
    )
    await turn()
    const [told] = receiver.take().map(({ body }) => JSON.parse(body))
    expect(told).toMatchObject({ type: 'import.completed', data: { kind: 'list', counts: { invoices: 1 } } })
  })
})

describe('a receiver that does not answer well', () => {
  test.each([
    [
      { status: 500, body: 'panne' },
      { answerStatus: 500, answer: 'panne', problem: null },
    ],
    [
      { status: 302, location: 'http://127.0.0.1:1/' },
      { answerStatus: 302, problem: null },
    ],
    ['cut' as const, { answerStatus: null, problem: 'Liaison coupée' }],
    ['silent' as const, { answerStatus: null, problem: 'Pas de réponse à temps' }],
  ])('%o: it is tried again under the same identifier', async (behaviour, seen) => {
    const { receiver, add, turn, dispute, deliveries, wait } = await openProgram()
    await add()
    receiver.behave(behaviour)
    await dispute()
    expect(await turn(behaviour === 'silent' ? { timeoutMs: 700 } : {})).toBe(0)
    expect(await deliveries()).toMatchObject([{ state: 'waiting', tries: 1, ...seen }])
    const [first] = receiver.take()
    expect(await turn()).toBe(0)
    expect(receiver.take()).toEqual([])
    receiver.behave({ status: 200, body: 'merci' })
    await wait('10 seconds')
    expect(await turn()).toBe(1)
    expect(receiver.take()[0]?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(await deliveries()).toMatchObject([
      { state: 'delivered', tries: 2, answer: 'merci', problem: null },
    ])
  })

  test('is given up after three days, and sent again when somebody asks', async () => {
    const { receiver, add, turn, dispute, deliveries, wait, api, base } = await openProgram()
    await add()
    receiver.behave({ status: 503 })
    await dispute()
    await turn()
    await wait('73 hours')
    await turn()
    const [lost] = await deliveries('&state=failed')
    expect(lost).toMatchObject({ state: 'failed' })
    receiver.take()
    receiver.behave({ status: 204 })
    await api.post(`${base}/webhook-deliveries/${found(lost).id}/resending`, {})
    await wait('1 second')
    await turn()
    expect(receiver.take()).toHaveLength(1)
    expect(await deliveries()).toMatchObject([
      { state: 'delivered', resentBy: 'Camille Martin', answerStatus: 204 },
    ])
  })

  test('leaves the others alone', async () => {
    const one = await openProgram()
    const two = await openProgram()
    await one.add()
    await two.add()
    one.receiver.behave('silent')
    await one.dispute()
    await two.dispute()
    expect(await one.turn({ timeoutMs: 700 })).toBe(1)
    expect(two.receiver.take()).toHaveLength(1)
  })

  test('all of it is told again since a moment', async () => {
    const { receiver, add, turn, dispute, api, base } = await openProgram()
    const { id } = await add()
    await dispute()
    await turn()
    const [first] = receiver.take()
    const again = await api.post(`${base}/webhooks/${id}/replays`, { since: '2020-01-01T00:00:00Z' })
    expect(again).toEqual({ queued: 1 })
    await turn()
    expect(receiver.take().map(({ headers }) => headers['webhook-id'])).toEqual([
      first?.headers['webhook-id'],
    ])
  })
})

describe('a process that dies', () => {
  test('in the middle of a telling: it comes again, with the same identifier', async () => {
    const { receiver, add, turn, dispute, deliveries } = await openProgram()
    await add()
    receiver.behave('silent')
    await dispute()
    const stop = new AbortController()
    const dying = turn({}, stop.signal)
    await vi.waitUntil(() => receiver.received.length === 1, { timeout: 10_000 })
    stop.abort()
    await dying
    const [first] = receiver.take()
    receiver.behave({ status: 200 })
    expect(await turn()).toBe(1)
    expect(receiver.take()[0]?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(await deliveries()).toMatchObject([{ state: 'delivered' }])
  })

  test('without a word: what it had in hand is taken by another once its claim is over', async () => {
    const { company, receiver, add, turn, dispute, wait } = await openProgram()
    await add()
    await dispute()
    await database.owner.query(
      `update webhook_deliveries set claimed_until = now() + interval '5 minutes', tries = 1 where company_id = $1`,
      [company.id],
    )
    expect(await turn()).toBe(0)
    await wait('5 minutes')
    expect(await turn()).toBe(1)
    expect(receiver.take()).toHaveLength(1)
  })

  test('two at once send each event once', async () => {
    const { receiver, add, turn, dispute } = await openProgram()
    await add()
    for (let count = 0; count < 5; count += 1) await dispute()
    const counts = await Promise.all([turn(), turn()])
    expect(counts[0] + counts[1]).toBe(5)
    expect(new Set(receiver.take().map(({ headers }) => headers['webhook-id'])).size).toBe(5)
  })
})
