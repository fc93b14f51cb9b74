import { z } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import { endpoint } from '#contract/endpoint.ts'
import { RelancesError } from '#domain/errors.ts'
import { routerOf, serve } from '#platform/serve.ts'
import { createTestApp } from '../app.ts'
import { createTestDatabase } from '../database.ts'
import { createVisitor } from '../visitor.ts'

// A route that counts what it does: a payment entered twice is money asked once too little.

const database = await createTestDatabase()
let done = 0
let isRefusing = false
const pay = endpoint({
  method: 'post',
  path: '/api/payments',
  capability: 'allocate',
  summary: 'Enters a payment',
  body: z.object({ cents: z.number().int() }),
  answer: z.object({ number: z.number(), cents: z.number() }),
})
const send = endpoint({
  method: 'post',
  path: '/api/files',
  capability: 'import',
  summary: 'Takes a file',
  body: 'bytes',
  answer: z.object({ bytes: z.number(), number: z.number() }),
})

const api = routerOf(database, [
  serve(pay, async ({ body: { cents } }) => {
    if (isRefusing) throw new RelancesError('conflict', 'features.level-moved')
    await new Promise((resolve) => setTimeout(resolve, 50))
    done += 1
    return { number: done, cents }
  }),
  serve(send, async ({ request }) => {
    let bytes = 0
    for await (const chunk of request.req.raw.body ?? []) bytes += (chunk as Uint8Array).length
    done += 1
    return { bytes, number: done }
  }),
])

const visitor = await createVisitor(database)
const app = createTestApp({ database, api, today: '2026-11-30', visitor })

async function post(key: string | null, cents: number, through = app) {
  const answer = await through.request('http://localhost/api/payments', {
    method: 'POST',
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      ...(key === null ? {} : { 'Idempotency-Key': key }),
    },
    body: JSON.stringify({ cents }),
  })
  return {
    status: answer.status,
    replayed: answer.headers.get('idempotency-replayed'),
    body: await answer.json(),
  }
}

test('sent again under the same key, a payment of 120,00 € is entered once and answered the same', async () => {
  const first = await post('paiement-0001', 12_000)
  const again = await post('paiement-0001', 12_000)
  expect(first).toMatchObject({ status: 200, replayed: null, body: { cents: 12_000 } })
  expect(again).toEqual({ status: 200, replayed: 'true', body: first.body })
  expect((await post(null, 12_000)).body.number).toBe(first.body.number + 1)
})

test('five presses at the same moment are one', async () => {
  const before = done
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post('paiement-0002', 500)))
  expect(done).toBe(before + 1)
  expect(new Set(answers.map(({ body }) => body.number))).toEqual(new Set([before + 1]))
})

test('another body under the same key is refused, and does nothing', async () => {
  await post('paiement-0003', 700)
  const before = done
  expect(await post('paiement-0003', 701)).toMatchObject({
    status: 422,
    body: { key: 'platform.idempotency-key-reused' },
  })
  expect(done).toBe(before)
})

test('what was refused may be tried again under its key', async () => {
  isRefusing = true
  expect((await post('paiement-0004', 900)).status).toBe(409)
  isRefusing = false
  expect((await post('paiement-0004', 900)).status).toBe(200)
})

test('a key is its sender’s: the same words of someone else are another request', async () => {
  const first = await post('paiement-0005', 100)
  const others = createTestApp({
    database,
    api,
    today: '2026-11-30',
    visitor: await createVisitor(database, { name: 'Dominique' }),
  })
  expect(await post('paiement-0005', 100, others)).toMatchObject({ body: { number: first.body.number + 1 } })
})

test('a key of no use is refused in words', async () => {
  expect(await post('clé', 100)).toMatchObject({ status: 400, body: { key: 'platform.bad-idempotency-key' } })
})

test('after a day a key is free again; one left by a server that died is taken over', async () => {
  await post('paiement-0006', 100)
  await database.owner.query("update idempotency_keys set created_at = created_at - interval '25 hours'")
  const before = done
  await post('paiement-0006', 100)
  expect(done).toBe(before + 1)
  await database.owner.query(
    `update idempotency_keys set status = null, answer = null, request_sha256 = null,
       created_at = now() - interval '11 minutes'`,
  )
  await post('paiement-0006', 100)
  expect(done).toBe(before + 2)
})

test('a file sent again is read once more but taken once, and another file is refused', async () => {
  const send = async (text: string) => {
    const answer = await app.request('http://localhost/api/files', {
      method: 'POST',
      headers: {
        host: 'localhost',
        'content-type': 'application/octet-stream',
        'Idempotency-Key': 'fichier-0001',
      },
      body: text,
    })
    return { status: answer.status, body: await answer.json() }
  }
  const first = await send('Journal;Compte')
  expect(first).toMatchObject({ status: 200, body: { bytes: 14 } })
  expect(await send('Journal;Compte')).toEqual(first)
  expect((await send('Journal;Débit')).status).toBe(422)
})

test('nothing of an answer can be read from the database', async () => {
  await post('paiement-0007', 424_242)
  const { rows } = await database.owner.query<{ row: string }>(
    'select t::text as row from idempotency_keys t',
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { row } of rows) expect(row).not.toMatch(/424242|paiement/)
})
