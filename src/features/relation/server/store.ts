import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { NewContactEvent, NewMark, RelationChange, RelationSettings } from '../contract.ts'

/**
 * Writes down a call, an e-mail, a meeting or a note; it can be added to, never changed. Returns its id.
 * @throws RelancesError not-found; invalid for an exchange after `today`
 */
export async function logEvent(
  tx: ScopedTransaction,
  event: NewContactEvent,
  today: Day,
  actor: string,
): Promise<number> {
  if (event.happenedOn > today) throw new RelancesError('invalid', 'relations.happened-later')
  const customer = await tx
    .selectFrom('customers')
    .select('company_id')
    .where('id', '=', event.customerId)
    .executeTakeFirst()
  if (!customer) throw new RelancesError('not-found', 'features.no-customer', { id: event.customerId })
  const { id } = await tx
    .insertInto('customer_events')
    .values({
      company_id: customer.company_id,
      customer_id: event.customerId,
      kind: event.kind,
      outcome: event.kind === 'note' ? null : event.outcome,
      text: event.text,
      happened_on: event.happenedOn,
      next_action: event.nextAction || null,
      next_action_on: event.nextActionOn,
      created_by: actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const SUBJECT_TABLES = {
  'call-back': 'customer_events',
  'broken-promise': 'dunning_blocks',
  dispute: 'dunning_blocks',
  letter: 'letters',
  'no-address': 'customers',
  undelivered: 'messages',
} as const

/**
 * Marks something of the agenda as dealt with today; a second click finds the first. Returns the mark's id.
 * @throws RelancesError not-found
 */
export async function markDone(
  tx: ScopedTransaction,
  { kind, subjectId }: NewMark,
  today: Day,
  actor: string,
): Promise<number> {
  const { rows: subjects } = await sql<{ company_id: number }>`
    select company_id from ${sql.table(SUBJECT_TABLES[kind])} where id = ${subjectId}
      and company_id = any ((select visible_companies())::bigint[])
  `.execute(tx)
  const companyId = subjects[0]?.company_id
  if (companyId === undefined) throw new RelancesError('not-found', 'relations.no-event')
  await sql`
    insert into agenda_marks (company_id, kind, subject_id, done_on, created_by)
    values (${companyId}, ${kind}, ${subjectId}, ${today}::date, ${actor})
    on conflict (company_id, kind, subject_id, done_on) where undone_at is null do nothing
  `.execute(tx)
  const mark = await tx
    .selectFrom('agenda_marks')
    .select('id')
    .where('company_id', '=', companyId)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('done_on', '=', today)
    .where('undone_at', 'is', null)
    .executeTakeFirstOrThrow()
  return mark.id
}

/** Puts something back among what is to be done; false when it was there already. @throws RelancesError not-found */
export async function undoMark(tx: ScopedTransaction, id: number, actor: string): Promise<boolean> {
  const found = await tx
    .selectFrom('agenda_marks')
    .select('company_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'relations.no-mark')
  const undone = await tx
    .updateTable('agenda_marks')
    .set({ undone_at: sql`now()`, undone_by: actor })
    .where('company_id', '=', found.company_id)
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return undone.numUpdatedRows > 0n
}

type Stored = RelationSettings & { id: number; updatedBy: string }

/** @throws RelancesError not-found */
export async function readRelationSettings(tx: ScopedTransaction, code: string): Promise<RelationSettings> {
  const { id, updatedBy, ...settings } = await find(tx, code, sql``)
  return settings
}

/**
 * Replaces the days of grace of promises and of disputes, unless the company was changed meanwhile. Promises
 * already made keep the grace they were made with.
 * @throws RelancesError not-found, or conflict when someone else was quicker
 */
export async function changeRelationSettings(
  tx: ScopedTransaction,
  code: string,
  change: RelationChange,
  actor: string,
): Promise<RelationSettings> {
  const company = await find(tx, code, sql`for update`)
  if (company.updatedAt !== change.updatedAt)
    throw new RelancesError('conflict', 'relations.settings-changed', { code, name: company.updatedBy })
  await tx
    .updateTable('companies')
    .set({
      promise_tolerance_days: change.promiseToleranceDays,
      dispute_review_days: change.disputeReviewDays,
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('id', '=', company.id)
    .execute()
  return await readRelationSettings(tx, code)
}

async function find(tx: ScopedTransaction, code: string, lock: RawBuilder<unknown>): Promise<Stored> {
  const { rows } = await sql<Stored>`
    select id, code as company, promise_tolerance_days as "promiseToleranceDays",
           dispute_review_days as "disputeReviewDays", updated_by as "updatedBy",
           to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "updatedAt"
    from companies where code = ${code} ${lock}
  `.execute(tx)
  if (!rows[0]) throw new RelancesError('not-found', 'features.no-company', { code })
  return rows[0]
}
