import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Account, SignInState } from '#features/people/contract.ts'
import { firstVisitCode, prepareDemo } from '#features/people/server/first-visit.ts'
import { readConfig } from '#platform/config.ts'
import { createTestDatabase } from '../database.ts'
import { openServerApp, type Visit } from '../server-app.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { CAMILLE, outcome, type Refusal } from './office.ts'

// One installation: first a demonstration on one's own computer, then a server behind a proxy that adds TLS.

const database = await createTestDatabase()
const secret = 'a secret of the installation, kept'
// Both keep their files in the same folder, as servers of one database do.
const dataDir = temporaryFolder()
const alone = await openServerApp(database, { dataDir, secret, demo: true })
const { publicUrl, proxies, trustedHosts, trustedOrigins } = readConfig({
  RELANCES_URL: 'https://relances.exemple.fr',
  RELANCES_PROXIES: '10.0.0.0/8',
})
const PUBLIC = { address: 'https://relances.exemple.fr', peer: '10.0.0.5' }
const proxied = await openServerApp(database, {
  dataDir,
  secret,
  demo: true,
  ...{ publicUrl, proxies, trustedHosts, trustedOrigins },
})
/** What proxies, tunnels and networks of delivery add to a request, of which no list is closed. */
const SEEN_BEHIND = [
  ...['Forwarded', 'X-Forwarded', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Port', 'Via'],
  ...['X-Real-IP', 'X-Client-IP', 'Client-IP', 'True-Client-IP', 'X-Cluster-Client-IP', 'X-Remote-Addr'],
  ...['CF-Connecting-IP', 'CF-Connecting-IPv6', 'CF-Ray', 'CDN-Loop', 'Fastly-Client-IP', 'Fly-Client-IP'],
  ...['X-Original-Forwarded-For', 'X-Envoy-External-Address', 'X-Azure-ClientIP', 'X-Appengine-User-IP'],
  ...['X-Originating-IP', 'X-Amz-Cf-Id', 'WL-Proxy-Client-IP', 'Tailscale-User-Login', 'DO-Connecting-IP'],
]
const NO_DEMO = [403, 'people.no-demo']
const visit = alone.visit()
await prepareDemo(database, 'Démonstration')

test('--demo signs in on the machine itself, and stops as soon as a proxy is seen or configured', async () => {
  expect(await outcome(visit, 'POST', '/api/sign-in/demo')).toEqual([200])
  expect(await outcome(visit, 'GET', '/api/session')).toEqual([200])
  for (const header of SEEN_BEHIND) {
    const forwarded = { [header]: 'proxy' }
    const entering = await alone.visit().ask('POST', '/api/sign-in/demo', undefined, forwarded)
    const staying = await visit.ask('GET', '/api/session', undefined, forwarded)
    expect([entering.status, staying.status], header).toEqual([403, 401])
  }
  const elsewhere = proxied.visit(PUBLIC)
  expect(await outcome(elsewhere, 'POST', '/api/sign-in/demo')).toEqual(NO_DEMO)
  expect((await elsewhere.ask<SignInState>('GET', '/api/sign-in')).body.isDemo).toBe(false)
  for (const [name, value] of visit.cookies) elsewhere.cookies.set(`__Host-${name}`, value)
  expect(await outcome(elsewhere, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
})

test('reached from elsewhere, the first visit takes the code shown where Relances was started', async () => {
  const visitor = proxied.visit(PUBLIC)
  const { body } = await visitor.ask<SignInState>('GET', '/api/sign-in')
  expect(body).toMatchObject({ step: 'first-visit', needsCode: true })
  const guess = { ...CAMILLE, code: '000000000000' }
  for (const person of [CAMILLE, guess]) {
    expect(await outcome(visitor, 'POST', '/api/administrator', person)).toEqual([
      403,
      'people.wrong-first-code',
    ])
  }
  // A machine of one's own behind a tunnel nobody configured asks for it too.
  const tunnelled = await alone
    .visit()
    .ask<Refusal>('POST', '/api/administrator', CAMILLE, { 'x-forwarded-for': '192.0.2.1' })
  expect([tunnelled.status, tunnelled.body.key]).toEqual([403, 'people.wrong-first-code'])
  const known = { ...CAMILLE, code: firstVisitCode(secret) }
  expect(await outcome(visitor, 'POST', '/api/administrator', known)).toEqual([200])
})

test('once somebody has an account the demonstration is over, for who was in it as well', async () => {
  expect(await outcome(alone.visit(), 'POST', '/api/sign-in/demo')).toEqual(NO_DEMO)
  expect(await outcome(visit, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
})

test('in TLS the cookie is for this host only, out of reach of scripts and of plain HTTP', async () => {
  const { headers } = await proxied.visit(PUBLIC).ask('POST', '/api/sign-in', CAMILLE)
  const [cookie = ''] = headers.getSetCookie().filter((set) => set.includes('session_token'))
  expect(cookie).toMatch(/^__Host-relances\.session_token=/)
  for (const part of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(part)
  expect(cookie).not.toContain('Domain')
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  const plain = await alone.visit().ask('POST', '/api/sign-in', CAMILLE)
  expect(plain.headers.getSetCookie().join()).not.toContain('Secure')
  expect(plain.headers.get('strict-transport-security')).toBeNull()
})

test.each([
  ['the proxy', '10.0.0.5', '203.0.113.7', '203.0.113.7'],
  ['the proxy, after somebody wrote the header first', '10.0.0.5', '192.0.2.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies', '10.0.0.5', '203.0.113.7, 10.0.0.6', '203.0.113.7'],
  ['somebody who is no proxy', '198.51.100.9', '203.0.113.7', '198.51.100.9'],
  ['the proxy, with nonsense', '10.0.0.5', 'unknown', '10.0.0.5'],
])('X-Forwarded-For of %s gives the right address', async (_, peer, forwarded, address) => {
  const reader = proxied.visit({ ...PUBLIC, peer })
  const headers = { 'x-forwarded-for': forwarded }
  await reader.ask('POST', '/api/sign-in', CAMILLE, headers)
  const { body } = await reader.ask<Account>('GET', '/api/account', undefined, headers)
  expect(body.sessions.find((session) => session.isCurrent)?.address).toBe(address)
})

test('each answer tells the browser to load nothing from elsewhere and to guess nothing', async () => {
  const { headers } = await proxied.visit(PUBLIC).ask('GET', '/api/sign-in')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).toMatch(/style-src 'self' 'nonce-[^']+'/)
  for (const part of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "form-action 'self'",
  ]) {
    expect(policy).toContain(part)
  }
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'SAMEORIGIN',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cache-control': 'no-store',
  })
})

test('the secret is made once, in a file only its owner reads', async () => {
  const first = await openServerApp(database, { dataDir })
  const file = join(first.config.dataDir, 'secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(first.secret).toMatch(/^[0-9a-f]{64}$/)
  const again = await openServerApp(database, { dataDir: first.config.dataDir })
  expect(again.secret).toBe(first.secret)
  // What one installation signed is not taken for its own by another.
  const foreign: Visit = proxied.visit(PUBLIC)
  const own = first.visit()
  await own.ask('POST', '/api/sign-in', CAMILLE)
  for (const [name, value] of own.cookies) foreign.cookies.set(`__Host-${name}`, value)
  expect(await outcome(foreign, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
})
