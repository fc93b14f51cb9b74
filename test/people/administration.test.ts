import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { expect, test } from 'vitest'
import type { Link, LinkState, NewUser, User, UserList } from '#features/people/contract.ts'
import { CAMILLE, openOffice, outcome, pathOf, type Refusal } from './office.ts'

// Camille lets people in, gives them roles, and takes them back.

const { server, camille, join, invite, signIn, database } = await openOffice({ logLevel: 'debug' })
const PASSWORD = { password: 'chaise bleue orage' }

function person(name: string, grants: Partial<NewUser> = {}): NewUser {
  const email = `${name.toLowerCase().split(' ')[0]}@fnac.example`
  return { name, email, roleEverywhere: null, roles: [{ company: 'FNAC', role: 'reader' }], ...grants }
}

test('an invitation serves once, in its time, and only the last one given', async () => {
  const { id, url } = await invite(person('Nadia Benali'))
  const state = await server.visit().ask<LinkState>('GET', pathOf(url))
  expect(state.body).toEqual({ name: 'Nadia Benali', email: 'nadia@fnac.example', isInvitation: true })
  const { body: second } = await camille.ask<Link>('POST', `/api/users/${id}/links`)
  const expired = [404, 'people.link-expired']
  expect(await outcome(server.visit(), 'POST', pathOf(url), PASSWORD)).toEqual(expired)
  const nadia = server.visit()
  expect(await outcome(nadia, 'POST', pathOf(second.url), { password: 'trop court' })).toEqual([
    400,
    'people.password-too-short',
  ])
  expect(await outcome(nadia, 'POST', pathOf(second.url), PASSWORD)).toEqual([200])
  expect(await outcome(server.visit(), 'POST', pathOf(second.url), PASSWORD)).toEqual(expired)
  const { body } = await nadia.ask<{ companies: { code: string }[] }>('GET', '/api/companies')
  expect(body.companies.map(({ code }) => code)).toEqual(['FNAC'])

  const { body: late } = await camille.ask<Link>('POST', `/api/users/${id}/links`)
  await database.owner.query(`update links set expires_at = now() - interval '1 minute'`)
  expect(await outcome(server.visit(), 'GET', pathOf(late.url))).toEqual(expired)
  expect(await outcome(server.visit(), 'POST', pathOf(late.url), PASSWORD)).toEqual(expired)
  const { rows } = await database.owner.query('select * from links')
  expect(JSON.stringify(rows)).not.toContain(late.url.split('/').at(-1))
})

