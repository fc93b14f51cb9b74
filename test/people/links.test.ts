import { expect, test, vi } from 'vitest'
import type { ChangedRoles, CreatedApiKey, Link } from '#features/people/contract.ts'
import { nextCode } from '../one-time-code.ts'
import type { Visit } from '../server-app.ts'
import { openOffice, outcome, pathOf, person, turnOnCodes } from './office.ts'

// Links to choose a password, kept by somebody until they open more than they were given for.

const { server, camille, join, invite, database, notes } = await openOffice()
const PASSWORD = { password: 'chaise bleue orage' }
const EXPIRED = [404, 'people.link-expired']

async function giveLink(to: string, by: Visit = camille): Promise<string> {
  const { status, body } = await by.ask<Link>('POST', `/api/users/${to}/links`)
  expect(status).toBe(200)
  return pathOf(body.url)
}

test('a link made by the administrator of ISAGRI is worth nothing once Zoé administers everywhere', async () => {
  const karim = await join(person('Karim Diallo', { roles: [{ company: 'ISAGRI', role: 'administrator' }] }))
  const zoe = await join(
    person('Zoé Blanc', { email: 'zoe@fnac.example', roles: [{ company: 'ISAGRI', role: 'reader' }] }),
  )
  const kept = await giveLink(zoe.id, karim.visit)
  expect(await outcome(server.visit(), 'GET', kept)).toEqual([200])
  const { body } = await camille.ask<ChangedRoles>('PUT', `/api/users/${zoe.id}/roles`, {
    roleEverywhere: 'administrator',
    roles: [],
  })
  expect(body).toMatchObject({ roleEverywhere: 'administrator', linksEnded: 1 })
  expect(await outcome(server.visit(), 'GET', kept)).toEqual(EXPIRED)
  expect(await outcome(server.visit(), 'POST', kept, PASSWORD)).toEqual(EXPIRED)
  expect(await outcome(server.visit(), 'POST', '/api/sign-in', zoe.credentials)).toEqual([200])
  expect(await notes('links-ended')).toEqual([{ person: 'Zoé Blanc', count: 1, actor: 'Camille Martin' }])
})

test('any right more ends the links there were, an invitation too; a right less does not', async () => {
  const { id, url } = await invite(person('Nadia Benali', { roles: [{ company: 'FNAC', role: 'manager' }] }))
  const change = async (grants: object) =>
    (await camille.ask<ChangedRoles>('PUT', `/api/users/${id}/roles`, { roleEverywhere: null, ...grants }))
      .body
  const less = await change({ roles: [{ company: 'FNAC', role: 'reader' }] })
  expect([less.linksEnded, await outcome(server.visit(), 'GET', pathOf(url))]).toEqual([0, [200]])
  for (const roles of [
    [{ company: 'FNAC', role: 'reminder' }],
    [
      { company: 'FNAC', role: 'reminder' },
      { company: 'ISAGRI', role: 'reader' },
    ],
  ]) {
    const link = await giveLink(id)
    expect((await change({ roles })).linksEnded).toBe(1)
    expect(await outcome(server.visit(), 'POST', link, PASSWORD)).toEqual(EXPIRED)
  }
})

test('who made a link is checked again when it is used: gone, demoted, or a key revoked', async () => {
  const lea = await join(person('Léa Roux', { email: 'lea@fnac.example' }))
  const maker = await join(person('Marc Petit', { roles: [{ company: 'FNAC', role: 'administrator' }] }))
  const made = await camille.ask<CreatedApiKey>('POST', '/api/keys', {
    name: 'Annuaire',
    capabilities: ['manage-users'],
    companies: null,
  })
  const byKey = { authorization: `Bearer ${made.body.secret}` }
  const { body } = await server.visit().ask<Link>('POST', `/api/users/${lea.id}/links`, undefined, byKey)
  expect(await outcome(server.visit(), 'GET', pathOf(body.url))).toEqual([200])
  await camille.ask('DELETE', `/api/keys/${made.body.key.id}`)
  expect(await outcome(server.visit(), 'POST', pathOf(body.url), PASSWORD)).toEqual(EXPIRED)

  const kept = await giveLink(lea.id, maker.visit)
  const demoted = { roleEverywhere: null, roles: [{ company: 'FNAC', role: 'manager' }] }
  await camille.ask('PUT', `/api/users/${maker.id}/roles`, demoted)
  expect(await outcome(server.visit(), 'POST', kept, PASSWORD)).toEqual(EXPIRED)
  const promoted = { roleEverywhere: null, roles: [{ company: 'FNAC', role: 'administrator' }] }
  await camille.ask('PUT', `/api/users/${maker.id}/roles`, promoted)
  const again = await giveLink(lea.id, maker.visit)
  await camille.ask('POST', `/api/users/${maker.id}/deactivation`)
  expect(await outcome(server.visit(), 'POST', again, PASSWORD)).toEqual(EXPIRED)
})

test('a link taken back with the account does not come back with it', async () => {
  const { id, url } = await invite(person('Ugo Sand'))
  await camille.ask('POST', `/api/users/${id}/deactivation`)
  await camille.ask('DELETE', `/api/users/${id}/deactivation`)
  expect(await outcome(server.visit(), 'GET', pathOf(url))).toEqual(EXPIRED)
})

test('a stranger who knows an e-mail breaks no sign-in half-way, and cancels no link handed over', async () => {
  const omar = await join(person('Omar Blanc'))
  const { password } = omar.credentials
  const totp = await turnOnCodes({ visit: omar.visit, password })
  const handed = await giveLink(omar.id)
  const half = server.visit()
  await half.ask('POST', '/api/sign-in', omar.credentials)
  const askedLinks = async () => {
    const { rows } = await database.owner.query('select made_by from links where user_id = $1', [omar.id])
    return rows.filter(({ made_by }) => made_by === null).length
  }
  for (let time = 0; time < 7; time++) {
    const ask = { email: omar.credentials.email }
    expect(await outcome(server.visit(), 'POST', '/api/password-resets', ask)).toEqual([200])
  }
  await vi.waitUntil(async () => (await askedLinks()) === 5)
  expect(await outcome(half, 'POST', '/api/sign-in/second-factor', { code: nextCode(totp) })).toEqual([200])
  expect(await outcome(server.visit(), 'GET', handed)).toEqual([200])
  expect(await outcome(server.visit(), 'POST', handed, PASSWORD)).toEqual([200])
  // One that served takes all others with it.
  expect(await askedLinks()).toBe(0)
})
