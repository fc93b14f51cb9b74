import { type TOTP, URI } from 'otpauth'
import { expect, test } from 'vitest'
import type { CreatedApiKey, Link, SecondFactorStart, User } from '#features/people/contract.ts'
import { createTestDatabase } from '../database.ts'
import { nextCode } from '../one-time-code.ts'
import { openServerApp, type Visit } from '../server-app.ts'
import { found } from '../stories/desk.ts'
import { buildCompany } from '../world.ts'

// The journal of the installation says who came in, how, who failed to, and what they changed of their account.

const database = await createTestDatabase()
await buildCompany(database, { code: 'FNAC', legalName: 'Fnac', customers: [] })
const server = await openServerApp(database)
const CAMILLE = {
  name: 'Camille Martin',
  email: 'camille@fnac.example',
  password: 'nuage vert lampadaire',
}
const camille = server.visit()
await camille.ask('POST', '/api/administrator', CAMILLE)

let seen = 0
/** What was written since the last time: who signed, what, and what changed. */
async function written(): Promise<[string, string, unknown][]> {
  const { rows } = await database.owner.query(
    `select r.id, l.actor, l.address, l.user_id, r.table_name, r.operation, r.after
     from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.company_id = 0 and r.id > $1 order by r.id`,
    [seen],
  )
  seen = rows.at(-1)?.id ?? seen
  expect(rows.filter(({ actor, user_id }) => actor === CAMILLE.name && user_id === null)).toEqual([])
  return rows.map(({ actor, table_name, operation, after }) => [
    actor,
    operation === 'note' ? table_name : `${operation} ${table_name}`,
    after,
  ])
}

async function signIn(password = CAMILLE.password): Promise<Visit> {
  const visit = server.visit()
  await visit.ask('POST', '/api/sign-in', { email: CAMILLE.email, password })
  return visit
}

test('the first visit is the installation\u2019s, and the sign-in that follows is Camille\u2019s', async () => {
  const events = await written()
  expect(events.map(([actor, what]) => [actor, what])).toEqual([
    ['installation', 'insert users'],
    ['installation', 'insert sign_in_methods'],
    ['Camille Martin', 'sign-in'],
  ])
})

test('coming in and leaving are signed by the person; a failure is signed by nobody and names the account', async () => {
  const visit = await signIn()
  await visit.ask('DELETE', '/api/session')
  expect(await written()).toEqual([
    ['Camille Martin', 'sign-in', { way: 'password' }],
    ['Camille Martin', 'sign-out', {}],
  ])
  await signIn('autre chose 123')
  await server.visit().ask('POST', '/api/sign-in', { email: 'secret@x.example', password: 'autre chose 123' })
  expect(await written()).toEqual([
    ['visiteur', 'sign-in-failed', { way: 'password', person: 'Camille Martin' }],
    ['visiteur', 'sign-in-failed', { way: 'password', person: null }],
  ])
})

test('with a second factor, one is in once the code is right, not before; a wrong code says whose', async () => {
  const { password } = CAMILLE
  const { body: started } = await camille.ask<SecondFactorStart>('POST', '/api/account/second-factor', {
    password,
  })
  const totp = URI.parse(started.uri) as TOTP
  await camille.ask('POST', '/api/account/second-factor/confirmation', { code: totp.generate() })
  const enabled = await written()
  expect(enabled.map(([actor, what]) => [actor, what])).toContainEqual(['Camille Martin', 'update users'])
  expect(JSON.stringify(enabled)).not.toContain(totp.secret.base32)
  const visit = await signIn()
  expect(await written()).toEqual([])
  await visit.ask('POST', '/api/sign-in/second-factor', { code: '000000' })
  await visit.ask('POST', '/api/sign-in/second-factor', { code: nextCode(totp) })
  expect(await written()).toEqual([
    ['visiteur', 'sign-in-failed', { way: 'second-factor', person: 'Camille Martin' }],
    ['Camille Martin', 'sign-in', { way: 'second-factor' }],
  ])
  await camille.ask('POST', '/api/account/second-factor/removal', { password })
  expect((await written()).map(([actor, what]) => [actor, what])).toContainEqual([
    'Camille Martin',
    'delete second_factors',
  ])
})

test('a changed password and ended sessions are signed by the person', async () => {
  await signIn()
  await written()
  await camille.ask('DELETE', '/api/account/sessions')
  await camille.ask('PUT', '/api/account/password', { current: CAMILLE.password, password: CAMILLE.password })
  const events = await written()
  expect(events[0]).toEqual(['Camille Martin', 'sessions-ended', { count: expect.any(Number) }])
  expect(events[1]).toEqual(['Camille Martin', 'update sign_in_methods', { password: '•' }])
})

test('an invitation, its link and the roles changed are Camille\u2019s; the password chosen is the guest\u2019s', async () => {
  const roles = [{ company: 'FNAC', role: 'reminder' }]
  const guest = { name: 'Samir Petit', email: 'samir@fnac.example', roleEverywhere: null, roles }
  const { body } = await camille.ask<{ user: User; link: Link }>('POST', '/api/users', guest)
  expect((await written()).map(([actor, what]) => [actor, what])).toEqual([
    ['Camille Martin', 'insert users'],
    ['Camille Martin', 'link-made'],
  ])
  const token = found(body.link.url.split('/').at(-1))
  await server.visit().ask('POST', `/api/links/${token}`, { password: 'brouette sous la pluie' })
  const chosen = await written()
  expect(chosen.map(([actor]) => actor)).toEqual(chosen.map(() => 'Samir Petit'))
  expect(chosen.map(([, what]) => what)).toEqual(['insert sign_in_methods', 'sign-in'])
  const change = { roleEverywhere: null, roles: [{ company: 'FNAC', role: 'manager' }] }
  await camille.ask('PUT', `/api/users/${body.user.id}/roles`, change)
  await camille.ask('PUT', `/api/users/${body.user.id}/roles`, change)
  const { rows } = await database.owner.query(
    `select r.operation, r.before, r.after, l.actor from audit_rows r
     join audit_links l on l.company_id = r.company_id and l.id = r.link_id
     where r.table_name = 'company_roles' order by r.id`,
  )
  expect(rows.slice(1)).toEqual([
    {
      operation: 'update',
      before: { role: 'reminder' },
      after: { role: 'manager' },
      actor: 'Camille Martin',
    },
  ])
})

test('a key is made, used for the first time and revoked, each once, without its secret', async () => {
  const { body } = await camille.ask<CreatedApiKey>('POST', '/api/keys', {
    name: 'Entrepôt',
    capabilities: ['read'],
    companies: null,
  })
  const use = () =>
    server.visit().ask('GET', '/api/companies', undefined, { authorization: `Bearer ${body.secret}` })
  expect((await use()).status).toBe(200)
  await use()
  await camille.ask('DELETE', `/api/keys/${body.key.id}`)
  const events = await written()
  expect(events.map(([actor, what]) => [actor, what])).toEqual([
    ['Camille Martin', 'insert api_keys'],
    ['Camille Martin (Entrepôt)', 'api-key-first-use'],
    ['Camille Martin', 'update api_keys'],
  ])
  expect(JSON.stringify(events)).not.toContain(body.secret)
})
