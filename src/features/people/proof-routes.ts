import { recordNote } from '#ledger/record-note.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { createRouter } from '#platform/router.ts'
import { done, passwordProof, webAuthnOptions, webAuthnResponse } from './contract.ts'
import { forward } from './forward.ts'
import { personOf, provePasskey, provePassword } from './proof.ts'
import type { PeopleParts } from './sign-in-routes.ts'
import { doSigned } from './signed-work.ts'

const mine = { capability: 'account' as const, tags: ['Mon compte'] }
const answered = { done: true } as const

const passwordRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/proof',
  summary: 'Proves who one is by the password, for the grave acts of the next minutes',
  request: { body: jsonBody(passwordProof) },
  responses: jsonAnswers(done),
})

const optionsRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/proof/passkey-options',
  summary: 'Challenge for proving who one is by a passkey',
  responses: jsonAnswers(webAuthnOptions),
})

const passkeyRoute = apiRoute({
  ...mine,
  method: 'post',
  path: '/api/account/proof/passkey',
  summary: 'Proves who one is by a passkey, for the grave acts of the next minutes',
  request: { body: jsonBody(webAuthnResponse) },
  responses: jsonAnswers(done),
})

/** Routes by which who is signed in proves it again. */
export function proofRoutes(parts: PeopleParts) {
  return createRouter()
    .openapi(passwordRoute, async (c) => {
      await provePassword(c, parts, personOf(c), c.req.valid('json').password)
      await doSigned(parts.database, c.var.actor, (tx) => recordNote(tx, 'proof', { way: 'password' }))
      return c.json(answered, 200)
    })
    .openapi(optionsRoute, async (c) => {
      const path = '/passkey/generate-authenticate-options'
      return c.json(await forward<Record<string, unknown>>(c, parts, path), 200)
    })
    .openapi(passkeyRoute, async (c) => {
      await provePasskey(c, parts, personOf(c), c.req.valid('json'))
      return c.json(answered, 200)
    })
}
