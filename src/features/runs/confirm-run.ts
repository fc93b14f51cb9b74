import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { letterEvent } from '#domain/history.ts'
import type { Level } from '#domain/levels.ts'
import { type ReviewReason, reviewReason } from '#domain/run.ts'
import { type EventToRecord, recordEvents } from '#ledger/history.ts'
import { activeBlocks } from '#ledger/proposed.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { knownFailure } from '#platform/http-failure.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ConfirmationResult } from './contract.ts'
import { readConfirmation, readRunStatus } from './store.ts'

/** Letters to a transaction: few enough that a crash or a lock never concerns many (rules §4.4). */
export const LETTERS_PER_BATCH = 200

/**
 * Confirms the draft letters of a run: each instalment moves to its own next level and takes the
 * letter's date; a letter whose instalments changed since the draft is put "à revoir" and the
 * others go through. Safe to call twice, at once or after a crash: it goes on with what is left.
 * @throws RelancesError not-found, or conflict when the draft has been discarded
 */
export async function confirmRun(
  database: Pick<Database, 'db'>,
  context: Context,
  runId: number,
): Promise<ConfirmationResult> {
  const ids = await withScope(database, context, (tx) => lettersToConfirm(tx, runId))
  for (let start = 0; start < ids.length; start += LETTERS_PER_BATCH) {
    const batch = ids.slice(start, start + LETTERS_PER_BATCH)
    await withScope(database, context, (tx) => confirmBatch(tx, batch, context.actor.name))
  }
  return await withScope(database, context, async (tx) => {
    await closeRun(tx, runId, context.actor.name)
    return await readConfirmation(tx, runId)
  })
}

async function lettersToConfirm(tx: ScopedTransaction, runId: number): Promise<number[]> {
  const status = await readRunStatus(tx, runId)
  if (status === 'discarded') throw new RelancesError('conflict', 'features.run-discarded', { run: runId })
  const letters = await tx
    .selectFrom('letters')
    .select('id')
    .where('run_id', '=', runId)
    .where('status', '=', 'draft')
    .orderBy('id')
    .execute()
  return letters.map((letter) => letter.id)
}

async function confirmBatch(tx: ScopedTransaction, ids: readonly number[], actor: string): Promise<void> {
  const letters = await lockLetters(tx, ids)
  try {
    await sql`savepoint batch`.execute(tx)
    await confirmLetters(tx, letters, actor)
  } catch (error) {
    throwMachineFailure(error)
    // One bad letter must not hold back the others: they are tried again, each on its own.
    await sql`rollback to savepoint batch`.execute(tx)
    await confirmOneByOne(tx, letters, actor)
  }
}

async function confirmOneByOne(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  actor: string,
): Promise<void> {
  for (const letter of letters) {
    await sql`savepoint one`.execute(tx)
    try {
      await confirmLetters(tx, [letter], actor)
    } catch (error) {
      throwMachineFailure(error)
      await sql`rollback to savepoint one`.execute(tx)
      const hasMoved = error instanceof RelancesError && error.code === 'conflict'
      await putToReview(tx, [{ id: letter.id, reason: hasMoved ? 'level-changed' : 'failed' }])
    }
  }
}

// A full disk or a lost database is no fault of the letters: none is put to review for it.
function throwMachineFailure(error: unknown): void {
  if (knownFailure(error)?.code === 'unavailable') throw error
}

interface LockedLetter {
  readonly id: number
  readonly company_id: number
  readonly letter_on: Day
}

// A letter someone else has just confirmed, or is confirming, no longer comes back as a draft.
async function lockLetters(tx: ScopedTransaction, ids: readonly number[]): Promise<LockedLetter[]> {
  return await tx
    .selectFrom('letters as l')
    .innerJoin('runs as r', (join) =>
      join.onRef('r.company_id', '=', 'l.company_id').onRef('r.id', '=', 'l.run_id'),
    )
    .select(['l.id', 'l.company_id', 'r.letter_on'])
    .where('l.id', 'in', ids)
    .where('l.status', '=', 'draft')
    .where('r.status', '=', 'draft')
    .orderBy('l.id')
    .forUpdate('l')
    .execute()
}

