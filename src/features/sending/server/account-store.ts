import { type InsertObject, type Selectable, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import { accountOf, mailboxOf } from '#ledger/sending-accounts.ts'
import { secretSubject } from '#platform/mail/account-tokens.ts'
import type { Consent } from '#platform/mail/consent.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { Tables } from '#platform/tables.ts'
import type { ConsentAccount } from '../consent-contract.ts'
import type { PasswordAccount, ShownAccount, ShownProblem } from '../contract.ts'
import { forgetMailbox } from './mailbox-settings.ts'

type AccountRow = Selectable<Tables['sending_accounts']>

/** The accounts of a company, the default one first. */
export async function listAccounts(
  tx: ScopedTransaction,
  companyId: number,
  sealer: Pick<Sealer, 'open'>,
): Promise<ShownAccount[]> {
  const rows = await tx
    .selectFrom('sending_accounts')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('removed_at', 'is', null)
    .orderBy('is_default', 'desc')
    .orderBy('id')
    .execute()
  const mailboxes = await tx
    .selectFrom('return_mailboxes')
    .selectAll()
    .where('company_id', '=', companyId)
    .execute()
  return rows.map((row) => shown(row, mailboxes.find((one) => one.account_id === row.id) ?? null, sealer))
}

type MailboxRow = Selectable<Tables['return_mailboxes']>

function shown(row: AccountRow, mailbox: MailboxRow | null, sealer: Pick<Sealer, 'open'>): ShownAccount {
  const account = accountOf(row)
  const { kind, fromName, fromAddress, server, userName, application, perMinute, perHour } = account
  return {
    id: row.id,
    label: row.label,
    ...{ kind, fromName, fromAddress, server, userName, perMinute, perHour },
    provider: application?.provider ?? null,
    clientId: application?.clientId ?? null,
    tenant: application?.tenant ?? null,
    hasSecret: row.secret !== null && sealer.open(row.secret, secretSubject(account)) !== null,
    isDefault: row.is_default,
    checkedAt: row.checked_at?.toISOString() ?? null,
    problem: row.problem as ShownProblem | null,
    mailbox: mailbox && shownMailbox(mailbox),
  }
}

function shownMailbox(row: MailboxRow): NonNullable<ShownAccount['mailbox']> {
  return {
    server: mailboxOf(row).server,
    userName: row.user_name,
    readAt: row.read_at?.toISOString() ?? null,
    problem: row.problem as ShownProblem | null,
  }
}

/** One account, locked until the end of the transaction. @throws RelancesError not-found */
export async function lockAccount(tx: ScopedTransaction, companyId: number, id: number): Promise<AccountRow> {
  const row = await tx
    .selectFrom('sending_accounts')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'sending.no-account')
  return row
}

export interface AccountWriting {
  readonly companyId: number
  /** Null: a new one. */
  readonly id: number | null
  readonly fields: PasswordAccount
  /** What trying it gave. */
  readonly failure: AccountFailure | null
  readonly actor: string
}

/** Writes an account that sends by a password; the first of a company is its default one. */
export async function writeAccount(
  tx: ScopedTransaction,
  sealer: Pick<Sealer, 'seal'>,
  { companyId, id, fields, failure, actor }: AccountWriting,
): Promise<void> {
  const { label, fromName, fromAddress, server, userName, password, perMinute, perHour } = fields
  const columns = {
    label,
    kind: 'smtp' as const,
    from_name: fromName,
    from_address: fromAddress,
    ...server,
    user_name: userName,
    per_minute: perMinute,
    per_hour: perHour,
    updated_at: sql<Date>`now()`,
    updated_by: actor,
    ...checked(failure),
  }
  const written = id ?? (await insertAccount(tx, companyId, columns, actor))
  const secret =
    userName === null
      ? { secret: null, secret_set_at: null }
      : password === undefined
        ? {}
        : {
            secret: sealer.seal(password, secretSubject({ companyId, id: written })),
            secret_set_at: sql<Date>`now()`,
          }
  await tx
    .updateTable('sending_accounts')
    .set({ ...columns, ...secret })
    .where('company_id', '=', companyId)
    .where('id', '=', written)
    .execute()
}

export interface ConsentWriting {
  readonly account: SendingAccount
  readonly fields: ConsentAccount
  readonly consent: Consent
  /** What trying it gave. */
  readonly failure: AccountFailure | null
  readonly actor: string
}

