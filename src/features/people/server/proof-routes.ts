import { recordNote } from '#ledger/record-note.ts'
import { serve } from '#platform/serve.ts'
import * as proofContract from '../proof-contract.ts'
import { forward } from './forward.ts'
import { personOf, provePasskey, provePassword } from './proof.ts'
import type { PeopleParts } from './sign-in-routes.ts'
import { doSigned } from './signed-work.ts'

const answered = { done: true } as const

/** Routes by which who is signed in proves it again. */
export function proofRoutes(parts: PeopleParts) {
  return [
    serve(proofContract.proveByPassword, async ({ body, context, request }) => {
      await provePassword(request, parts, personOf(request), body.password)
      await doSigned(parts.database, context.actor, (tx) => recordNote(tx, 'proof', { way: 'password' }))
      return answered
    }),
    serve(proofContract.fetchProofChallenge, async ({ request }) => {
      const path = '/passkey/generate-authenticate-options'
      return await forward<Record<string, unknown>>(request, parts, path)
    }),
    serve(proofContract.proveByPasskey, async ({ body, request }) => {
      await provePasskey(request, parts, personOf(request), body)
      return answered
    }),
  ]
}
