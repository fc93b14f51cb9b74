import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from '@hono/zod-openapi'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { endpoint } from '#contract/endpoint.ts'
import { RelancesError } from '#domain/errors.ts'
import { createApp } from '#platform/http.ts'
import { routerOf, serve } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import { createVisitor } from '../visitor.ts'

const database = await createTestDatabase()
const webDir = mkdtempSync(join(tmpdir(), 'relances-web-'))
afterAll(() => rmSync(webDir, { recursive: true, force: true }))
mkdirSync(join(webDir, 'assets'))
writeFileSync(
  join(webDir, 'index.html'),
  '<!doctype html><script nonce="__CSP_NONCE__" src="/assets/a-1f2e.js"></script>',
)
writeFileSync(join(webDir, 'assets', 'a-1f2e.js'), 'plain')
writeFileSync(join(webDir, 'assets', 'a-1f2e.js.br'), 'packed')

const logged: Record<string, unknown>[] = []
const log = pino({ base: null }, { write: (line: string) => void logged.push(JSON.parse(line)) })

const planted = endpoint({
  method: 'post',
  capability: 'read',
  path: '/api/planted/{name}',
  companies: 'none',
  summary: 'A route for the tests',
  params: z.object({ name: z.string() }),
  body: z.object({ dueOn: z.iso.date() }),
  answer: z.looseObject({}),
})
const failing = endpoint({
  method: 'get',
  path: '/api/defect',
  capability: 'read',
  companies: 'none',
  summary: 'A route that fails',
  answer: z.object({}),
})

const api = routerOf(database, [
  serve(planted, ({ context }) => ({ ...context, companyIds: [1] })),
  serve(failing, () => {
    throw new Error('secret of the machine')
  }),
])
api.get('/api/missing', () => {
  throw new RelancesError('not-found', 'platform.http-not-found')
})

const config = {
  host: '127.0.0.1',
  trustedHosts: ['relances.example'],
  trustedOrigins: ['https://proxy.example'],
  today: '2026-11-24',
  publicUrl: null,
  proxies: [],
}
const visitor = await createVisitor(database)
const identify = async () => visitor
const uploadPaths = ['/api/uploads']
const app = createApp({ config, database, log, version: '1.2.3', identify, api, webDir, uploadPaths })

function ask(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  return app.request(`http://localhost:4800${path}`, {
    ...init,
    headers: { host: 'localhost:4800', ...init.headers },
  })
}

function post(body: unknown, headers: Record<string, string> = {}) {
  return ask('/api/planted/durand', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}

test('health asks the database', async () => {
  const answer = await ask('/api/health')
  expect(await answer.json()).toEqual({ status: 'ok', version: '1.2.3' })
})

test.each([
  'localhost',
  'localhost:4800',
  '127.0.0.1:9',
  '[::1]:4800',
  'relances.example',
  'RELANCES.example:443',
])('answers to %s', async (host) => {
  expect((await ask('/api/health', { headers: { host } })).status).toBe(200)
})

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.example:4800', ''])(
  'a name made to point here is refused: "%s"',
  async (host) => {
    const answer = await ask('/api/health', { headers: { host } })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'forbidden', key: 'platform.unknown-host' })
  },
)

