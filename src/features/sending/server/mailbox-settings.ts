import { sql } from 'kysely'
import type { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import type { MailServer, ReturnMailbox, SendingAccount } from '#domain/sending/account.ts'
import { areOfOneHost } from '#domain/sending/mail-hosts.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { mailboxSubject } from '#platform/mail/account-tokens.ts'
import { MailboxFault } from '#platform/mail/mailbox.ts'
import type { Mailer } from '#platform/mail/mailer.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { mailboxChoice } from '../mailbox-contract.ts'

/** How long somebody at a screen waits for a server. */
const TRIAL_MS = 25_000

/** Where the mailbox of an account with a consent is: its provider has one server, and its tokens go to no other. */
export function consentMailbox(account: SendingAccount, places: ProviderPlaces): ReturnMailbox {
  const provider = account.application?.provider
  const server = account.kind === 'graph' || provider === undefined ? null : places.imap(provider)
  return { server, userName: null, sealedSecret: null }
}

/**
 * The mailbox that is chosen for an account. A password that is kept goes to the server it was given for, under the name
 * it was given for; that of sending goes to the mailbox of the same host, and to no other: else who may set accounts, and
 * does not know the password, could have it sent elsewhere.
 * @throws RelancesError invalid where a server or a password is missing
 */
export function chosenMailbox(
  account: SendingAccount,
  kept: ReturnMailbox | null,
  choice: z.output<typeof mailboxChoice>,
  { sealer, places }: { readonly sealer: Pick<Sealer, 'seal'>; readonly places: ProviderPlaces },
): ReturnMailbox {
  if (account.application !== null) return consentMailbox(account, places)
  const { server, password } = choice
  if (server === undefined) throw new RelancesError('invalid', 'sending.mailbox-server-missing')
  const userName = choice.userName ?? account.userName
  if (userName === null) throw new RelancesError('invalid', 'sending.password-missing')
  if (password !== undefined)
    return { server, userName, sealedSecret: sealer.seal(password, mailboxSubject(account)) }
  if (kept?.userName === userName && isSame(kept.server, server)) return { ...kept, server }
  const isOfSending = account.sealedSecret !== null && account.userName === userName
  if (!isOfSending || account.server === null || !areOfOneHost(account.server, server))
    throw new RelancesError('invalid', 'sending.mailbox-password-missing')
  return { server, userName: null, sealedSecret: null }
}

function isSame(one: MailServer | null, other: MailServer): boolean {
  return one !== null && one.host === other.host && one.port === other.port && one.security === other.security
}

/** Signs in to a mailbox and opens it, and reads nothing; null when it can. */
export async function tryMailbox(
  mailer: Pick<Mailer, 'openMailbox'>,
  account: SendingAccount,
  mailbox: ReturnMailbox,
): Promise<AccountFailure | null> {
  try {
    const open = await mailer.openMailbox(account, mailbox, {
      fields: [],
      signal: AbortSignal.timeout(TRIAL_MS),
    })
    await open.close()
    return null
  } catch (error) {
    if (error instanceof MailboxFault) return error.failure
    throw error
  }
}

/** Keeps a mailbox, to be read from now on; that of another server is read from its last days on. */
export async function keepMailbox(
  tx: ScopedTransaction,
  { companyId, id }: SendingAccount,
  {
    mailbox: { server, userName, sealedSecret },
    failure,
    actor,
  }: { readonly mailbox: ReturnMailbox; readonly failure: AccountFailure | null; readonly actor: string },
): Promise<void> {
  const problem = failure && JSON.stringify({ reason: failure.reason, answer: failure.answer })
  const { host = null, port = null, security = null } = server ?? {}
  await sql`
    insert into return_mailboxes as r (company_id, account_id, host, port, security, user_name, secret, secret_set_at,
      problem, created_by, updated_by)
    values (${companyId}, ${id}, ${host}, ${port}, ${security}, ${userName}, ${sealedSecret},
      case when ${sealedSecret !== null} then now() end, ${problem}, ${actor}, ${actor})
    on conflict (company_id, account_id) do update
      set host = excluded.host, port = excluded.port, security = excluded.security, user_name = excluded.user_name,
        secret = excluded.secret, problem = excluded.problem, read_after = now(), updated_at = now(),
        updated_by = excluded.updated_by,
        secret_set_at = case when excluded.secret = r.secret then r.secret_set_at else excluded.secret_set_at end,
        cursor = case when r.host is not distinct from excluded.host
          and r.user_name is not distinct from excluded.user_name then r.cursor end
  `.execute(tx)
}

/** Reads a mailbox no more. */
export async function forgetMailbox(
  tx: ScopedTransaction,
  companyId: number,
  accountId: number,
): Promise<void> {
  await tx
    .deleteFrom('return_mailboxes')
    .where('company_id', '=', companyId)
    .where('account_id', '=', accountId)
    .execute()
}
