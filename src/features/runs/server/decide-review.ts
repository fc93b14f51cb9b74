import { sql } from 'kysely'
import { laterOf } from '#domain/days-and-money/day.ts'
import { postedEvent } from '#domain/dunning/history.ts'
import { RelancesError } from '#domain/errors.ts'
import { type ReviewDecision, reviewLetter } from '#domain/letters/letter-review.ts'
import { recordEvents } from '#ledger/history.ts'
import { lockLetters, readLettersNow } from '#ledger/lock-letters.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { isOneOf, type OwnedRow } from '#platform/owned-rows.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ReviewOrder, ReviewResult } from '../contract.ts'
import { LETTERS_PER_BATCH, markConfirmed } from './confirm-run.ts'
import { createDraft } from './create-draft.ts'
import { selectionOf } from './print-instead.ts'
import { readRunStatus } from './store.ts'

type Deciding = Context & { readonly companyIds: readonly number[] }

/**
 * Decides of the letters to review of a run, those named or all: makes them again in a new draft with the present
 * state, drops them, or confirms them as they were printed because they have already left. Letters someone else has
 * decided of meanwhile are left out of the count.
 * @throws RelancesError not-found for the run, or for a letter that is not among those to review
 */
export async function decideReview(
  database: Pick<Database, 'db'>,
  context: Deciding,
  runId: number,
  { decision, letters }: ReviewOrder,
): Promise<ReviewResult> {
  const ids = await withScope(database, context, (tx) => lettersToDecide(tx, runId, letters))
  if (decision === 'redone') {
    return await withScope(database, context, (tx) => redoLetters(tx, ids, context), {
      isolation: 'repeatable read',
    })
  }
  let decided = 0
  for (let start = 0; start < ids.length; start += LETTERS_PER_BATCH) {
    const batch = ids.slice(start, start + LETTERS_PER_BATCH)
    decided += await withScope(database, context, (tx) =>
      decision === 'posted' ? confirmPosted(tx, batch, context) : dropLetters(tx, batch, context),
    )
  }
  return { decided, run: null, nothingLeft: [] }
}

async function lettersToDecide(
  tx: ScopedTransaction,
  runId: number,
  named: readonly number[] | undefined,
): Promise<number[]> {
  await readRunStatus(tx, runId)
  const found = await tx
    .selectFrom('letters')
    .select('id')
    .where('run_id', '=', runId)
    .where('status', '=', 'to-review')
    .orderBy('id')
    .execute()
  const ids = new Set(found.map((letter) => letter.id))
  if (named === undefined) return [...ids]
  const other = named.find((id) => !ids.has(id))
  if (other !== undefined) throw new RelancesError('not-found', 'features.no-letter-to-review', { id: other })
  return [...new Set(named)].sort((a, b) => a - b)
}

// The frozen letter is what the client has in hand: it is archived as it is. What is still open moves.
async function confirmPosted(
  tx: ScopedTransaction,
  ids: readonly number[],
  { actor, today }: Deciding,
): Promise<number> {
  const letters = await readLettersNow(tx, await lockLetters(tx, ids, 'to-review'), today)
  const events = letters.flatMap(({ letter, items }) =>
    items
      .filter((item) => item.open_cents > 0)
      .map((item) => ({
        companyId: item.company_id,
        instalmentId: item.id,
        letterId: letter.id,
        ...postedEvent(
          { level: item.level, lastRemindedOn: item.last_reminded_on },
          item.frozen_level,
          letter.letter_on,
        ),
      })),
  )
  const decided = letters.map(({ letter }) => letter)
  await recordEvents(tx, events, actor.name)
  // What differs is what differs now: more may have changed since the letter was put to review.
  const reviews = letters.flatMap(({ letter, facts }) => {
    const review = reviewLetter(facts)
    return review === null ? [] : [{ letter, review: JSON.stringify(review) }]
  })
  await sql`
    update letters l set review = t.review
    from unnest(${reviews.map(({ letter }) => letter.company_id)}::bigint[],
                ${reviews.map(({ letter }) => letter.id)}::bigint[], ${reviews.map(({ review }) => review)}::jsonb[])
      t (company_id, id, review)
    where l.company_id = t.company_id and l.id = t.id
  `.execute(tx)
  await markDecided(tx, decided, 'posted', actor.name)
  await markConfirmed(tx, decided, actor.name)
  // What left did so on paper: nothing is sent of it besides.
  if (decided.length > 0)
    await tx.updateTable('letters').set({ way: 'paper', email: null }).where(isOneOf(decided)).execute()
  return decided.length
}

