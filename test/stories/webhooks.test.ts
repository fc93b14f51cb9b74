import { Webhook } from 'standardwebhooks'
import { describe, expect, test, vi } from 'vitest'
import type { DeliveryPage, MadeSecret, ShownDelivery, Webhooks } from '#features/webhooks/contract.ts'
import { webhooksRoutes } from '#features/webhooks/server/routes.ts'
import { sendWebhooks } from '#features/webhooks/server/send-webhooks.ts'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { withScope } from '#platform/scoped.ts'
import { openSealer } from '#platform/sealing.ts'
import { routerOf } from '#platform/serve.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openReceiver } from '../webhook-receiver.ts'
import { openApi } from './api-caller.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// The menuiserie Lambert has a program of its own, which wants to know what Relances does.

const database = await createTestDatabase()
const open = companyOpener(database)
const TODAY = '2026-03-31'
const NEVER = new AbortController().signal

const CLIENTS = [{ code: 'DUPONT', name: 'Dupont', invoices: [invoice('FA-1', '2026-01-31')] }]
const ALL = [
  ...[
    'letter.confirmed',
    'letter.cancelled',
    'level.changed',
    'promise.made',
    'promise.lifted',
    'dispute.opened',
  ],
  ...['dispute.lifted', 'import.completed', 'import.cancelled', 'payment.received', 'payment.cancelled'],
  'payment.returned',
]

/** What the server allows: each story says it as it opens. */
const config: { webhookNetworks: readonly string[] } = { webhookNetworks: [] }
const sealer = openSealer({ secret: null, dataDir: temporaryFolder() })
const routes = webhooksRoutes({
  sealer,
  config: {
    get webhookNetworks() {
      return config.webhookNetworks
    },
  },
  webhooks: { wake: () => undefined },
})
const api = openApi(database, routerOf(database, routes), TODAY)

async function openProgram(networks: readonly string[] = ['127.0.0.1']) {
  const { company, context, desk } = await open(CLIENTS, TODAY)
  const receiver = await openReceiver()
  config.webhookNetworks = networks
  const base = `/api/companies/${company.code}`
  return {
    ...{ company, desk, receiver, api, base, sealer },
    within: <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, context, work),
    add: (events: readonly string[] = ALL, url = receiver.url) =>
      api.post<MadeSecret>(`${base}/webhooks`, { label: 'ERP', url, events }),
    turn: (options: Partial<Parameters<typeof sendWebhooks>[0]> = {}, stopping = NEVER) =>
      sendWebhooks({ database, sealer, config, timeoutMs: 20_000, ...options }, stopping),
    deliveries: async (query = '') =>
      (await api.get<DeliveryPage>(`${base}/webhook-deliveries?limit=100${query}`)).rows,
    /** As if that much time had gone by. */
    wait: async (interval: string) => {
      for (const column of ['next_at', 'queued_at'])
        await database.owner.query(
          `update webhook_deliveries set ${column} = ${column} - $2::interval, claimed_until = null where company_id = $1`,
          [company.id, interval],
        )
      await database.owner.query(`update webhook_endpoints set rest_until = null where company_id = $1`, [
        company.id,
      ])
    },
    dispute: async () =>
      await withScope(database, context, (tx) =>
        addBlock(
          tx,
          { customerId: found(company.customers.get('DUPONT')), kind: 'dispute', reason: 'Lot cassé' },
          'Camille',
        ),
      ),
  }
}

const typesOf = (received: readonly { readonly body: string }[]) =>
  received.map(({ body }) => (JSON.parse(body) as { type: string }).type)

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

