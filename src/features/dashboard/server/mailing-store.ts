import { type RawBuilder, sql } from 'kysely'
import type { Moment } from '#domain/dunning/schedule.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Outcome } from '#domain/sending/outcome.ts'
import { nextPageOn, pageMonth } from '#domain/steering/monthly-page.ts'
import { accountOfLevel } from '#ledger/sending-accounts.ts'
import type { Language } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Mailing, Mailings } from '../mailing-contract.ts'

/** Tried again when it could not leave, at most so often in a month. */
const MOST_ATTEMPTS = 5
const RETRY_MINUTES = 10
/** More is no longer a company's own circle. */
const MOST_ADDRESSES = 20

/** Whom the dashboard of a company goes to, by address. */
export async function readMailings(tx: ScopedTransaction, companyId: number, now: Moment): Promise<Mailings> {
  const { code } = await tx
    .selectFrom('companies')
    .select('code')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const rows = await tx
    .selectFrom('dashboard_mailings')
    .select(['id', 'address', 'language', 'created_by', 'attempts', 'sent_at', 'is_doubtful', 'answer'])
    .where('company_id', '=', companyId)
    .orderBy('address')
    .execute()
  return {
    company: code,
    nextOn: nextPageOn(now),
    hasAccount: (await accountOfLevel(tx, companyId, 1)) !== null,
    rows: rows.map((row) => ({
      ...{ id: row.id, address: row.address, language: row.language, by: row.created_by },
      state: stateOf(row),
      sentAt: row.sent_at?.toISOString() ?? null,
      answer: row.sent_at === null && !row.is_doubtful ? row.answer : null,
    })),
  }
}

function stateOf(row: {
  readonly attempts: number
  readonly sent_at: Date | null
  readonly is_doubtful: boolean
}): Mailing['state'] {
  if (row.sent_at) return 'sent'
  if (row.is_doubtful) return 'unknown'
  return row.attempts === 0 ? 'first' : 'failed'
}

/** @throws RelancesError conflict when it goes there already, or to too many */
export async function insertMailing(
  tx: ScopedTransaction,
  companyId: number,
  { address, language }: { readonly address: string; readonly language: Language },
  { actor, now }: { readonly actor: string; readonly now: Moment },
): Promise<void> {
  const { rows } = await sql`
    insert into dashboard_mailings (company_id, address, language, done_month, created_by)
    select ${companyId}, ${address}, ${language}, ${pageMonth(now)}::date, ${actor}
    where (select count(*) from dashboard_mailings where company_id = ${companyId}) < ${MOST_ADDRESSES}::int
    on conflict (company_id, address) do nothing
    returning 1`.execute(tx)
  if (rows.length === 0)
    throw new RelancesError('conflict', 'steering.no-more-mailings', { address, most: MOST_ADDRESSES })
}

/** @throws RelancesError not-found */
export async function deleteMailing(tx: ScopedTransaction, companyId: number, id: number): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('dashboard_mailings')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new RelancesError('not-found', 'steering.no-mailing')
}

export interface DueMailing {
  readonly id: number
  readonly address: string
  readonly language: Language
  /** Of somebody whose account has been ended, or who works in this company no more. */
  readonly isGone: boolean
}

// Of the month that is due, or of it and worth another try.
function isDue(now: Moment): RawBuilder<unknown> {
  const month = pageMonth(now)
  return sql`(m.done_month < ${month}::date or (m.done_month = ${month}::date and m.sent_at is null
    and not m.is_doubtful and m.attempts between 1 and ${MOST_ATTEMPTS - 1}::int
    and m.tried_at < now() - make_interval(mins => ${RETRY_MINUTES}::int)))`
}

/** The mailings whose page is due. */
export async function readDueMailings(
  tx: ScopedTransaction,
  companyId: number,
  now: Moment,
): Promise<readonly DueMailing[]> {
  const { rows } = await sql<DueMailing>`
    select m.id, m.address, m.language, exists (
      select from users u where u.email = m.address and (u.deactivated_at is not null or (u.role_everywhere is null
        and not exists (select from company_roles r where r.company_id = m.company_id and r.user_id = u.id)))) as "isGone"
    from dashboard_mailings m where m.company_id = ${companyId} and ${isDue(now)}
    order by m.id`.execute(tx)
  return rows
}

/**
 * Takes a mailing to send it; false when another process has. It is in doubt from here on: one that dies before it has noted
 * what became of it lets nobody send it again.
 */
export async function takeMailing(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  now: Moment,
): Promise<boolean> {
  const month = pageMonth(now)
  const { numAffectedRows } = await sql`
    update dashboard_mailings m
    set done_month = ${month}::date, attempts = case when m.done_month < ${month}::date then 1 else m.attempts + 1 end,
      tried_at = now(), sent_at = null, is_doubtful = true, answer = null
    where m.company_id = ${companyId} and m.id = ${id} and ${isDue(now)}`.execute(tx)
  return numAffectedRows === 1n
}

export type MailingOutcome = Outcome | { readonly kind: 'not-sent'; readonly answer: string }

/** What became of one: whether it has left, and what was answered. */
export async function noteMailing(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  outcome: MailingOutcome,
): Promise<void> {
  await tx
    .updateTable('dashboard_mailings')
    .set({
      sent_at: outcome.kind === 'accepted' ? sql`now()` : null,
      is_doubtful: outcome.kind === 'ambiguous',
      answer: outcome.kind === 'ambiguous' ? outcome.reason : outcome.answer || outcome.kind,
    })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}
