import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { undoEvent } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { statesBefore } from '#domain/sending/outbox-states.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type EventToRecord, recordEvents } from './history.ts'

/** A letter as who undoes it is told of it. */
export interface UndoneLetter extends OwnedRow {
  readonly company: string
  readonly code: string
  readonly name: string
}

/**
 * Undoes those of these letters that are confirmed: levels and dates go back by compensating events, an e-mail of theirs
 * that waits does not leave, and what is archived stays. Refused: a letter with a later event on one of its
 * instalments, which is left as it is.
 */
export async function undoLetters(
  tx: ScopedTransaction,
  ids: readonly number[],
  { actor, reason }: { readonly actor: string; readonly reason: string | null },
): Promise<{ readonly undone: readonly UndoneLetter[]; readonly refused: readonly UndoneLetter[] }> {
  const letters = await lockConfirmed(tx, ids)
  const byLetter = Map.groupBy(
    await lockEvents(
      tx,
      letters.map((letter) => letter.id),
    ),
    (event) => event.letter_id,
  )
  const undone = letters.filter((letter) => (byLetter.get(letter.id) ?? []).every((event) => event.is_latest))
  const events = undone.flatMap((letter) =>
    (byLetter.get(letter.id) ?? []).map((event) => ({ ...compensation(event), reason })),
  )
  await recordEvents(tx, events, actor)
  if (undone.length > 0) {
    await tx
      .updateTable('letters')
      .set({ status: 'cancelled', cancelled_at: sql`now()`, cancelled_by: actor, cancel_reason: reason })
      .where(isOneOf(undone))
      .execute()
    await sql`
      update messages set state = 'cancelled', state_at = now(), state_by = ${actor}, is_level_restored = true
      where company_id = any(${undone.map((letter) => letter.company_id)}::bigint[])
        and letter_id = any(${undone.map((letter) => letter.id)}::bigint[]) and state = any(${statesBefore('cancel')}::text[])
    `.execute(tx)
  }
  return { undone, refused: letters.filter((letter) => !undone.includes(letter)) }
}

async function lockConfirmed(tx: ScopedTransaction, ids: readonly number[]) {
  return await tx
    .selectFrom('letters as l')
    .innerJoin('companies as co', 'co.id', 'l.company_id')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'l.company_id').onRef('c.id', '=', 'l.customer_id'),
    )
    .select(['l.company_id', 'l.id', 'co.code as company', 'c.code', 'c.name'])
    .where('l.id', 'in', ids)
    .where('l.status', '=', 'confirmed')
    .orderBy('l.id')
    .forUpdate('l')
    .execute()
}

interface LetterEvent {
  id: number
  company_id: number
  letter_id: number
  instalment_id: number
  level_before: Level
  level_after: Level
  reminded_on_before: Day | null
  reminded_on_after: Day | null
  is_latest: boolean
}

// Latest: nothing has moved the instalment since, save what has itself been undone, so that two
// runs can be undone one after the other, last one first.
async function lockEvents(tx: ScopedTransaction, letterIds: readonly number[]): Promise<LetterEvent[]> {
  const found = await sql<LetterEvent>`
    select e.id, e.company_id, e.letter_id, e.instalment_id, e.level_before, e.level_after,
           e.reminded_on_before, e.reminded_on_after,
           not exists (
             select from reminder_events later
             where later.company_id = e.company_id and later.instalment_id = e.instalment_id and later.id > e.id
               and later.kind <> 'undo'
               and not exists (select from reminder_events undo
                 where undo.company_id = later.company_id and undo.undoes_event_id = later.id)) as is_latest
    from letter_items li
    join instalments i on i.company_id = li.company_id and i.id = li.instalment_id
    join reminder_events e on e.company_id = li.company_id and e.letter_id = li.letter_id
      and e.instalment_id = li.instalment_id and e.kind = 'letter'
    where li.letter_id = any(${letterIds}::bigint[])
    order by i.company_id, i.id
    for update of i
  `.execute(tx)
  return found.rows
}

function compensation(event: LetterEvent): EventToRecord {
  return {
    companyId: event.company_id,
    instalmentId: event.instalment_id,
    undoesEventId: event.id,
    ...undoEvent({
      kind: 'letter',
      before: { level: event.level_before, lastRemindedOn: event.reminded_on_before },
      after: { level: event.level_after, lastRemindedOn: event.reminded_on_after },
    }),
  }
}