describe('the secret', () => {
  test('is told once, and is nowhere in clear', async () => {
    const { company, api, base, add } = await openProgram()
    const { secret, ...rest } = await add()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(JSON.stringify(rest)).not.toContain(secret)
    expect(JSON.stringify(await api.get<Webhooks>(`${base}/webhooks`))).not.toContain(secret.slice(6))
    for (const table of ['webhook_endpoints', 'webhook_events', 'webhook_deliveries', 'audit_rows']) {
      const { rows } = await database.owner.query(
        `select count(*)::int as found from ${table} t where t.company_id = $1
           and position($2 in t::text) + position(encode(convert_to($2, 'UTF8'), 'hex') in t::text) > 0`,
        [company.id, secret.slice(6)],
      )
      expect([table, rows]).toEqual([table, [{ found: 0 }]])
    }
  })

  test('rotated, both sign for a day, and the new one alone afterwards', async () => {
    const { company, api, base, add, turn, dispute, receiver } = await openProgram()
    const { id, secret: before } = await add()
    const { secret: after } = await api.post<MadeSecret>(`${base}/webhooks/${id}/secret`, {})
    await dispute()
    await turn()
    const [both] = receiver.take()
    for (const secret of [before, after])
      expect(() => new Webhook(secret).verify(found(both).body, found(both).headers as never)).not.toThrow()
    await database.owner.query(
      `update webhook_endpoints set old_secret_until = now() - interval '1 second' where company_id = $1`,
      [company.id],
    )
    await dispute()
    await turn()
    const [one] = receiver.take()
    expect(() => new Webhook(after).verify(found(one).body, found(one).headers as never)).not.toThrow()
    expect(() => new Webhook(before).verify(found(one).body, found(one).headers as never)).toThrow()
  })

  test('restored on another machine, nothing is sent unsigned', async () => {
    const { add, turn, dispute, deliveries, receiver, api, base } = await openProgram()
    await add()
    await dispute()
    const elsewhere = openSealer({ secret: null, dataDir: temporaryFolder() })
    expect(await turn({ sealer: elsewhere })).toBe(0)
    expect(receiver.take()).toEqual([])
    const [kept] = (await deliveries()) as [ShownDelivery]
    expect(kept).toMatchObject({ state: 'waiting', problem: expect.stringContaining('Secret illisible') })
    expect(await api.get<Webhooks>(`${base}/webhooks`)).toMatchObject({
      webhooks: [{ failingSince: expect.any(String) }],
    })
  })
})

describe('an address of the network of the server', () => {
  test.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
  ])('%s is refused', async (url) => {
    const { api, base } = await openProgram([])
    expect(await api.refused('POST', `${base}/webhooks`, { label: 'x', url, events: ALL })).toMatchObject({
      status: 400,
      key: expect.stringMatching(/webhooks\.(private-address|https-only)/),
    })
  })

  test('a name that leads there is not reached, whatever it led to before', async () => {
    const { add, turn, dispute, deliveries, receiver } = await openProgram(['127.0.0.2'])
    await add(ALL, `https://erp.exemple.fr:${receiver.port}/`)
    await dispute()
    await turn({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
    expect(receiver.take()).toEqual([])
    expect(await deliveries()).toMatchObject([
      { problem: 'Adresse d’un réseau privé, que le serveur n’autorise pas' },
    ])
  })

  test('a name is asked once: the connection goes to the address that was checked', async () => {
    const { add, turn, dispute, receiver } = await openProgram()
    await add(ALL, `http://erp.exemple.invalid:${receiver.port}/`)
    await dispute()
    let asked = 0
    const resolve = async () => {
      asked += 1
      return [{ address: '127.0.0.1', family: 4 }]
    }
    expect(await turn({ resolve })).toBe(1)
    expect(asked).toBe(1)
    expect(receiver.take()[0]?.headers.host).toBe(`erp.exemple.invalid:${receiver.port}`)
  })
})

test('addresses are changed, paused, tried and removed', async () => {
  const { api, base, add, turn, dispute, receiver, deliveries } = await openProgram()
  const { id } = await add()
  await api.post(`${base}/webhooks/${id}/tests`, {})
  await turn()
  expect(typesOf(receiver.take())).toEqual(['webhook.test'])
  const fields = { label: 'ERP', url: receiver.url, events: ['dispute.opened'] }
  expect((await api.ask('PUT', `${base}/webhooks/${id}`, { ...fields, isActive: false })).status).toBe(200)
  await dispute()
  await turn()
  expect(receiver.take()).toEqual([])
  expect((await api.ask('PUT', `${base}/webhooks/${id}`, { ...fields, isActive: true })).status).toBe(200)
  await dispute()
  const gone = await api.ask('DELETE', `${base}/webhooks/${id}`)
  expect(await gone.json()).toMatchObject({ webhooks: [] })
  await turn()
  expect(receiver.take()).toEqual([])
  expect(await deliveries('&state=failed')).toMatchObject([{ problem: 'Adresse supprimée' }])
  expect(await api.refused('POST', `${base}/webhooks`, { ...fields, events: [] })).toMatchObject({
    status: 400,
  })
  expect(await api.refused('POST', `${base}/webhooks/${id}/tests`)).toMatchObject({
    key: 'webhooks.no-webhook',
  })
})