interface LockedItem {
  letter_id: number
  company_id: number
  instalment_id: number
  frozen_open_cents: number
  frozen_level: Level
  frozen_event_id: number | null
  open_cents: number
  level: Level
  last_event_id: number | null
  last_reminded_on: Day | null
  is_blocked: boolean
}

async function confirmLetters(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  actor: string,
): Promise<void> {
  const first = letters[0]
  if (!first) return
  const items = await lockItems(tx, letters, first.letter_on)
  const byLetter = Map.groupBy(items, (item) => item.letter_id)
  const events: EventToRecord[] = []
  const confirmed: number[] = []
  const toReview: { id: number; reason: ReviewReason }[] = []
  for (const letter of letters) {
    const own = byLetter.get(letter.id) ?? []
    const reason = decide(own)
    if (reason === null) {
      confirmed.push(letter.id)
      events.push(...own.map((item) => eventOf(item, letter)))
    } else {
      toReview.push({ id: letter.id, reason })
    }
  }
  await recordEvents(tx, events, actor)
  await markConfirmed(tx, confirmed, actor)
  await putToReview(tx, toReview)
}

async function lockItems(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  letterOn: Day,
): Promise<LockedItem[]> {
  const ids = letters.map((letter) => letter.id)
  const companies = [...new Set(letters.map((letter) => letter.company_id))]
  const locked = await sql<LockedItem>`
    select li.letter_id, i.company_id, i.id as instalment_id, li.open_cents as frozen_open_cents,
           li.level as frozen_level, li.last_event_id as frozen_event_id,
           i.open_cents, i.level, i.last_event_id, i.last_reminded_on,
           exists (${activeBlocks(letterOn)}) as is_blocked
    from letter_items li
    join instalments i on i.company_id = li.company_id and i.id = li.instalment_id
    where li.company_id = any(${companies}::bigint[]) and li.letter_id = any(${ids}::bigint[])
    order by i.company_id, i.id
    for update of i
  `.execute(tx)
  return locked.rows
}

function decide(items: readonly LockedItem[]): ReviewReason | null {
  return reviewReason({
    frozen: items.map((item) => ({
      instalmentId: item.instalment_id,
      openCents: item.frozen_open_cents,
      level: item.frozen_level,
      lastEventId: item.frozen_event_id,
    })),
    current: items.map((item) => ({
      instalmentId: item.instalment_id,
      openCents: item.open_cents,
      level: item.level,
      lastEventId: item.last_event_id,
    })),
    blockedIds: new Set(items.filter((item) => item.is_blocked).map((item) => item.instalment_id)),
  })
}

function eventOf(item: LockedItem, letter: LockedLetter): EventToRecord {
  return {
    companyId: item.company_id,
    instalmentId: item.instalment_id,
    letterId: letter.id,
    ...letterEvent({ level: item.level, lastRemindedOn: item.last_reminded_on }, letter.letter_on),
  }
}

async function markConfirmed(tx: ScopedTransaction, ids: readonly number[], actor: string): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('letters')
    .set({ status: 'confirmed', confirmed_at: sql`now()`, confirmed_by: actor })
    .where('id', 'in', ids)
    .execute()
}

async function putToReview(
  tx: ScopedTransaction,
  letters: readonly { readonly id: number; readonly reason: ReviewReason }[],
): Promise<void> {
  if (letters.length === 0) return
  await sql`
    update letters l set status = 'to-review', review_reason = t.reason
    from unnest(${letters.map((letter) => letter.id)}::bigint[],
                ${letters.map((letter) => letter.reason)}::text[]) t (id, reason)
    where l.id = t.id
  `.execute(tx)
}

// The run is closed once nothing of it is left to confirm, by whoever gets there first.
async function closeRun(tx: ScopedTransaction, runId: number, actor: string): Promise<void> {
  await sql`
    update runs r set status = 'confirmed', closed_at = now(), closed_by = ${actor}
    where r.id = ${runId} and r.status = 'draft'
      and not exists (select from letters l
        where l.company_id = r.company_id and l.run_id = r.id and l.status = 'draft')
  `.execute(tx)
}