/** Writes an account that sends by a consent, new or given again. @returns its id */
export async function writeConsentAccount(
  tx: ScopedTransaction,
  sealer: Pick<Sealer, 'seal'>,
  { account, fields, consent, failure, actor }: ConsentWriting,
): Promise<number> {
  const { companyId, server, application } = account
  const columns = {
    label: fields.label,
    kind: account.kind,
    from_name: account.fromName,
    from_address: account.fromAddress,
    host: server?.host ?? null,
    port: server?.port ?? null,
    security: server?.security ?? null,
    user_name: account.userName,
    provider: application?.provider ?? null,
    client_id: application?.clientId ?? null,
    tenant: application?.tenant ?? null,
    per_minute: account.perMinute,
    per_hour: account.perHour,
    updated_at: sql<Date>`now()`,
    updated_by: actor,
    ...checked(failure),
  }
  if (fields.accountId !== null) await lockAccount(tx, companyId, fields.accountId)
  const id = fields.accountId ?? (await insertAccount(tx, companyId, columns, actor))
  const secret = sealer.seal(JSON.stringify(consent), secretSubject({ companyId, id }))
  await tx
    .updateTable('sending_accounts')
    .set({ ...columns, secret, secret_set_at: sql<Date>`now()` })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  return id
}

async function insertAccount(
  tx: ScopedTransaction,
  companyId: number,
  columns: Omit<InsertObject<Tables, 'sending_accounts'>, 'company_id' | 'created_by' | 'is_default'>,
  actor: string,
): Promise<number> {
  const isDefault = await isFirst(tx, companyId)
  const { id } = await tx
    .insertInto('sending_accounts')
    .values({ ...columns, company_id: companyId, created_by: actor, is_default: isDefault })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Notes whether an account was let in. */
export async function noteCheck(
  tx: ScopedTransaction,
  { companyId, id }: Pick<SendingAccount, 'companyId' | 'id'>,
  failure: AccountFailure | null,
): Promise<void> {
  await tx
    .updateTable('sending_accounts')
    .set(checked(failure))
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

function checked(failure: AccountFailure | null) {
  if (failure === null) return { checked_at: sql<Date>`now()`, problem: null }
  return { problem: JSON.stringify({ reason: failure.reason, answer: failure.answer }) }
}

/** Makes an account the one that sends wherever a level names no other. @throws RelancesError not-found */
export async function makeDefault(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  actor: string,
): Promise<void> {
  await lockAccount(tx, companyId, id)
  // One after the other: at no moment are there two.
  for (const isDefault of [false, true]) {
    await tx
      .updateTable('sending_accounts')
      .set({ is_default: isDefault, updated_at: sql<Date>`now()`, updated_by: actor })
      .where('company_id', '=', companyId)
      .where('is_default', '=', !isDefault)
      .where('id', isDefault ? '=' : '<>', id)
      .execute()
  }
}

/**
 * Removes an account and forgets its secret. The last one gone, the company is in trial again.
 * @throws RelancesError not-found; conflict for the default account while there are others
 */
export async function endAccount(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  actor: string,
): Promise<void> {
  const account = await lockAccount(tx, companyId, id)
  const others = (await countAccounts(tx, companyId)) - 1
  if (account.is_default && others > 0) throw new RelancesError('conflict', 'sending.default-stays')
  await tx
    .updateTable('sending_accounts')
    .set({
      removed_at: sql<Date>`now()`,
      removed_by: actor,
      is_default: false,
      secret: null,
      secret_set_at: null,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
  await forgetMailbox(tx, companyId, id)
  await tx
    .updateTable('dunning_levels')
    .set({ sending_account_id: null })
    .where('company_id', '=', companyId)
    .where('sending_account_id', '=', id)
    .execute()
}

async function isFirst(tx: ScopedTransaction, companyId: number): Promise<boolean> {
  return (await countAccounts(tx, companyId)) === 0
}

/** How many accounts a company has. */
export async function countAccounts(tx: ScopedTransaction, companyId: number): Promise<number> {
  const { count } = await tx
    .selectFrom('sending_accounts')
    .select(sql<number>`count(*)`.as('count'))
    .where('company_id', '=', companyId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
