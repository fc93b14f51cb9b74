import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { undoLetters } from '#ledger/undo-letters.ts'
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
      undoLetters(tx, batch, { actor: context.actor.name, reason }),
    )
    result.cancelled += done.undone.length
    result.refused.push(
      ...done.refused.map(({ id, company, code, name }) => ({ letterId: id, company, code, name })),
    )
  }
  return result
}

/** The reason given for an undoing; null where none was. */
export function reasonOf({ reason }: { readonly reason?: string | undefined }): string | null {
  return reason || null
}
