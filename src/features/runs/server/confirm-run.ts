import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { letterEvent } from '#domain/dunning/history.ts'
import { RelancesError } from '#domain/errors.ts'
import { type Review, type ReviewReason, reasonOf, reviewLetter } from '#domain/letters/letter-review.ts'
import { type EventToRecord, recordEvents } from '#ledger/history.ts'
import { type LockedItem, type LockedLetter, lockLetters, readLettersNow } from '#ledger/lock-letters.ts'
import { writeMessages } from '#ledger/write-messages.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { knownFailure } from '#platform/http-failure.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ConfirmationResult } from '../contract.ts'
import { readConfirmation, readRunStatus } from './store.ts'

/** Letters to a transaction: few enough that a crash or a lock never concerns many (rules §4.4). */
export const LETTERS_PER_BATCH = 200

/**
 * Confirms the draft letters of a run: each instalment moves to its own next level and takes the
 * letter's date; a letter that would be another by now is put "à revoir" and the
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
    await withScope(database, context, (tx) => confirmBatch(tx, batch, context))
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

/** Who confirms, and the day payments are counted on. */
type Confirming = Pick<Context, 'actor' | 'today'>

async function confirmBatch(
  tx: ScopedTransaction,
  ids: readonly number[],
  confirming: Confirming,
): Promise<void> {
  const letters = await lockLetters(tx, ids, 'draft')
  try {
    await sql`savepoint batch`.execute(tx)
    await confirmLetters(tx, letters, confirming)
  } catch (error) {
    throwMachineFailure(error)
    // One bad letter must not hold back the others: they are tried again, each on its own.
    await sql`rollback to savepoint batch`.execute(tx)
    await confirmOneByOne(tx, letters, confirming)
  }
}

async function confirmOneByOne(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  confirming: Confirming,
): Promise<void> {
  for (const letter of letters) {
    await sql`savepoint one`.execute(tx)
    try {
      await confirmLetters(tx, [letter], confirming)
    } catch (error) {
      throwMachineFailure(error)
      await sql`rollback to savepoint one`.execute(tx)
      const hasMoved = error instanceof RelancesError && error.code === 'conflict'
      await putToReview(tx, [{ letter, reason: hasMoved ? 'level-changed' : 'failed', review: null }])
    }
  }
}

// A full disk or a lost database is no fault of the letters: none is put to review for it.
function throwMachineFailure(error: unknown): void {
  if (knownFailure(error)?.code === 'unavailable') throw error
}

async function confirmLetters(
  tx: ScopedTransaction,
  letters: readonly LockedLetter[],
  { actor, today }: Confirming,
): Promise<void> {
  const events: EventToRecord[] = []
  const confirmed: LockedLetter[] = []
  const toReview: ToReview[] = []
  for (const { letter, items, facts } of await readLettersNow(tx, letters, today)) {
    const review = reviewLetter(facts)
    if (review === null) {
      confirmed.push(letter)
      events.push(...items.map((item) => eventOf(item, letter)))
    } else {
      toReview.push({ letter, reason: reasonOf(review), review })
    }
  }
  await recordEvents(tx, events, actor.name)
  await markConfirmed(tx, confirmed, actor.name)
  await writeMessages(tx, confirmed, actor.name)
  await putToReview(tx, toReview)
}

function eventOf(item: LockedItem, { id, letter_on }: { readonly id: number; readonly letter_on: Day }) {
  const state = { level: item.level, lastRemindedOn: item.last_reminded_on }
  return {
    companyId: item.company_id,
    instalmentId: item.id,
    letterId: id,
    ...letterEvent(state, letter_on),
  }
}

/** Marks letters as confirmed: they belong to the history, and to the archive. */
export async function markConfirmed(
  tx: ScopedTransaction,
  letters: readonly OwnedRow[],
  actor: string,
): Promise<void> {
  if (letters.length === 0) return
  await tx
    .updateTable('letters')
    .set({ status: 'confirmed', confirmed_at: sql`now()`, confirmed_by: actor })
    .where(isOneOf(letters))
    .execute()
}

interface ToReview {
  readonly letter: OwnedRow
  readonly reason: ReviewReason
  readonly review: Review | null
}

async function putToReview(tx: ScopedTransaction, found: readonly ToReview[]): Promise<void> {
  if (found.length === 0) return
  await sql`
    update letters l set status = 'to-review', review_reason = t.reason, review = t.review
    from unnest(${found.map(({ letter }) => letter.company_id)}::bigint[],
                ${found.map(({ letter }) => letter.id)}::bigint[],
                ${found.map(({ reason }) => reason)}::text[],
                ${found.map(({ review }) => (review === null ? null : JSON.stringify(review)))}::jsonb[])
      t (company_id, id, reason, review)
    where l.company_id = t.company_id and l.id = t.id
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
