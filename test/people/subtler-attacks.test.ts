import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { type TOTP, URI } from 'otpauth'
import { expect, test, vi } from 'vitest'
import type { CreatedApiKey, NewUser, SecondFactorStart, User, UserList } from '#features/people/contract.ts'
import { nextCode } from '../one-time-code.ts'
import { CAMILLE, openOffice, outcome, pathOf, type Refusal } from './office.ts'

// What somebody patient tries, once the front door has held.

const { server, camille, join, invite, signIn, database } = await openOffice({ logLevel: 'info' })
const SIGNED_OUT = [401, 'people.sign-in']

function person(name: string, grants: Partial<NewUser> = {}): NewUser {
  const email = `${name.toLowerCase().split(' ')[0]}@fnac.example`
  return { name, email, roleEverywhere: null, roles: [{ company: 'FNAC', role: 'manager' }], ...grants }
}

function logged(): string {
  return readFileSync(joinPath(server.config.dataDir, 'relances.log'), 'utf8')
}

test('guessing codes: after ten wrong ones the right one is not looked at either', async () => {
  const zoe = await join(person('Zoé Lune', { email: 'zoe@fnac.example' }))
  const { body } = await zoe.visit.ask<SecondFactorStart>('POST', '/api/account/second-factor', {
    password: zoe.credentials.password,
  })
  const totp = URI.parse(body.uri) as TOTP
  await zoe.visit.ask('POST', '/api/account/second-factor/confirmation', { code: totp.generate() })
  const thief = server.visit({ peer: '203.0.113.50' })
  const keys: unknown[] = []
  // Each time a cookie has served its five guesses, the password gives another.
  for (let guess = 0; guess < 12; guess++) {
    if (guess % 4 === 0) await thief.ask('POST', '/api/sign-in', zoe.credentials)
    keys.push((await outcome(thief, 'POST', '/api/sign-in/second-factor', { code: '000000' }))[1])
  }
  expect(keys.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'people.wrong-code'))
  await thief.ask('POST', '/api/sign-in', zoe.credentials)
  expect(await outcome(thief, 'POST', '/api/sign-in/second-factor', { code: nextCode(totp) })).toEqual([
    403,
    'people.second-factor-locked',
  ])
  expect(await outcome(thief, 'GET', '/api/session')).toEqual(SIGNED_OUT)
  expect(await outcome(zoe.visit, 'GET', '/api/session')).toEqual([200])
})

