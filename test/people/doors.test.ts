import { expect, test } from 'vitest'
import type { Account, CreatedApiKey, Link } from '#features/people/contract.ts'
import { nextCode } from '../one-time-code.ts'
import type { Visit } from '../server-app.ts'
import { CAMILLE, openOffice, outcome, pathOf, person, type Refusal, turnOnCodes } from './office.ts'

// Doors somebody with a foot in them tries to keep open: sessions left open, copied cookies, codes read over a shoulder.

const { server, camille, join, invite, signIn, database, notes } = await openOffice()
const PASSWORD = { password: 'chaise bleue orage' }
const EXPIRED = [404, 'people.link-expired']
const PROOF = [403, 'people.proof-needed']

/** The session of this visit, left open for six minutes. */
async function leaveOpen(visit: Visit): Promise<void> {
  const { body } = await visit.ask<Account>('GET', '/api/account')
  const id = body.sessions.find(({ isCurrent }) => isCurrent)?.id
  await database.owner.query(`update sessions set proved_at = now() - interval '6 minutes' where id = $1`, [
    id,
  ])
}

test('a session left open opens no other way in, until its person proves who they are', async () => {
  const visit = await signIn()
  const paul = await invite(person('Paul Faure'))
  const key = { name: 'Voleur', capabilities: ['read'], companies: null }
  const grave: [string, string, unknown?][] = [
    ['POST', '/api/keys', key],
    ['POST', '/api/account/passkey-options'],
    ['POST', '/api/account/passkeys', { name: 'Voleur', response: {} }],
    ['DELETE', '/api/account/passkeys/1'],
    ['POST', '/api/users', person('Complice Noir')],
    ['PUT', `/api/users/${paul.id}/roles`, { roleEverywhere: 'administrator', roles: [] }],
    ['POST', `/api/users/${paul.id}/links`],
    ['POST', `/api/users/${paul.id}/deactivation`],
    ['DELETE', `/api/users/${paul.id}/deactivation`],
    ['DELETE', `/api/users/${paul.id}/second-factor`],
  ]
  await leaveOpen(visit)
  for (const [method, path, body] of grave) {
    expect(await outcome(visit, method, path, body), `${method} ${path}`).toEqual(PROOF)
  }
  expect(await outcome(visit, 'POST', '/api/account/proof', { password: 'pas le bon du tout' })).toEqual([
    403,
    'people.wrong-password',
  ])
  expect(await outcome(visit, 'POST', '/api/keys', key)).toEqual(PROOF)
  expect(await outcome(visit, 'POST', '/api/account/proof', { password: CAMILLE.password })).toEqual([200])
  expect(await outcome(visit, 'POST', '/api/keys', key)).toEqual([200])
  // Another session of hers has proved nothing, and what withdraws is never kept waiting.
  const other = await signIn()
  await leaveOpen(other)
  expect(await outcome(other, 'POST', '/api/keys', key)).toEqual(PROOF)
  expect(await outcome(other, 'DELETE', '/api/account/sessions/1')).toEqual([200])
})

test('every route of accounts and people that changes something is grave, or is named here', async () => {
  const { body } = await camille.ask<{ paths: Record<string, Record<string, Record<string, unknown>>> }>(
    'GET',
    '/api/openapi.json',
  )
  const light = Object.entries(body.paths).flatMap(([path, item]) =>
    /^\/api\/(account|users|keys)/.test(path)
      ? Object.entries(item).flatMap(([method, route]) =>
          method === 'get' || route['x-grave'] ? [] : [`${method} ${path}`],
        )
      : [],
  )
  expect(light.sort()).toEqual([
    // They only take away.
    'delete /api/account/keys/{id}',
    'delete /api/account/sessions',
    'delete /api/account/sessions/{id}',
    'delete /api/keys/{id}',
    // They are the proof.
    'post /api/account/proof',
    'post /api/account/proof/passkey',
    'post /api/account/proof/passkey-options',
    // They ask for the password themselves, or for the code of what it has opened.
    'post /api/account/recovery-codes',
    'post /api/account/second-factor',
    'post /api/account/second-factor/confirmation',
    'post /api/account/second-factor/removal',
    'put /api/account/password',
  ])
})

test.each([
  ['PUT', '/api/account/password', { current: 'pas le bon du tout', password: 'lampadaire vert nuage' }],
  ['POST', '/api/account/second-factor', { password: 'pas le bon du tout' }],
  ['POST', '/api/account/second-factor/removal', { password: 'pas le bon du tout' }],
  ['POST', '/api/account/recovery-codes', { password: 'pas le bon du tout' }],
  ['POST', '/api/account/proof', { password: 'pas le bon du tout' }],
])('guessing the password within a session is counted and traced: %s %s', async (method, path, wrong) => {
  await database.owner.query('delete from attempts')
  const visit = await signIn()
  const before = (await notes('proof-failed')).length
  for (let guess = 1; guess <= 10; guess++) {
    expect(await outcome(visit, method, path, wrong)).toEqual([403, 'people.wrong-password'])
  }
  const right = { current: CAMILLE.password, password: CAMILLE.password }
  expect(await outcome(visit, method, path, right)).toEqual([429, 'people.too-many'])
  const traced = (await notes('proof-failed')).slice(before)
  expect(traced).toEqual(Array.from({ length: 10 }, () => ({ way: 'password', actor: CAMILLE.name })))
  // The thief has not kept Camille from signing in.
  expect(await outcome(server.visit(), 'POST', '/api/sign-in', CAMILLE)).toEqual([200])
  await database.owner.query('delete from attempts')
})

