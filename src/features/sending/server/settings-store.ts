import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { Sending, SettingsFields } from '../contract.ts'
import { listAccounts } from './account-store.ts'

interface CompanyRow {
  id: number
  updated_at: string
  updated_by: string
  sending_mode: 'trial' | 'live'
  sending_from: string
  sending_until: string
  reply_to: string | null
  email_signature: string
}

/** @throws RelancesError not-found */
export async function readSending(
  tx: ScopedTransaction,
  code: string,
  sealer: Pick<Sealer, 'open'>,
): Promise<Sending> {
  const company = await readCompany(tx, code, sql``)
  const levels = await tx
    .selectFrom('dunning_levels as l')
    .leftJoin('sending_accounts as a', (join) =>
      join
        .onRef('a.company_id', '=', 'l.company_id')
        .onRef('a.id', '=', 'l.sending_account_id')
        .on('a.removed_at', 'is', null),
    )
    .select(['l.level', 'a.id', 'l.copy_to'])
    .where('l.company_id', '=', company.id)
    .orderBy('l.level')
    .execute()
  return {
    company: code,
    updatedAt: company.updated_at,
    mode: company.sending_mode,
    hours: { from: company.sending_from.slice(0, 5), until: company.sending_until.slice(0, 5) },
    replyTo: company.reply_to,
    signature: company.email_signature,
    levels: levels.map(({ level, id, copy_to }) => ({ level, accountId: id, copyTo: copy_to })),
    accounts: await listAccounts(tx, company.id, sealer),
  }
}

/**
 * Replaces how a company sends, unless it was changed since `updatedAt`.
 * @throws RelancesError not-found, for an account that is not there; conflict when somebody else was quicker
 */
export async function changeSending(
  tx: ScopedTransaction,
  code: string,
  change: SettingsFields & { readonly updatedAt: string },
  actor: string,
): Promise<void> {
  // Locked before it is compared, so that of two people saving at once the second sees the first.
  const company = await readCompany(tx, code, sql`for update`)
  if (company.updated_at !== change.updatedAt)
    throw new RelancesError('conflict', 'sending.changed', { code, name: company.updated_by })
  await tx
    .updateTable('companies')
    .set({
      sending_from: change.hours.from,
      sending_until: change.hours.until,
      reply_to: change.replyTo,
      email_signature: change.signature.trim(),
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('id', '=', company.id)
    .execute()
  for (const { level, accountId, copyTo } of change.levels) {
    if (accountId !== null) await mustBeThere(tx, company.id, accountId)
    await tx
      .updateTable('dunning_levels')
      .set({ sending_account_id: accountId, copy_to: [...new Set(copyTo)] })
      .where('company_id', '=', company.id)
      .where('level', '=', level)
      .execute()
  }
}

/**
 * Lets e-mails leave, or holds them back.
 * @throws RelancesError invalid when no account is ready to send
 */
export async function setMode(
  tx: ScopedTransaction,
  companyId: number,
  mode: 'trial' | 'live',
): Promise<void> {
  if (mode === 'live') await mustBeReady(tx, companyId)
  // Settings being edited meanwhile stay good: the audit says who did this, and when.
  await tx
    .updateTable('companies')
    .set({ sending_mode: mode })
    .where('id', '=', companyId)
    .where('sending_mode', '<>', mode)
    .execute()
}

// The default account has been let in, and nothing has kept it out since.
async function mustBeReady(tx: ScopedTransaction, companyId: number): Promise<void> {
  const ready = await tx
    .selectFrom('sending_accounts')
    .select('id')
    .where('company_id', '=', companyId)
    .where('is_default', '=', true)
    .where('checked_at', 'is not', null)
    .where('problem', 'is', null)
    .executeTakeFirst()
  if (!ready) throw new RelancesError('invalid', 'sending.not-ready')
}

async function mustBeThere(tx: ScopedTransaction, companyId: number, id: number): Promise<void> {
  const found = await tx
    .selectFrom('sending_accounts')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'sending.no-account')
}

// The instant as PostgreSQL holds it, to the microsecond.
async function readCompany(
  tx: ScopedTransaction,
  code: string,
  lock: RawBuilder<unknown>,
): Promise<CompanyRow> {
  const found = await sql<CompanyRow>`
    select id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at, updated_by,
           sending_mode, sending_from::text, sending_until::text, reply_to, email_signature
    from companies where code = ${code} ${lock}
  `.execute(tx)
  const [company] = found.rows
  if (!company) throw new RelancesError('not-found', 'features.no-company', { code })
  return company
}
