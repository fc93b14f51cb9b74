import { expect, test } from 'vitest'
import type { SignInState } from '#features/people/contract.ts'
import type { Session } from '#features/people/session-contract.ts'
import type { Visit } from '../server-app.ts'
import { openOffice, outcome } from './office.ts'
import { CLIENT, startProvider } from './openid-provider.ts'

// Nadia was invited, and comes in through her firm's own sign-in; whoever was not invited does not.

const NADIA = { sub: 'n-1', email: 'nadia@fnac.example', email_verified: true, name: 'Nadia Benali' }
const provider = await startProvider(NADIA)
const { server, invite, database } = await openOffice({
  publicUrl: 'http://localhost:4800',
  oidc: { ...CLIENT, issuer: provider.issuer, name: 'Cabinet' },
})
await invite({
  name: NADIA.name,
  email: NADIA.email,
  roleEverywhere: null,
  roles: [{ company: 'FNAC', role: 'reminder' }],
})

/** Goes to the provider and comes back, in `entering` to another browser; gives where one lands. */
async function comeThrough(visit: Visit, entering = visit): Promise<string> {
  const { body } = await visit.ask<{ url: string }>('POST', '/api/sign-in/provider')
  const there = await fetch(body.url, { redirect: 'manual' })
  const back = new URL(there.headers.get('location') ?? '')
  const landed = await entering.ask('GET', `${back.pathname}${back.search}`)
  expect(landed.status).toBe(302)
  return landed.headers.get('location') ?? ''
}

async function expectNobody(visit: Visit): Promise<void> {
  expect(await outcome(visit, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
}

test('an address the provider has not verified signs nobody in', async () => {
  provider.person = { ...NADIA, email_verified: false }
  const visit = server.visit()
  expect(await comeThrough(visit)).toContain('/connexion?error=')
  await expectNobody(visit)
  provider.person = NADIA
})

test('who was invited comes in, with their role; the provider had its proof of the same browser', async () => {
  const visit = server.visit()
  expect((await visit.ask<SignInState>('GET', '/api/sign-in')).body.provider).toBe('Cabinet')
  const before = provider.exchanges
  expect(await comeThrough(visit)).toBe('http://localhost:4800/')
  expect(provider.exchanges).toBe(before + 1)
  const { body } = await visit.ask<Session>('GET', '/api/session')
  expect(body.actor).toBe('Nadia Benali')
  expect(body.companies).toMatchObject([{ code: 'FNAC', role: 'reminder' }])
})

test('who was not invited stays out, and no account is made', async () => {
  provider.person = { sub: 'x-9', email: 'inconnu@fnac.example', email_verified: true, name: 'Inconnu' }
  const visit = server.visit()
  expect(await comeThrough(visit)).toContain('/connexion?error=')
  await expectNobody(visit)
  const { rows } = await database.owner.query(`select id from users where email like 'inconnu%'`)
  expect(rows).toEqual([])
  provider.person = NADIA
})

test('what another signed is not believed', async () => {
  provider.isForging = true
  const visit = server.visit()
  expect(await comeThrough(visit)).toContain('/connexion?error=')
  await expectNobody(visit)
  provider.isForging = false
})

test('an answer brought to another browser signs nobody in there', async () => {
  const [attacker, victim] = [server.visit(), server.visit()]
  expect(await comeThrough(attacker, victim)).toContain('/connexion?error=')
  await expectNobody(victim)
})

test('who is deactivated stays out', async () => {
  await database.owner.query('update users set deactivated_at = now() where email = $1', [NADIA.email])
  const visit = server.visit()
  await comeThrough(visit)
  await expectNobody(visit)
})
