import { type RawBuilder, sql } from 'kysely'
import type { ReminderEvent } from '#domain/dunning/history.ts'
import { LAST_LEVEL } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A change of level or reminder date of one instalment, about to become history. */
export interface EventToRecord extends ReminderEvent {
  readonly companyId: number
  readonly instalmentId: number
  /** The confirmed letter, for kind "letter". */
  readonly letterId?: number
  /** The event compensated, for kind "undo". */
  readonly undoesEventId?: number
  readonly reason?: string | null
}

/**
 * Appends events and moves the caches of their instalments with them, in one statement: the only
 * place where `reminder_events` and an instalment's level, date and last event are written.
 * At most one event per instalment in a call.
 * @throws RelancesError conflict when an instalment is no longer in the state an event starts
 * from; the caller's transaction must not go on.
 */
export async function recordEvents(
  tx: ScopedTransaction,
  events: readonly EventToRecord[],
  actor: string,
): Promise<void> {
  if (events.length === 0) return
  const column = <T>(read: (event: EventToRecord) => T): T[] => events.map(read)
  const moved = await sql<{ id: number }>`
    with recorded as (
      insert into reminder_events (company_id, instalment_id, kind, level_before, level_after,
        reminded_on_before, reminded_on_after, letter_id, undoes_event_id, reason, actor)
      select *, ${actor} from unnest(
        ${column((event) => event.companyId)}::bigint[],
        ${column((event) => event.instalmentId)}::bigint[],
        ${column((event) => event.kind)}::text[],
        ${column((event) => event.before.level)}::smallint[],
        ${column((event) => event.after.level)}::smallint[],
        ${column((event) => event.before.lastRemindedOn)}::date[],
        ${column((event) => event.after.lastRemindedOn)}::date[],
        ${column((event) => event.letterId ?? null)}::bigint[],
        ${column((event) => event.undoesEventId ?? null)}::bigint[],
        ${column((event) => event.reason ?? null)}::text[])
      returning company_id, instalment_id, id, kind, level_before, level_after, reminded_on_before, reminded_on_after,
        undoes_event_id
    )
    update instalments i
    set level = r.level_after, last_reminded_on = r.reminded_on_after, last_event_id = r.id,
        had_formal_notice = case r.kind when 'letter' then i.had_formal_notice or r.level_before = ${LAST_LEVEL}
          when 'undo' then ${hadOtherNotice} else i.had_formal_notice end
    from recorded r
    where i.company_id = r.company_id and i.id = r.instalment_id
      and i.level = r.level_before and i.last_reminded_on is not distinct from r.reminded_on_before
    returning i.id
  `.execute(tx)
  if (moved.rows.length !== events.length) throw new RelancesError('conflict', 'features.level-moved')
}

/** SQL: an array of the instalment's id and of those it stands for since they were merged. */
export function andMerged(instalment: string): RawBuilder<unknown> {
  return sql`array(select ${sql.ref(`${instalment}.id`)} union all
    select o.id from instalments o where o.company_id = ${sql.ref(`${instalment}.company_id`)}
      and o.merged_into = ${sql.ref(`${instalment}.id`)})`
}

// Undoing a letter takes back its formal notice, unless another one stands.
const hadOtherNotice = sql<boolean>`exists (
  select from reminder_events e
  where e.company_id = i.company_id and e.instalment_id = any(${andMerged('i')}) and e.kind = 'letter'
    and e.level_before = ${LAST_LEVEL} and e.id <> r.undoes_event_id
    and not exists (select from reminder_events u
      where u.company_id = e.company_id and u.kind = 'undo' and u.undoes_event_id = e.id))`