async function dropLetters(
  tx: ScopedTransaction,
  ids: readonly number[],
  { actor }: Deciding,
): Promise<number> {
  const letters = await lockLetters(tx, ids, 'to-review')
  await discard(tx, letters, 'dropped', actor.name)
  return letters.length
}

async function redoLetters(
  tx: ScopedTransaction,
  ids: readonly number[],
  { companyIds, actor, today }: Deciding,
): Promise<ReviewResult> {
  const letters = await lockLetters(tx, ids, 'to-review')
  const [first] = letters
  if (!first) return { decided: 0, run: null, nothingLeft: [] }
  const locked = letters.map((letter) => letter.id)
  const { selection, lastRemindedOn } = await selectionOf(tx, locked)
  const letterOn = lastRemindedOn === null ? today : laterOf(today, lastRemindedOn)
  const order = {
    filter: { on: first.overdue_on, today, companyIds },
    selection,
    letterOn: laterOf(letterOn, first.letter_on),
  }
  const run = await createDraft(tx, order, actor.name).then(
    (made) => made.run,
    (error: unknown) => {
      if (isNothingLeft(error)) return null
      throw error
    },
  )
  const outcomes = await readOutcomes(tx, locked, run)
  const [redone, dropped] = [
    outcomes.filter((one) => one.is_redone),
    outcomes.filter((one) => !one.is_redone),
  ]
  await discard(tx, redone, 'redone', actor.name, run)
  await discard(tx, dropped, 'dropped', actor.name)
  return {
    decided: letters.length,
    run,
    nothingLeft: dropped.map(({ id, company, code, name }) => ({ letterId: id, company, code, name })),
  }
}

function isNothingLeft(error: unknown): boolean {
  const keys = ['features.nothing-to-remind', 'features.all-covered']
  return error instanceof RelancesError && keys.includes(error.key)
}

interface Outcome extends OwnedRow {
  readonly company: string
  readonly code: string
  readonly name: string
  readonly is_redone: boolean
}

async function readOutcomes(
  tx: ScopedTransaction,
  ids: readonly number[],
  run: number | null,
): Promise<Outcome[]> {
  const { rows } = await sql<Outcome>`
    select l.company_id, l.id, co.code as company, c.code, c.name,
           exists (select from letters m where m.company_id = l.company_id and m.run_id = ${run}
             and m.customer_id = l.customer_id and m.currency = l.currency) as is_redone
    from letters l
    join companies co on co.id = l.company_id
    join customers c on c.company_id = l.company_id and c.id = l.customer_id
    where l.id = any(${ids}::bigint[]) order by l.position, l.id
  `.execute(tx)
  return rows
}

async function discard(
  tx: ScopedTransaction,
  letters: readonly OwnedRow[],
  decision: Exclude<ReviewDecision, 'posted'>,
  actor: string,
  redoneRun: number | null = null,
): Promise<void> {
  if (letters.length === 0) return
  await markDecided(tx, letters, decision, actor)
  await tx
    .updateTable('letters')
    .set({ status: 'discarded', redone_run: redoneRun })
    .where(isOneOf(letters))
    .execute()
}

async function markDecided(
  tx: ScopedTransaction,
  letters: readonly OwnedRow[],
  decision: ReviewDecision,
  actor: string,
): Promise<void> {
  if (letters.length === 0) return
  await tx
    .updateTable('letters')
    .set({ decision, decided_at: sql`now()`, decided_by: actor })
    .where(isOneOf(letters))
    .execute()
}
