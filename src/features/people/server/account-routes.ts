import type { ScopedTransaction } from '#platform/scoped.ts'
import { serve } from '#platform/serve.ts'
import * as accountContract from '../account-contract.ts'
import { endSessions, readAccount, removePasskey } from './account-store.ts'
import { forward } from './forward.ts'
import { revokeKey } from './key-store.ts'
import { endLinks } from './links.ts'
import { checkPassword } from './passwords.ts'
import { countProof, personOf, provePassword } from './proof.ts'
import type { PeopleParts } from './sign-in-routes.ts'
import { doSigned } from './signed-work.ts'
import { spendCode } from './spent-codes.ts'

const answered = { done: true } as const

/** Routes of « Mon compte »: how one signs in. */
export function accountRoutes(parts: PeopleParts) {
  const { database } = parts
  return [
    serve(accountContract.fetchAccount, async ({ request }) => {
      const { userId, sessionId } = personOf(request)
      return await readAccount(database, userId, sessionId)
    }),
    serve(accountContract.changePassword, async ({ body: { current, password }, request }) => {
      const { userId, sessionId } = personOf(request)
      checkPassword(password, await readAccount(database, userId, sessionId))
      await provePassword(request, parts, personOf(request), current)
      const body = { currentPassword: current, newPassword: password, revokeOtherSessions: true }
      await forward(request, parts, '/change-password', body, {
        also: async (tx) => {
          await endLinks(tx, userId)
        },
      })
      return answered
    }),
    serve(accountContract.startSecondFactor, async ({ body: { password }, request }) => {
      await provePassword(request, parts, personOf(request), password)
      const started = await forward<{ totpURI: string; backupCodes: string[] }>(
        request,
        parts,
        '/two-factor/enable',
        { password, method: 'totp' },
      )
      return { uri: started.totpURI, recoveryCodes: started.backupCodes }
    }),
    serve(accountContract.confirmSecondFactor, async ({ body, request }) => {
      const code = body.code.replace(/\s/g, '')
      const { userId } = personOf(request)
      const forget = await countProof(database, userId)
      const also = (tx: ScopedTransaction) => spendCode(tx, userId, code)
      await forward(request, parts, '/two-factor/verify-totp', { code }, { also })
      await forget()
      return answered
    }),
    serve(accountContract.stopSecondFactor, async ({ body, request }) => {
      await provePassword(request, parts, personOf(request), body.password)
      await forward(request, parts, '/two-factor/disable', body)
      return answered
    }),
    serve(accountContract.renewRecoveryCodes, async ({ body, request }) => {
      await provePassword(request, parts, personOf(request), body.password)
      const path = '/two-factor/generate-backup-codes'
      const { backupCodes } = await forward<{ backupCodes: string[] }>(request, parts, path, body)
      return { recoveryCodes: backupCodes }
    }),
  ]
}

/** Routes of « Mon compte »: passkeys, and where one is signed in. */
export function sessionsRoutes(parts: PeopleParts) {
  const { database } = parts
  return [
    serve(accountContract.signOut, async ({ request }) => {
      await forward(request, parts, '/sign-out', {}, { done: () => ['sign-out', {}] })
      return answered
    }),
    serve(accountContract.fetchNewPasskeyChallenge, async ({ request }) => {
      const path = '/passkey/generate-register-options'
      return await forward<Record<string, unknown>>(request, parts, path)
    }),
    serve(accountContract.addPasskey, async ({ body, request }) => {
      await forward(request, parts, '/passkey/verify-registration', body)
      return answered
    }),
    serve(accountContract.removePasskey, async ({ params, context, request }) => {
      const { userId } = personOf(request)
      await doSigned(database, context.actor, (tx) => removePasskey(tx, userId, params.id))
      return answered
    }),
    serve(accountContract.revokeOwnKey, async ({ params, context, request }) => {
      const by = { owner: personOf(request).userId, actor: context.actor }
      return await revokeKey(database, params.id, by)
    }),
    serve(accountContract.endSession, async ({ params, context, request }) => {
      const { userId } = personOf(request)
      await doSigned(database, context.actor, (tx) => endSessions(tx, userId, params))
      return answered
    }),
    serve(accountContract.endOtherSessions, async ({ context, request }) => {
      const { userId, sessionId } = personOf(request)
      await doSigned(database, context.actor, (tx) => endSessions(tx, userId, { except: sessionId }))
      return answered
    }),
  ]
}
