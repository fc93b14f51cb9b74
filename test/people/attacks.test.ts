import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Account } from '#features/people/contract.ts'
import type { Visit } from '../server-app.ts'
import { CAMILLE, openOffice, outcome, type Refusal } from './office.ts'

// Someone who wants in without being invited: each test is one thing they try.

const { server, camille, signIn, database } = await openOffice()
const COOKIE = 'relances.session_token'
const SIGNED_OUT = [401, 'people.sign-in']

function copyOf(visit: Visit): Visit {
  const copy = server.visit()
  for (const [name, value] of visit.cookies) copy.cookies.set(name, value)
  return copy
}

test('session fixation: a cookie planted before signing in is worth nothing after', async () => {
  const attacker = await signIn()
  const planted = attacker.cookies.get(COOKIE) ?? ''
  const victim = server.visit()
  victim.cookies.set(COOKIE, planted)
  await victim.ask('POST', '/api/sign-in', CAMILLE)
  expect(victim.cookies.get(COOKIE)).toBeTruthy()
  expect(victim.cookies.get(COOKIE)).not.toBe(planted)

  const invented = server.visit()
  invented.cookies.set(COOKIE, 'planted.c2lnbmF0dXJl')
  expect(await outcome(invented, 'GET', '/api/session')).toEqual(SIGNED_OUT)
})

test('a cookie replayed after signing out opens nothing, nor does one whose signature was altered', async () => {
  const visit = await signIn()
  const replay = copyOf(visit)
  const altered = copyOf(visit)
  const [token] = (visit.cookies.get(COOKIE) ?? '').split('.')
  altered.cookies.set(COOKIE, `${token}.${encodeURIComponent(`${'A'.repeat(43)}=`)}`)
  expect(await outcome(altered, 'GET', '/api/session')).toEqual(SIGNED_OUT)
  expect(await outcome(replay, 'GET', '/api/session')).toEqual([200])
  await visit.ask('DELETE', '/api/session')
  expect(await outcome(replay, 'GET', '/api/session')).toEqual(SIGNED_OUT)
})

test('a stolen cookie is in the list of sessions, and ended from there', async () => {
  const stolen = await signIn()
  const thief = copyOf(stolen)
  const elsewhere = await signIn()
  const { body: mine } = await stolen.ask<Account>('GET', '/api/account')
  const id = mine.sessions.find((session) => session.isCurrent)?.id
  const { body } = await elsewhere.ask<Account>('GET', '/api/account')
  expect(body.sessions.map((session) => session.id)).toContain(id)
  await elsewhere.ask('DELETE', `/api/account/sessions/${id}`)
  expect(await outcome(thief, 'GET', '/api/session')).toEqual(SIGNED_OUT)
  expect(await outcome(elsewhere, 'GET', '/api/session')).toEqual([200])
})

test('another person’s session is not ended by its id', async () => {
  const [{ id }] = (
    await database.owner.query(
      `insert into users (id, name, email) values ('nadia', 'Nadia', 'nadia@fnac.example') returning id`,
    )
  ).rows
  await database.owner.query(
    `insert into sessions (id, user_id, token, expires_at) values ('hers', $1, 't', now() + interval '1 day')`,
    [id],
  )
  await camille.ask('DELETE', '/api/account/sessions/hers')
  const { rows } = await database.owner.query(`select id from sessions where id = 'hers'`)
  expect(rows).toHaveLength(1)
})

