import { z } from '@hono/zod-openapi'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { createRouter } from '#platform/router.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { endSessions, readAccount, removePasskey } from './account-store.ts'
import {
  account,
  apiKey,
  done,
  newPasskey,
  passwordChange,
  passwordProof,
  recoveryCodes,
  secondFactorCode,
  secondFactorStart,
  webAuthnOptions,
} from './contract.ts'
import { forward } from './forward.ts'
import { revokeKey } from './key-store.ts'
import { endLinks } from './links.ts'
import { checkPassword } from './passwords.ts'
import { countProof, personOf, provePassword } from './proof.ts'
import type { PeopleParts } from './sign-in-routes.ts'
import { doSigned } from './signed-work.ts'
import { spendCode } from './spent-codes.ts'

const tags = ['Mon compte']
const params = z.object({ id: z.string().max(100) })
const mine = { capability: 'account' as const, tags }
const answered = { done: true } as const

const readRoute = apiRoute({
  ...mine,
  method: 'get',
  path: '/api/account',
  summary: 'How one signs in, and where one is signed in',
  responses: jsonAnswers(account),
})

const signOutRoute = apiRoute({
  ...mine,
  method: 'delete',
  path: '/api/session',
  summary: 'Signs out',
  responses: jsonAnswers(done),
})

const passwordRoute = apiRoute({
  ...mine,
  method: 'put',
  path: '/api/account/password',
  summary: 'Changes the password, and ends the other sessions and every link',
  request: { body: jsonBody(passwordChange) },
  responses: jsonAnswers(done),
})

const secondFactorRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/second-factor',
  summary: 'Prepares a second factor; it counts once a code has confirmed it',
  request: { body: jsonBody(passwordProof) },
  responses: jsonAnswers(secondFactorStart),
})

const confirmationRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/second-factor/confirmation',
  summary: 'Turns the second factor on with a first code of the application',
  request: { body: jsonBody(secondFactorCode) },
  responses: jsonAnswers(done),
})

const removalRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/second-factor/removal',
  summary: 'Turns the second factor off',
  request: { body: jsonBody(passwordProof) },
  responses: jsonAnswers(done),
})

const codesRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/recovery-codes',
  summary: 'New recovery codes; those before no longer work',
  request: { body: jsonBody(passwordProof) },
  responses: jsonAnswers(recoveryCodes),
})

const passkeyOptionsRoute = apiRoute({
  ...mine,
  isGrave: true,
  method: 'post',
  path: '/api/account/passkey-options',
  summary: 'Challenge for adding a passkey',
  responses: jsonAnswers(webAuthnOptions),
})

const passkeyRoute = apiRoute({
  ...mine,
  isGrave: true,
  method: 'post',
  path: '/api/account/passkeys',
  summary: 'Adds a passkey',
  request: { body: jsonBody(newPasskey) },
  responses: jsonAnswers(done),
})

const passkeyRemovalRoute = apiRoute({
  ...mine,
  isGrave: true,
  method: 'delete',
  path: '/api/account/passkeys/{id}',
  summary: 'Removes a passkey',
  request: { params },
  responses: jsonAnswers(done),
})

const keyRemovalRoute = apiRoute({
  ...mine,
  method: 'delete',
  path: '/api/account/keys/{id}',
  summary: 'Revokes one of one’s own keys, whatever one’s role has become',
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: jsonAnswers(apiKey),
})

const sessionRemovalRoute = apiRoute({
  ...mine,
  method: 'delete',
  path: '/api/account/sessions/{id}',
  summary: 'Ends a session',
  request: { params },
  responses: jsonAnswers(done),
})

const otherSessionsRoute = apiRoute({
  ...mine,
  method: 'delete',
  path: '/api/account/sessions',
  summary: 'Ends every session but this one',
  responses: jsonAnswers(done),
})

/** Routes of « Mon compte »: how one signs in. */
export function accountRoutes(parts: PeopleParts) {
  const { database } = parts
  return createRouter()
    .openapi(readRoute, async (c) => {
      const { userId, sessionId } = personOf(c)
      return c.json(await readAccount(database, userId, sessionId), 200)
    })
    .openapi(passwordRoute, async (c) => {
      const { current, password } = c.req.valid('json')
      const { userId, sessionId } = personOf(c)
      checkPassword(password, await readAccount(database, userId, sessionId))
      await provePassword(c, parts, personOf(c), current)
      const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true }
      await forward(c, parts, '/change-password', body, {
        also: async (tx) => {
          await endLinks(tx, userId)
        },
      })
      return c.json(answered, 200)
    })
    .openapi(secondFactorRoute, async (c) => {
      const { password } = c.req.valid('json')
      await provePassword(c, parts, personOf(c), password)
      const started = await forward<{ totpURI: string; backupCodes: string[] }>(
        c,
        parts,
        '/two-factor/enable',
        { password, method: 'totp' },
      )
      return c.json({ uri: started.totpURI, recoveryCodes: started.backupCodes }, 200)
    })
    .openapi(confirmationRoute, async (c) => {
      const code = c.req.valid('json').code.replace(/\s/g, '')
      const { userId } = personOf(c)
      const forget = await countProof(database, userId)
      const also = (tx: ScopedTransaction) => spendCode(tx, userId, code)
      await forward(c, parts, '/two-factor/verify-totp', { code }, { also })
      await forget()
      return c.json(answered, 200)
    })
    .openapi(removalRoute, async (c) => {
      const body = c.req.valid('json')
      await provePassword(c, parts, personOf(c), body.password)
      await forward(c, parts, '/two-factor/disable', body)
      return c.json(answered, 200)
    })
    .openapi(codesRoute, async (c) => {
      const body = c.req.valid('json')
      await provePassword(c, parts, personOf(c), body.password)
      const path = '/two-factor/generate-backup-codes'
      const { backupCodes } = await forward<{ backupCodes: string[] }>(c, parts, path, body)
      return c.json({ recoveryCodes: backupCodes }, 200)
    })
}

/** Routes of « Mon compte »: passkeys, and where one is signed in. */
export function sessionsRoutes(parts: PeopleParts) {
  const { database } = parts
  return createRouter()
    .openapi(signOutRoute, async (c) => {
      await forward(c, parts, '/sign-out', {}, { done: () => ['sign-out', {}] })
      return c.json(answered, 200)
    })
    .openapi(passkeyOptionsRoute, async (c) => {
      const path = '/passkey/generate-register-options'
      return c.json(await forward<Record<string, unknown>>(c, parts, path), 200)
    })
    .openapi(passkeyRoute, async (c) => {
      await forward(c, parts, '/passkey/verify-registration', c.req.valid('json'))
      return c.json(answered, 200)
    })
    .openapi(passkeyRemovalRoute, async (c) => {
      const { userId } = personOf(c)
      await doSigned(database, c.var.actor, (tx) => removePasskey(tx, userId, c.req.valid('param').id))
      return c.json(answered, 200)
    })
    .openapi(keyRemovalRoute, async (c) => {
      const by = { owner: personOf(c).userId, actor: c.var.actor }
      return c.json(await revokeKey(database, c.req.valid('param').id, by), 200)
    })
    .openapi(sessionRemovalRoute, async (c) => {
      const { userId } = personOf(c)
      await doSigned(database, c.var.actor, (tx) => endSessions(tx, userId, c.req.valid('param')))
      return c.json(answered, 200)
    })
    .openapi(otherSessionsRoute, async (c) => {
      const { userId, sessionId } = personOf(c)
      await doSigned(database, c.var.actor, (tx) => endSessions(tx, userId, { except: sessionId }))
      return c.json(answered, 200)
    })
}