test('a new password by a link ends the sessions there were', async () => {
  const paul = await join(person('Paul Faure'))
  const { body } = await camille.ask<Link>('POST', `/api/users/${paul.id}/links`)
  expect(await outcome(server.visit(), 'POST', pathOf(body.url), PASSWORD)).toEqual([200])
  expect(await outcome(paul.visit, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
  expect(await outcome(server.visit(), 'POST', '/api/sign-in', paul.credentials)).toEqual([
    403,
    'people.wrong-sign-in',
  ])
})

test('who is deactivated is out at once, and cannot come back by any door', async () => {
  const lea = await join(person('Léa Roux', { email: 'lea@fnac.example' }))
  const { body: link } = await camille.ask<Link>('POST', `/api/users/${lea.id}/links`)
  expect((await camille.ask<User>('POST', `/api/users/${lea.id}/deactivation`)).body.isActive).toBe(false)
  expect(await outcome(lea.visit, 'GET', '/api/session')).toEqual([401, 'people.sign-in'])
  expect(await outcome(server.visit(), 'POST', '/api/sign-in', lea.credentials)).toEqual([
    403,
    'people.wrong-sign-in',
  ])
  expect(await outcome(server.visit(), 'POST', pathOf(link.url), PASSWORD)).toEqual([
    404,
    'people.link-expired',
  ])
  await camille.ask('DELETE', `/api/users/${lea.id}/deactivation`)
  expect(await outcome(server.visit(), 'POST', '/api/sign-in', lea.credentials)).toEqual([200])
})

test('somebody always administers Relances, even when two remove each other at once', async () => {
  const { body: list } = await camille.ask<UserList>('GET', '/api/users')
  const me = list.users.find(({ isYou }) => isYou)?.id
  const nobody = { roleEverywhere: null, roles: [] }
  const last = [409, 'people.last-administrator']
  expect(await outcome(camille, 'PUT', `/api/users/${me}/roles`, nobody)).toEqual(last)
  expect(await outcome(camille, 'POST', `/api/users/${me}/deactivation`)).toEqual(last)

  const second = await join(person('Hugo Petit', { roleEverywhere: 'administrator', roles: [] }))
  const outcomes = await Promise.all([
    outcome(camille, 'POST', `/api/users/${second.id}/deactivation`),
    outcome(second.visit, 'POST', `/api/users/${me}/deactivation`),
  ])
  expect(outcomes.filter(([status]) => status === 200)).toHaveLength(1)
  const { rows } = await database.owner.query(
    `select name from users where role_everywhere = 'administrator' and deactivated_at is null`,
  )
  expect(rows).toHaveLength(1)
  await database.owner.query('update users set deactivated_at = null where id = $1', [me])
})

test('who administers one company gives roles there only, and takes over no account of another', async () => {
  const administrator = await signIn()
  const { body: invited } = await administrator.ask<{ user: User; link: Link }>(
    'POST',
    '/api/users',
    person('Karim Diallo', { roles: [{ company: 'ISAGRI', role: 'administrator' }] }),
  )
  const karim = server.visit()
  await karim.ask('POST', pathOf(invited.link.url), PASSWORD)
  const { body: mine } = await karim.ask<UserList>('GET', '/api/users')
  expect(mine.users.map(({ name }) => name)).toEqual(['Karim Diallo'])
  expect([mine.companies, mine.givesEverywhere]).toEqual([['ISAGRI'], false])

  const ines = { name: 'Inès Morel', email: 'ines@fnac.example', roleEverywhere: null }
  const inFnac = { ...ines, roles: [{ company: 'FNAC', role: 'reader' }] }
  expect(await outcome(karim, 'POST', '/api/users', inFnac)).toEqual([403, 'people.role-needed-in'])
  const everywhere = { ...ines, roleEverywhere: 'reader', roles: [] }
  expect(await outcome(karim, 'POST', '/api/users', everywhere)).toEqual([403, 'people.everywhere-needed'])
  const { rows } = await database.owner.query(`select id from users where email = $1`, [CAMILLE.email])
  const camilleId = rows[0].id
  for (const [method, what] of [
    ['POST', 'links'],
    ['POST', 'deactivation'],
    ['DELETE', 'second-factor'],
  ] as const) {
    const path = `/api/users/${camilleId}/${what}`
    expect((await karim.ask<Refusal>(method, path)).status, path).toBe(404)
  }
  const shared = person('Zoé Blanc', {
    email: 'zoe@fnac.example',
    roles: [
      { company: 'FNAC', role: 'manager' },
      { company: 'ISAGRI', role: 'reader' },
    ],
  })
  const { body: zoe } = await administrator.ask<{ user: User }>('POST', '/api/users', shared)
  expect(await outcome(karim, 'POST', `/api/users/${zoe.user.id}/links`)).toEqual([403, 'people.elsewhere'])
  const here = { roleEverywhere: null, roles: [{ company: 'ISAGRI', role: 'manager' }] }
  expect(await outcome(karim, 'PUT', `/api/users/${zoe.user.id}/roles`, here)).toEqual([200])
  const { body: all } = await administrator.ask<UserList>('GET', '/api/users')
  expect(all.users.find(({ id }) => id === zoe.user.id)?.roles).toEqual([
    { company: 'FNAC', role: 'manager' },
    { company: 'ISAGRI', role: 'manager' },
  ])
})

test('the log says what happened, and names nobody', async () => {
  await server.visit().ask('POST', '/api/password-resets', { email: CAMILLE.email })
  await server.visit().ask('GET', '/api/customers?search=Dupont%20chaussures', undefined)
  await database.owner.query('alter table passkeys rename to passkeys_away')
  const broken = await (await signIn()).ask<Refusal>('GET', '/api/account')
  await database.owner.query('alter table passkeys_away rename to passkeys')
  expect([broken.status, broken.body.code]).toEqual([500, 'internal'])
  const log = readFileSync(joinPath(server.config.dataDir, 'relances.log'), 'utf8')
  expect(log).toContain('"route":"/api/links/:token"')
  expect(log).toContain('"code":"42P01"')
  expect(log).toMatch(/"link":"http:\/\/localhost:4800\/lien\/[\w-]+","msg":"password reset"/)
  expect(log).not.toMatch(/camille|martin|nadia|karim|fnac\.example|dupont|chaussures|lampadaire|orage/i)
})
