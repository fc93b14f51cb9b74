import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { MadeSecret, ShownDelivery, Webhooks } from '#features/webhooks/contract.ts'
import { openSealer } from '#platform/sealing.ts'
import { createTestDatabase } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { found } from './desk.ts'
import { ALL, openPrograms, typesOf } from './webhook-desk.ts'

// How a program knows that it is told by Relances, and where Relances does not go.

const database = await createTestDatabase()
const openProgram = openPrograms(database)

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
