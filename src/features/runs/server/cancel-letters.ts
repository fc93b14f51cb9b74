import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { undoEvent } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import { type EventToRecord, recordEvents } from '#ledger/history.ts'
import { requireCompany } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { CancellationResult } from '../contract.ts'
import { LETTERS_PER_BATCH } from './confirm-run.ts'
import { readRunStatus } from './store.ts'

/**
 * Undoes the confirmed letters of a run: levels and dates go back by compensating events, and the
 * archived letters stay, marked cancelled. A letter with a later event on one of its instalments is
 * left as it is and named in `refused`.
 * @throws RelancesError not-found
 */
export async function cancelRun(
  database: Pick<Database, 'db'>,
  context: Context,
  runId: number,
  reason: string | null = null,
): Promise<CancellationResult> {
  const ids = await withScope(database, context, async (tx) => {
    await readRunStatus(tx, runId)
    const letters = await tx
      .selectFrom('letters')
      .select('id')
      .where('run_id', '=', runId)
      .where('status', '=', 'confirmed')
      .orderBy('id')
      .execute()
    const found = letters.map((letter) => letter.id)
    await requireUndo(tx, context, found)
    return found
  })
  return await cancelLetters(database, context, ids, reason)
}

/** Undoes one letter, as `cancelRun` does. @throws RelancesError not-found */
export async function cancelLetter(
  database: Pick<Database, 'db'>,
  context: Context,
  letterId: number,
  reason: string | null = null,
): Promise<CancellationResult> {
  await withScope(database, context, async (tx) => {
    const found = await tx.selectFrom('letters').select('id').where('id', '=', letterId).executeTakeFirst()
    if (!found) throw new RelancesError('not-found', 'features.no-letter', { id: letterId })
    await requireUndo(tx, context, [letterId])
  })
  return await cancelLetters(database, context, [letterId], reason)
}

// One's own letters on the day they were confirmed, or else the role that undoes any.
async function requireUndo(tx: ScopedTransaction, context: Context, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const confirmations = await tx
    .selectFrom('letters as l')
    .innerJoin('companies as c', 'c.id', 'l.company_id')
    .select(['c.code', 'l.confirmed_by'])
    .select(
      sql<boolean>`(l.confirmed_at at time zone ${ZONE})::date
        = (now() at time zone ${ZONE})::date`.as('is_of_today'),
    )
    .distinct()
    .where('l.id', 'in', ids)
    .execute()
  for (const { code, confirmed_by, is_of_today } of confirmations) {
    const isOwn = confirmed_by === context.actor.name && is_of_today
    requireCompany(context, code, isOwn ? 'undo-own' : 'undo')
  }
}

async function cancelLetters(
  database: Pick<Database, 'db'>,
  context: Context,
  ids: readonly number[],
  reason: string | null,
): Promise<CancellationResult> {
  const result = { cancelled: 0, refused: [] as CancellationResult['refused'] }
  for (let start = 0; start < ids.length; start += LETTERS_PER_BATCH) {
    const batch = ids.slice(start, start + LETTERS_PER_BATCH)
    const done = await withScope(database, context, (tx) =>
      cancelBatch(tx, batch, { actor: context.actor.name, reason }),
    )
    result.cancelled += done.cancelled
    result.refused.push(...done.refused)
  }
  return result
}

async function cancelBatch(
  tx: ScopedTransaction,
  ids: readonly number[],
  { actor, reason }: { readonly actor: string; readonly reason: string | null },
): Promise<CancellationResult> {
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
      .where(
        'id',
        'in',
        undone.map((letter) => letter.id),
      )
      .execute()
  }
  const refused = letters.filter((letter) => !undone.includes(letter))
  return {
    cancelled: undone.length,
    refused: refused.map(({ id, company, code, name }) => ({ letterId: id, company, code, name })),
  }
}

async function lockConfirmed(tx: ScopedTransaction, ids: readonly number[]) {
  return await tx
    .selectFrom('letters as l')
    .innerJoin('companies as co', 'co.id', 'l.company_id')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'l.company_id').onRef('c.id', '=', 'l.customer_id'),
    )
    .select(['l.id', 'co.code as company', 'c.code', 'c.name'])
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

/** The reason given for an undoing; null where none was. */
export function reasonOf({ reason }: { readonly reason?: string | undefined }): string | null {
  return reason || null
}
