import type { Selectable } from 'kysely'
import type { Level } from '#domain/dunning/levels.ts'
import type { MailServer, ReturnMailbox, SendingAccount, SendingSettings } from '#domain/sending/account.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Tables } from '#platform/tables.ts'

/** One account of a company, as the mailer takes it; null when it has been removed. */
export async function readSendingAccount(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
): Promise<SendingAccount | null> {
  const row = await tx
    .selectFrom('sending_accounts')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row ? accountOf(row) : null
}

/** The account that sends from a level: its own, else the default one; null when the company has none. */
export async function accountOfLevel(
  tx: ScopedTransaction,
  companyId: number,
  level: Level,
): Promise<SendingAccount | null> {
  const row = await tx
    .selectFrom('sending_accounts as a')
    .leftJoin('dunning_levels as l', (join) =>
      join
        .onRef('l.company_id', '=', 'a.company_id')
        .onRef('l.sending_account_id', '=', 'a.id')
        .on('l.level', '=', level),
    )
    .selectAll('a')
    .where('a.company_id', '=', companyId)
    .where('a.removed_at', 'is', null)
    .where((where) => where.or([where('l.level', 'is not', null), where('a.is_default', '=', true)]))
    .orderBy('a.is_default')
    .limit(1)
    .executeTakeFirst()
  return row ? accountOf(row) : null
}

/** How a company sends. */
export async function readSendingSettings(
  tx: ScopedTransaction,
  companyId: number,
): Promise<SendingSettings> {
  const row = await tx
    .selectFrom('companies')
    .select(['sending_mode', 'sending_from', 'sending_until', 'reply_to', 'email_signature'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return {
    mode: row.sending_mode,
    hours: { from: row.sending_from.slice(0, 5), until: row.sending_until.slice(0, 5) },
    replyTo: row.reply_to,
    signature: row.email_signature,
  }
}

/** Keeps the consent that a provider gave in the place of the last one, unless somebody gave another meanwhile. */
export function keepSecretIn(database: Pick<Database, 'db'>) {
  return async (account: SendingAccount, secret: Uint8Array): Promise<void> => {
    const { companyId, id } = account
    const actor = { kind: 'system', name: 'envoi' } as const
    await withScope(database, { actor, companyIds: [companyId] }, async (tx) => {
      await tx
        .updateTable('sending_accounts')
        .set({ secret })
        .where('company_id', '=', companyId)
        .where('id', '=', id)
        .where('secret', '=', account.sealedSecret)
        .execute()
    })
  }
}

/** A row as the mailer takes it. */
export function accountOf(row: Selectable<Tables['sending_accounts']>): SendingAccount {
  return {
    companyId: row.company_id,
    id: row.id,
    kind: row.kind,
    fromName: row.from_name,
    fromAddress: row.from_address,
    server: serverOf(row),
    userName: row.user_name,
    application:
      row.provider === null || row.client_id === null
        ? null
        : { provider: row.provider, clientId: row.client_id, tenant: row.tenant },
    sealedSecret: row.secret,
    perMinute: row.per_minute,
    perHour: row.per_hour,
  }
}

/** The same of the mailbox of an account. */
export function mailboxOf(row: Selectable<Tables['return_mailboxes']>): ReturnMailbox {
  return { server: serverOf(row), userName: row.user_name, sealedSecret: row.secret }
}

type ServerColumns = Pick<Selectable<Tables['sending_accounts']>, 'host' | 'port' | 'security'>

function serverOf({ host, port, security }: ServerColumns): MailServer | null {
  return host === null || port === null || security === null ? null : { host, port, security }
}
