import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ApiKey, CreatedApiKey, NewApiKey } from '#features/people/contract.ts'
import type { Session } from '#features/people/session-contract.ts'
import { openOffice, type Refusal } from './office.ts'

// Camille lets the accounting program of FNAC in, by a key.

const { server, camille, join, database } = await openOffice()
const READS: NewApiKey = {
  name: 'Compta',
  capabilities: ['read'],
  companies: ['FNAC'],
  validDays: 90,
}

async function makeKey(wanted: Partial<NewApiKey> = {}, maker = camille): Promise<CreatedApiKey> {
  const { status, body } = await maker.ask<CreatedApiKey>('POST', '/api/keys', { ...READS, ...wanted })
  expect(status).toBe(200)
  return body
}

async function byKey(secret: string, method: string, path: string, body?: unknown) {
  const answer = await server.visit().ask<Refusal>(method, path, body, { authorization: `Bearer ${secret}` })
  return answer.status === 200 ? [200] : [answer.status, answer.body.key]
}

test('a key reads its company, nothing else, and writes nothing without the scope', async () => {
  const { secret } = await makeKey()
  const { body } = await server
    .visit()
    .ask<{ companies: { code: string }[] }>('GET', '/api/companies', undefined, {
      authorization: `Bearer ${secret}`,
    })
  expect(body.companies.map(({ code }) => code)).toEqual(['FNAC'])
  expect(await byKey(secret, 'GET', '/api/companies/ISAGRI')).toEqual([403, 'people.role-needed-in'])
  expect(await byKey(secret, 'POST', '/api/runs', {})).toEqual([403, 'people.scope-needed'])
  expect(await byKey(secret, 'GET', '/api/account')).toEqual([403, 'people.not-by-key'])
  expect(await byKey(`${secret}x`, 'GET', '/api/companies')).toEqual([401, 'people.wrong-key'])
  expect(await byKey('', 'GET', '/api/companies')).toEqual([401, 'people.wrong-key'])
})

test('a key reads of itself what it may do, until when, and where; without reading, nothing of the books', async () => {
  const ask = async (secret: string) =>
    (
      await server
        .visit()
        .ask<Session>('GET', '/api/session', undefined, { authorization: `Bearer ${secret}` })
    ).body
  const { key, secret } = await makeKey({ name: 'Caisse' })
  const reading = await ask(secret)
  expect(reading.key).toMatchObject({
    name: 'Caisse',
    prefix: key.prefix,
    capabilities: ['read'],
    companies: ['FNAC'],
    expiresAt: key.expiresAt,
  })
  expect([reading.actor, reading.companies.map(({ code }) => code)]).toEqual([
    'Camille Martin (Caisse)',
    ['FNAC'],
  ])
  const blind = await ask((await makeKey({ capabilities: ['import'] })).secret)
  expect([blind.companies, blind.drafts, blind.isFirstVisit]).toEqual([[], [], false])
  expect((await camille.ask<Session>('GET', '/api/session')).body.key).toBeNull()
})

test('a proxy’s own password is no key, and takes nothing from the session', async () => {
  const basic = { authorization: 'Basic Y2FtaWxsZTp4' }
  expect((await camille.ask('GET', '/api/companies', undefined, basic)).status).toBe(200)
})

test('only its hash is kept, and its last use is shown', async () => {
  const { key, secret } = await makeKey({ name: 'Site' })
  expect(key.lastUsedAt).toBeNull()
  await byKey(secret, 'GET', '/api/companies')
  const { rows } = await database.owner.query('select * from api_keys where id = $1', [key.id])
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(rows[0].sha256).toBe(createHash('sha256').update(secret).digest('hex'))
  const { body } = await camille.ask<{ keys: ApiKey[] }>('GET', '/api/keys')
  const shown = body.keys.find(({ id }) => id === key.id)
  expect(Date.parse(shown?.lastUsedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect(JSON.stringify(body)).not.toContain(secret)
})

test('a revoked key opens nothing, not even beside a valid cookie', async () => {
  const { key, secret } = await makeKey()
  const revoked = await camille.ask<ApiKey>('DELETE', `/api/keys/${key.id}`)
  expect(revoked.body.revokedAt).not.toBeNull()
  expect(await byKey(secret, 'GET', '/api/companies')).toEqual([401, 'people.key-revoked'])
  const both = await camille.ask('GET', '/api/companies', undefined, { authorization: `Bearer ${secret}` })
  expect(both.status).toBe(401)
})

test('a key ends on its day; one without a day ends when it is revoked', async () => {
  const { key, secret } = await makeKey({ validDays: 30 })
  const days = (Date.parse(key.expiresAt ?? '') - Date.now()) / 86_400_000
  expect(days).toBeCloseTo(30, 1)
  expect(await byKey(secret, 'GET', '/api/companies')).toEqual([200])
  await database.owner.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [
    key.id,
  ])
  expect(await byKey(secret, 'GET', '/api/companies')).toEqual([401, 'people.key-expired'])
  expect((await makeKey({ validDays: null })).key.expiresAt).toBeNull()
})

test('a key is never more than its maker, whatever its maker becomes', async () => {
  const nadia = await join({
    name: 'Nadia Benali',
    email: 'nadia@fnac.example',
    roleEverywhere: null,
    roles: [{ company: 'FNAC', role: 'administrator' }],
  })
  const { secret } = await makeKey({ capabilities: ['read', 'edit-company'], companies: null }, nadia.visit)
  expect(await byKey(secret, 'GET', '/api/companies/FNAC')).toEqual([200])
  expect(await byKey(secret, 'GET', '/api/companies/ISAGRI')).toEqual([403, 'people.role-needed-in'])
  const foreign = await nadia.visit.ask<Refusal>('POST', '/api/keys', { ...READS, companies: ['ISAGRI'] })
  expect(foreign.status).toBe(403)
  await camille.ask('PUT', `/api/users/${nadia.id}/roles`, {
    roleEverywhere: null,
    roles: [{ company: 'FNAC', role: 'reader' }],
  })
  expect(await byKey(secret, 'POST', '/api/companies/FNAC/archive')).not.toEqual([200])
  await camille.ask('POST', `/api/users/${nadia.id}/deactivation`)
  expect(await byKey(secret, 'GET', '/api/companies/FNAC')).toEqual([401, 'people.key-of-nobody'])
})

test('a key makes no key, and another person’s is neither seen nor revoked', async () => {
  const { key, secret } = await makeKey({ capabilities: ['manage-users'], companies: null })
  expect(await byKey(secret, 'POST', '/api/keys', READS)).toEqual([403, 'people.not-by-key'])
  const karim = await join({
    name: 'Karim Diallo',
    email: 'karim@isagri.example',
    roleEverywhere: null,
    roles: [{ company: 'ISAGRI', role: 'administrator' }],
  })
  const { body } = await karim.visit.ask<{ keys: ApiKey[] }>('GET', '/api/keys')
  expect(body.keys).toEqual([])
  expect((await karim.visit.ask('DELETE', `/api/keys/${key.id}`)).status).toBe(404)
})
