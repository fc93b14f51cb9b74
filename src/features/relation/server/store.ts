import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { NewContactEvent, NewMark } from '../contract.ts'

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
  const found = await tx.selectFrom('agenda_marks').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'relations.no-mark')
  const undone = await tx
    .updateTable('agenda_marks')
    .set({ undone_at: sql`now()`, undone_by: actor })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return undone.numUpdatedRows > 0n
}
