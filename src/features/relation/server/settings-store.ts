import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { RelationChange, RelationSettings } from '../contract.ts'

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
