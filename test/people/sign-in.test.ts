import { verifyPassword } from 'better-auth/crypto'
import { type TOTP, URI } from 'otpauth'
import { expect, test } from 'vitest'
import type { Account, SecondFactorStart, SignInResult, SignInState } from '#features/people/contract.ts'
import type { Session } from '#features/people/session-contract.ts'
import { createTestDatabase } from '../database.ts'
import { nextCode } from '../one-time-code.ts'
import { openServerApp } from '../server-app.ts'

// Camille opens Relances for the first time, then comes back.

const database = await createTestDatabase()
const server = await openServerApp(database, {}, { hasRealPasswords: true })
const CAMILLE = {
  name: 'Camille Martin',
  email: 'camille@fnac.example',
  password: 'nuage vert lampadaire',
}

test('the first visit makes the administrator, once', async () => {
  const first = server.visit()
  expect((await first.ask<SignInState>('GET', '/api/sign-in')).body).toEqual({
    step: 'first-visit',
    needsCode: false,
    isDemo: false,
    provider: null,
  })
  expect((await first.ask('GET', '/api/session')).status).toBe(401)
  const weak = await first.ask<{ key: string }>('POST', '/api/administrator', {
    ...CAMILLE,
    password: 'motdepasse2026',
  })
  expect([weak.status, weak.body.key]).toEqual([400, 'people.password-common'])
  const made = await first.ask<SignInResult>('POST', '/api/administrator', CAMILLE)
  expect(made.body).toEqual({ needsSecondFactor: false })
  const { body: session } = await first.ask<Session>('GET', '/api/session')
  expect(session).toMatchObject({ actor: 'Camille Martin', roleEverywhere: 'administrator' })
  const second = await server.visit().ask<{ key: string }>('POST', '/api/administrator', {
    ...CAMILLE,
    name: 'Autre',
    email: 'autre@fnac.example',
  })
  expect([second.status, second.body.key]).toEqual([409, 'people.not-first'])
})

test('a password is kept by scrypt at the cost of better-auth, never as it was typed', async () => {
  const { rows } = await database.owner.query<{ password: string }>(
    'select password from sign_in_methods where password is not null',
  )
  const [{ password: hash } = { password: '' }, ...others] = rows
  expect(others).toEqual([])
  expect(hash).not.toContain(CAMILLE.password)
  expect(await verifyPassword({ hash, password: CAMILLE.password })).toBe(true)
})

test('a password signs in, another does not, and nothing says which accounts exist', async () => {
  const visit = server.visit()
  const wrong = await visit.ask<{ key: string }>('POST', '/api/sign-in', {
    ...CAMILLE,
    password: 'autre chose 123',
  })
  const unknown = await visit.ask<{ key: string }>('POST', '/api/sign-in', {
    ...CAMILLE,
    email: 'x@fnac.example',
  })
  expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body])
  expect(wrong.body.key).toBe('people.wrong-sign-in')
  await visit.ask('POST', '/api/sign-in', CAMILLE)
  expect((await visit.ask('GET', '/api/session')).status).toBe(200)
  await visit.ask('DELETE', '/api/session')
  expect((await visit.ask('GET', '/api/session')).status).toBe(401)
})

test('with a second factor the password alone opens nothing; a recovery code serves once', async () => {
  const camille = await signedIn()
  const { password } = CAMILLE
  const { body: started } = await camille.ask<SecondFactorStart>('POST', '/api/account/second-factor', {
    password,
  })
  const totp = URI.parse(started.uri) as TOTP
  await camille.ask('POST', '/api/account/second-factor/confirmation', { code: totp.generate() })
  expect((await camille.ask<Account>('GET', '/api/account')).body.hasSecondFactor).toBe(true)

  const visit = server.visit()
  expect((await visit.ask<SignInResult>('POST', '/api/sign-in', CAMILLE)).body).toEqual({
    needsSecondFactor: true,
  })
  expect((await visit.ask('GET', '/api/session')).status).toBe(401)
  const wrong = await visit.ask<{ key: string }>('POST', '/api/sign-in/second-factor', { code: '000000' })
  expect([wrong.status, wrong.body.key]).toEqual([403, 'people.wrong-code'])
  await visit.ask('POST', '/api/sign-in/second-factor', { code: nextCode(totp) })
  expect((await visit.ask('GET', '/api/session')).status).toBe(200)

  const [code] = started.recoveryCodes
  expect(await recoveryStatuses(code ?? '')).toEqual([200, 403])
  await camille.ask('POST', '/api/account/second-factor/removal', { password })
})

async function recoveryStatuses(code: string): Promise<number[]> {
  const statuses: number[] = []
  for (const _ of [1, 2]) {
    const visit = server.visit()
    await visit.ask('POST', '/api/sign-in', CAMILLE)
    statuses.push((await visit.ask('POST', '/api/sign-in/second-factor', { code, isRecovery: true })).status)
  }
  return statuses
}

test('sessions are listed, and a revoked cookie opens nothing', async () => {
  const [here, elsewhere] = [await signedIn(), await signedIn()]
  const { body } = await here.ask<Account>('GET', '/api/account')
  const current = body.sessions.find((session) => session.isCurrent)
  expect(body.sessions.length).toBeGreaterThan(1)
  expect((await elsewhere.ask('GET', '/api/session')).status).toBe(200)
  await here.ask('DELETE', '/api/account/sessions')
  expect((await elsewhere.ask('GET', '/api/session')).status).toBe(401)
  expect((await here.ask<Account>('GET', '/api/account')).body.sessions.map(({ id }) => id)).toEqual([
    current?.id,
  ])
})

test('a changed password ends the other sessions, and the old one no longer signs in', async () => {
  const [here, elsewhere] = [await signedIn(), await signedIn()]
  const wrong = await here.ask<{ key: string }>('PUT', '/api/account/password', {
    current: 'pas le bon du tout',
    password: 'lampadaire vert nuage',
  })
  expect([wrong.status, wrong.body.key]).toEqual([403, 'people.wrong-password'])
  const changed = await here.ask('PUT', '/api/account/password', {
    current: CAMILLE.password,
    password: 'lampadaire vert nuage',
  })
  expect(changed.status).toBe(200)
  expect((await here.ask('GET', '/api/session')).status).toBe(200)
  expect((await elsewhere.ask('GET', '/api/session')).status).toBe(401)
  expect((await server.visit().ask('POST', '/api/sign-in', CAMILLE)).status).toBe(403)
})

async function signedIn() {
  const visit = server.visit()
  const answer = await visit.ask('POST', '/api/sign-in', CAMILLE)
  expect(answer.status).toBe(200)
  return visit
}