test.each([
  ['another origin', { origin: 'https://pirate.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://localhost:9999' }],
  ['another site that hides its origin', { origin: '', 'sec-fetch-site': 'cross-site' }],
])('CSRF: a page of %s changes nothing with our cookie', async (_, headers) => {
  const { origin, ...others } = headers
  const cookie = [...camille.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await server.app.request('http://localhost:4800/api/session', {
    method: 'DELETE',
    headers: { host: 'localhost:4800', cookie, ...others, ...(origin === '' ? {} : { origin }) },
  })
  expect([answer.status, ((await answer.json()) as Refusal).key]).toEqual([403, 'platform.foreign-origin'])
  expect(await outcome(camille, 'GET', '/api/session')).toEqual([200])
})

test('DNS rebinding: a name that is not ours is not answered, whatever it resolves to', async () => {
  const answer = await camille.ask<Refusal>('GET', '/api/session', undefined, { host: 'pirate.example:4800' })
  expect([answer.status, answer.body.key]).toEqual([403, 'platform.unknown-host'])
})

test('brute force: the eleventh guess of a password is not looked at, even the right one', async () => {
  const { email } = CAMILLE
  for (let guess = 1; guess <= 10; guess++) {
    // From ten addresses: it is the account that is guessed at.
    const visit = server.visit({ peer: `203.0.113.${guess}` })
    const wrong = { email, password: `lampadaire vert ${guess}` }
    expect(await outcome(visit, 'POST', '/api/sign-in', wrong)).toEqual([403, 'people.wrong-sign-in'])
  }
  const { status, body, headers } = await server
    .visit({ peer: '203.0.113.99' })
    .ask<Refusal>('POST', '/api/sign-in', CAMILLE)
  expect([status, body.key]).toEqual([429, 'people.too-many'])
  expect(body.message).toContain('15 min')
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(800)
  await database.owner.query('delete from attempts')
})

test('brute force: an address that tries everybody is stopped, its neighbour is not', async () => {
  const [attacker, neighbour] = [
    server.visit({ peer: '198.51.100.1' }),
    server.visit({ peer: '198.51.100.2' }),
  ]
  for (let tried = 0; tried < 60; tried++) await attacker.ask('POST', '/api/sign-in/passkey-options')
  expect(await outcome(attacker, 'POST', '/api/sign-in', CAMILLE)).toEqual([429, 'people.too-many'])
  // A header anybody can write does not make another address of it.
  const disguised = { 'x-forwarded-for': '192.0.2.7' }
  expect((await attacker.ask('POST', '/api/sign-in', CAMILLE, disguised)).status).toBe(429)
  expect(await outcome(neighbour, 'POST', '/api/sign-in', CAMILLE)).toEqual([200])
})

test('guessing links is stopped too', async () => {
  const attacker = server.visit({ peer: '198.51.100.3' })
  for (let tried = 0; tried < 30; tried++) await attacker.ask('GET', `/api/links/guess-${tried}`)
  expect(await outcome(attacker, 'GET', '/api/links/guess')).toEqual([429, 'people.too-many'])
})

test('an import too many is refused, with the time to wait, and reading goes on', async () => {
  const visit = await signIn()
  const reading = `/api/imports/${randomUUID()}/preview`
  for (let count = 0; count < 120; count++) {
    expect((await visit.ask('POST', reading, { company: 'FNAC' })).status).toBe(404)
  }
  const { status, body, headers } = await visit.ask<Refusal>('POST', '/api/imports?fileName=a.csv', {})
  expect([status, body.key]).toEqual([429, 'imports.too-many'])
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await outcome(visit, 'GET', '/api/imports')).toEqual([200])
})

test.each([
  ['/api/sign-in', 2 * 1024 * 1024 + 1],
  ['/api/imports?fileName=a.csv', 250 * 1024 * 1024 + 1],
])('a body over the limit of %s is refused before it is read', async (path, bytes) => {
  const { status, body } = await camille.ask<Refusal>('POST', path, {}, { 'content-length': String(bytes) })
  expect([status, body.key]).toEqual([413, 'platform.body-too-large'])
})

test('a body that does not say its length is cut where the limit is', async () => {
  const chunk = new Uint8Array(512 * 1024).fill(32)
  const body = new ReadableStream({ pull: (stream) => stream.enqueue(chunk) })
  const answer = await server.app.request('http://localhost:4800/api/sign-in', {
    method: 'POST',
    headers: { host: 'localhost:4800', 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit)
  expect([answer.status, ((await answer.json()) as Refusal).key]).toEqual([413, 'platform.body-too-large'])
})
