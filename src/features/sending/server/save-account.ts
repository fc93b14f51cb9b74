import type { z } from '@hono/zod-openapi'
import { RelancesError } from '#domain/errors.ts'
import type { MailServer, SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { accountOf } from '#ledger/sending-accounts.ts'
import { secretSubject, UNKEPT_ACCOUNT } from '#platform/mail/account-tokens.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { Asked } from '#platform/serve.ts'
import type { passwordAccount, ShownProblem } from '../contract.ts'
import { lockAccount, writeAccount } from './account-store.ts'

export interface AccountParts {
  readonly mailer: Pick<Mailer, 'tryAccount' | 'forget' | 'sendMessage' | 'openMailbox'>
  readonly sealer: Sealer
}

type Fields = z.output<typeof passwordAccount>

interface Saving {
  readonly companyId: number
  /** Null: a new account. */
  readonly id: number | null
  readonly fields: Fields
  readonly actor: string
  readonly write: Asked<never>['write']
}

/** How long somebody at a screen waits for a server. */
export const TRIAL_MS = 25_000

/**
 * Tries an account, then keeps it: always when its server lets it in, else only if it was asked for.
 * @returns why it was not let in, and whether it was kept
 * @throws RelancesError not-found; invalid where the password must be given
 */
export async function saveAccount(
  { mailer, sealer }: AccountParts,
  { companyId, id, fields, actor, write }: Saving,
): Promise<{ readonly problem: ShownProblem | null; readonly isSaved: boolean }> {
  const kept = id === null ? null : await write((tx) => keptAccount(tx, companyId, id, fields))
  if (id === null) mustHavePassword(fields)
  const failure = await mailer.tryAccount(
    tried(companyId, fields, kept, sealer),
    AbortSignal.timeout(TRIAL_MS),
  )
  const isSaved = failure === null || fields.isKeptAnyway
  if (isSaved) {
    await write(async (tx) => {
      // Somebody may have pointed it to another server meanwhile.
      if (id !== null) await keptAccount(tx, companyId, id, fields)
      await writeAccount(tx, sealer, { companyId, id, fields, failure, actor })
    })
    if (id !== null) mailer.forget({ companyId, id })
  }
  return { problem: problemOf(failure), isSaved }
}

/** A failure as it is shown. */
export function problemOf(failure: AccountFailure | null): ShownProblem | null {
  return failure && { reason: failure.reason, answer: failure.answer }
}

/**
 * The account that a change is about. A password that is kept goes to the server it was given for, under the name it
 * was given for: else who may set accounts, and does not know the password, could have it sent elsewhere.
 */
async function keptAccount(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  fields: Fields,
): Promise<SendingAccount> {
  const account = accountOf(await lockAccount(tx, companyId, id))
  if (account.kind !== 'smtp') throw new RelancesError('conflict', 'sending.other-kind')
  const isSame =
    account.sealedSecret !== null &&
    account.userName === fields.userName &&
    isSameServer(account.server, fields.server)
  if (!isSame) mustHavePassword(fields)
  return account
}

function isSameServer(one: MailServer | null, other: MailServer): boolean {
  return one !== null && one.host === other.host && one.port === other.port && one.security === other.security
}

function mustHavePassword({ userName, password }: Fields): void {
  if (userName !== null && password === undefined)
    throw new RelancesError('invalid', 'sending.password-missing')
}

function tried(
  companyId: number,
  fields: Fields,
  kept: SendingAccount | null,
  sealer: Pick<Sealer, 'seal'>,
): SendingAccount {
  const { fromName, fromAddress, server, userName, password, perMinute, perHour } = fields
  const owner = { companyId, id: kept?.id ?? UNKEPT_ACCOUNT }
  return {
    ...owner,
    kind: 'smtp',
    ...{ fromName, fromAddress, server, userName, perMinute, perHour },
    application: null,
    sealedSecret:
      password === undefined ? (kept?.sealedSecret ?? null) : sealer.seal(password, secretSubject(owner)),
  }
}