test('a changed password ends the other sessions and the links, and shows what still opens', async () => {
  const ines = await join(
    person('Inès Morel', { email: 'ines@fnac.example', roles: [{ company: 'FNAC', role: 'administrator' }] }),
  )
  const wanted = { name: 'Caisse', capabilities: ['read'], companies: null }
  const { body: key } = await ines.visit.ask<CreatedApiKey>('POST', '/api/keys', wanted)
  const thief = await signIn(ines.credentials)
  const copied = server.visit()
  for (const [name, value] of ines.visit.cookies) copied.cookies.set(name, value)
  const { body: given } = await camille.ask<Link>('POST', `/api/users/${ines.id}/links`)
  const change = { current: ines.credentials.password, password: 'lampadaire vert nuage' }
  expect(await outcome(ines.visit, 'PUT', '/api/account/password', change)).toEqual([200])
  for (const gone of [thief, copied]) {
    expect(await outcome(gone, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
  }
  expect(await outcome(server.visit(), 'POST', pathOf(given.url), PASSWORD)).toEqual(EXPIRED)
  const { body: account } = await ines.visit.ask<Account>('GET', '/api/account')
  expect(account.keys).toMatchObject([{ name: 'Caisse', prefix: key.key.prefix, capabilities: ['read'] }])
  // She has become a reader meanwhile: her keys are still hers to withdraw, and nobody else's.
  const reader = { roleEverywhere: null, roles: [{ company: 'FNAC', role: 'reader' }] }
  await camille.ask('PUT', `/api/users/${ines.id}/roles`, reader)
  const other = await camille.ask<CreatedApiKey>('POST', '/api/keys', wanted)
  expect((await ines.visit.ask('DELETE', `/api/account/keys/${other.body.key.id}`)).status).toBe(404)
  expect(await outcome(ines.visit, 'DELETE', `/api/account/keys/${key.key.id}`)).toEqual([200])
  expect((await ines.visit.ask<Account>('GET', '/api/account')).body.keys).toEqual([])
})

test('an office behind one address does not shut itself out: only failures are counted', async () => {
  const peer = '203.0.113.7'
  for (let arrival = 0; arrival < 62; arrival++) {
    expect(await outcome(server.visit({ peer }), 'POST', '/api/sign-in', CAMILLE)).toEqual([200])
  }
  const { url } = await invite(person('Rosa Vert'))
  const entry = server.visit({ peer: '203.0.113.8' })
  for (let time = 0; time < 40; time++) expect(await outcome(entry, 'GET', pathOf(url))).toEqual([200])
  const failing = server.visit({ peer: '203.0.113.9' })
  for (let failure = 0; failure < 60; failure++) {
    await failing.ask('POST', '/api/sign-in/second-factor', { code: '000000' })
  }
  expect(await outcome(failing, 'POST', '/api/sign-in', CAMILLE)).toEqual([429, 'people.too-many'])
}, 60_000)

test('a code of the application serves once, whoever read it over a shoulder', async () => {
  const nils = await join(person('Nils Brun'))
  const totp = await turnOnCodes({ visit: nils.visit, password: nils.credentials.password })
  const enter = async (code: string) => {
    const visit = server.visit()
    await visit.ask('POST', '/api/sign-in', nils.credentials)
    const answered = await outcome(visit, 'POST', '/api/sign-in/second-factor', { code })
    return [...answered, (await visit.ask('GET', '/api/session')).status]
  }
  const spent = [403, 'people.code-spent', 401]
  const failures = (await notes('sign-in-failed')).length
  expect(await enter(totp.generate())).toEqual(spent)
  const next = nextCode(totp)
  // Two at the same moment: one is in.
  const both = await Promise.all([enter(next), enter(`${next.slice(0, 3)} ${next.slice(3)}`)])
  expect(both.sort()).toEqual([[200, 200], spent])
  expect((await notes('sign-in-failed')).slice(failures)).toEqual(
    [1, 2].map(() => ({ way: 'second-factor', person: 'Nils Brun', actor: 'visiteur' })),
  )
})

test('a refusal names the role that is missing, everywhere included', async () => {
  const hugo = await join(person('Hugo Petit', { roles: [{ company: 'FNAC', role: 'administrator' }] }))
  const { body } = await hugo.visit.ask<Refusal>('POST', '/api/companies', { code: 'X', legalName: 'X' })
  expect(body.message).toContain('administrateur de toutes les entreprises')
  const lina = await join(person('Lina Sol'))
  const { body: refused } = await lina.visit.ask<Refusal>('GET', '/api/users')
  expect(refused.message).toContain('« administrateur »')
})