test.each([
  [{ origin: 'http://localhost:4800' }, 200],
  [{ origin: 'https://proxy.example' }, 200],
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{}, 200],
  [{ origin: 'http://evil.example' }, 403],
  [{ origin: 'http://localhost:3000' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
] as [Record<string, string>, number][])('a change sent with %o is answered %i', async (headers, status) => {
  expect((await post({ dueOn: '2026-01-31' }, headers)).status).toBe(status)
})

test('a route is given who asks, the day and the language', async () => {
  const answer = await post({ dueOn: '2026-01-31' }, { 'accept-language': 'en-GB,en;q=0.9,fr;q=0.8' })
  expect(await answer.json()).toEqual({
    actor: { ...visitor.actor, address: 'local' },
    permission: { ...visitor.rights, capability: 'read' },
    companyIds: [1],
    today: '2026-11-24',
    followsCalendar: false,
    language: 'en',
  })
})

test('a link to a file is answered in the language of its screen, whatever the browser asks for', async () => {
  const answer = await ask('/api/nowhere?language=en', { headers: { 'accept-language': 'fr' } })
  expect(await answer.json()).toMatchObject({
    message: 'There is no such address in the API: see /api/docs.',
  })
})

test('a field that does not suit is named, in the language of the reader', async () => {
  const answer = await post({ dueOn: 'yesterday' }, { 'accept-language': 'de, fr;q=0.7' })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toEqual({
    code: 'invalid',
    key: 'platform.bad-field',
    message: 'Le champ « Échéance » ne convient pas : corrigez-le et recommencez.',
    field: 'dueOn',
  })
})

test('a program that names a field or a parameter that does not exist is told, and nothing is dropped', async () => {
  const key = await createVisitor(database, { name: 'ERP', scopes: ['read'] })
  const parts = { config, database, log, version: '1.2.3', api, webDir, uploadPaths }
  const program = createApp({ ...parts, identify: async () => key })
  const send = async (query: string, body: object) =>
    await (
      await program.request(`http://localhost:4800/api/planted/x${query}`, {
        method: 'POST',
        headers: { host: 'localhost:4800', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json()
  const dueOn = '2026-01-31'
  expect(await send('', { dueOn, emial: 'a@b.fr' })).toMatchObject({
    code: 'invalid',
    key: 'platform.unknown-field',
    message:
      '« emial » n’est pas un champ de cette demande, et rien n’a été fait : retirez-le ou corrigez son nom (voir /api/docs).',
    field: 'emial',
  })
  expect(await send('?custmer=C1', { dueOn })).toMatchObject({
    key: 'platform.unknown-parameter',
    field: 'custmer',
  })
  expect(await send('?language=en', { dueOn })).toMatchObject({ actor: { name: 'ERP' } })
})

test('a body that is not JSON, and an address that does not exist, are refusals like others', async () => {
  const headers = { 'content-type': 'application/json' }
  const malformed = await ask('/api/planted/x', { method: 'POST', body: '{', headers })
  expect(malformed.status).toBe(400)
  expect(await malformed.json()).toMatchObject({ code: 'invalid' })
  expect((await ask('/api/nowhere')).status).toBe(404)
  expect((await ask('/api/missing')).status).toBe(404)
})

test('a body over the limit is refused, except where files are sent', async () => {
  const body = 'x'.repeat(3 * 1024 * 1024)
  const refused = await ask('/api/planted/x', { method: 'POST', body })
  expect(refused.status).toBe(413)
  expect(await refused.json()).toMatchObject({ code: 'too-large', key: 'platform.body-too-large' })
  // No such route here, but past the limit.
  expect((await ask('/api/uploads/1', { method: 'POST', body })).status).toBe(404)
})

test('the log holds the pattern of a route, never its path, and a defect tells the user nothing', async () => {
  logged.length = 0
  await post({ dueOn: '2026-01-31' })
  expect(logged).toMatchObject([{ method: 'POST', route: '/api/planted/:name', status: 200 }])
  expect(JSON.stringify(logged)).not.toContain('durand')
  const answer = await ask('/api/defect')
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret')
  expect(logged).toContainEqual(expect.objectContaining({ level: 50, msg: 'request failed' }))
})

test('headers forbid scripts and frames from elsewhere, and keep answers of the API nowhere', async () => {
  const { headers } = await ask('/api/health')
  expect(headers.get('cache-control')).toBe('no-store')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self';")
  expect(policy).toContain("frame-src 'self' blob:")
  expect(policy).toContain("object-src 'none'")
  expect(policy).not.toMatch(/unsafe-|https?:|\*/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('every screen is the page, with a nonce of its own; a missing asset is not', async () => {
  const pages = await Promise.all(['/', '/relances?au=2024-01-25'].map((path) => ask(path)))
  const texts = await Promise.all(pages.map((page) => page.text()))
  const nonces = texts.map((text) => /nonce="([^"]+)"/.exec(text)?.[1] ?? '')
  expect(new Set(nonces).size).toBe(2)
  for (const [index, page] of pages.entries()) {
    expect(page.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonces[index]}'`)
    expect(page.headers.get('cache-control')).toBe('no-cache')
  }
  expect((await ask('/assets/gone.js')).status).toBe(404)
})

test('assets are kept for ever, packed when the browser can unpack them', async () => {
  const packed = await ask('/assets/a-1f2e.js', { headers: { 'accept-encoding': 'gzip, br' } })
  expect(packed.headers.get('cache-control')).toContain('immutable')
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(await packed.text()).toBe('packed')
  expect(await (await ask('/assets/a-1f2e.js')).text()).toBe('plain')
  expect((await ask('/assets/..%2findex.html')).status).toBe(404)
})

test('the API is described in OpenAPI 3.1 and on a readable page without scripts', async () => {
  const document = await (await ask('/api/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  expect(document.paths['/api/planted/{name}'].post.responses.default).toBeDefined()
  const page = await (await ask('/api/docs')).text()
  expect(page).toContain('A route for the tests')
  expect(page).toContain('Authorization: Bearer')
  expect(page).not.toMatch(/<script|style=|https?:\/\//)
})