test('who may do less may do less at once, in the session and by the key they have', async () => {
  const nils = await join(person('Nils Brun', { roles: [{ company: 'FNAC', role: 'administrator' }] }))
  const made = await nils.visit.ask<CreatedApiKey>('POST', '/api/keys', {
    name: 'caisse',
    capabilities: ['read', 'edit-texts'],
    companies: null,
    validDays: null,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const key = { authorization: `Bearer ${made.body.secret}` }
  const text = '/api/companies/FNAC/letter-texts/1/fr/business/copies'
  const statuses = async () => [
    (await nils.visit.ask('POST', text, {})).status,
    (await server.visit().ask('POST', text, {}, key)).status,
    (await server.visit().ask('GET', '/api/companies', undefined, key)).status,
  ]
  expect(await statuses()).toEqual([400, 400, 200])
  const grants = { roleEverywhere: null, roles: [{ company: 'FNAC', role: 'reader' }] }
  expect(await outcome(camille, 'PUT', `/api/users/${nils.id}/roles`, grants)).toEqual([200])
  expect(await statuses()).toEqual([403, 403, 200])
  await camille.ask('POST', `/api/users/${nils.id}/deactivation`)
  expect(await statuses()).toEqual([401, 401, 401])
})

test('somebody who never came, or the person of the demonstration, does not count as administering', async () => {
  await invite(person('Ines Noir', { roleEverywhere: 'administrator', roles: [] }))
  await database.owner.query(
    `insert into users (id, name, email, role_everywhere, is_demo)
     values ('demo', 'Démo', 'demo@relances.invalid', 'administrator', true)`,
  )
  const { body } = await camille.ask<UserList>('GET', '/api/users')
  const me = body.users.find(({ isYou }) => isYou)?.id
  const last = [409, 'people.last-administrator']
  expect(await outcome(camille, 'POST', `/api/users/${me}/deactivation`)).toEqual(last)
  expect(
    await outcome(camille, 'PUT', `/api/users/${me}/roles`, { roleEverywhere: null, roles: [] }),
  ).toEqual(last)
  await database.owner.query(`delete from users where id = 'demo'`)
})

test('asking for a new password in somebody’s name does not take their invitation away', async () => {
  const { url } = await invite(person('Omar Blanc'))
  expect(
    await outcome(server.visit(), 'POST', '/api/password-resets', { email: 'omar@fnac.example' }),
  ).toEqual([200])
  expect(await outcome(server.visit(), 'GET', pathOf(url))).toEqual([200])
})

test('a link is of the address people type, whatever a header says of another', async () => {
  const forged = {
    'x-forwarded-host': 'pirate.example',
    forwarded: 'host=pirate.example',
    'x-original-host': 'pirate.example',
  }
  const { body } = await camille.ask<{ user: User; link: { url: string } }>(
    'POST',
    '/api/users',
    person('Rosa Vert'),
    forged,
  )
  expect(body.link.url).toMatch(/^http:\/\/localhost:4800\/lien\//)
  await server.visit().ask('POST', '/api/password-resets', { email: CAMILLE.email }, forged)
  await vi.waitUntil(() => logged().includes('password reset'))
  expect(logged()).not.toContain('pirate.example')
})

test('an unknown e-mail takes as long to refuse as a wrong password', async () => {
  // Of the processor, that of hashing included: what else the machine is busy with does not count.
  const time = async (email: string) => {
    const times: number[] = []
    for (let n = 0; n < 3; n++) {
      const start = process.cpuUsage()
      await server.visit().ask('POST', '/api/sign-in', { email, password: `pas le bon du tout ${n}` })
      const { user, system } = process.cpuUsage(start)
      times.push(user + system)
    }
    return Math.min(...times)
  }
  const [known, unknown] = [await time(CAMILLE.email), await time('personne@fnac.example')]
  // Without hashing it would be ten times less.
  expect(unknown).toBeGreaterThan(known / 3)
  expect(known).toBeGreaterThan(unknown / 3)
})

test('a body made to poison objects, or nested without end, is a body like another', async () => {
  const { app } = server
  const headers = { host: 'localhost:4800', 'content-type': 'application/json' }
  const send = async (body: string) =>
    (await app.request('http://localhost:4800/api/sign-in', { method: 'POST', headers, body })).status
  const poison =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"email":"a@b.fr","password":"x"}'
  expect(await send(poison)).toBe(403)
  expect(await send('['.repeat(200_000))).toBe(400)
  expect(await send(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)).toBe(400)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('searching for what makes patterns run for ever ends', async () => {
  for (const text of ['%'.repeat(500), `${'a'.repeat(400)}!`, '_'.repeat(500), '(a+)+$', '\\'.repeat(301)]) {
    const { status } = await camille.ask('GET', `/api/customers?text=${encodeURIComponent(text)}`)
    expect(status, text.slice(0, 9)).toBeLessThan(500)
  }
})

test('a database that refuses to write is said so, and is nobody’s wrong password', async () => {
  await database.owner.query(`
    create function refuse_session() returns trigger language plpgsql as $$
      begin raise exception 'disk full' using errcode = '53100'; end $$;
    create trigger refuse before insert on sessions for each row execute function refuse_session()`)
  const answer = await server.visit().ask<Refusal>('POST', '/api/sign-in', CAMILLE)
  await database.owner.query('drop trigger refuse on sessions')
  expect([answer.status, answer.body.key]).toEqual([503, 'platform.disk-full'])
  expect((await signIn()).cookies.size).toBeGreaterThan(0)
})

test('the log has a line of JSON for each thing, and no name nor e-mail of anybody, whatever was sent', async () => {
  const forged = { 'user-agent': 'Zoé\u0009{"level":60}', 'accept-language': 'fr"}\u0009{"level":60' }
  await server
    .visit()
    .ask(
      'GET',
      `/api/customers?text=${encodeURIComponent('Nils\n{"level":60,"msg":"forged"}')}`,
      undefined,
      forged,
    )
  await server
    .visit()
    .ask('POST', '/api/sign-in', { email: 'nils@fnac.example', password: 'Nils\n{"level":60}' })
  const lines = logged()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.length).toBeGreaterThan(50)
  expect(lines.filter(({ msg, level }) => msg === 'forged' || level === 60)).toEqual([])
  expect(logged()).not.toMatch(/camille|martin|zo[ée]|nils|ines|omar|rosa|fnac\.example|lampadaire|tabouret/i)
})
