import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type ReminderEvent, undoEvent } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import { requireActive } from '#platform/company-scope.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { refreshSettled } from './allocations.ts'
import { recordEvents } from './history.ts'
import { lockSides, openMerge } from './merge.ts'
import { type MergeScope, MOVED_COLUMNS, type MovedTable } from './merge-changes.ts'
import { findLaterFacts, type LaterFact } from './merge-later-facts.ts'
import type { MergeOrder, Merger } from './merge-sides.ts'

/** What was parted again, or what has happened since that stands in the way; nothing is written in that case. */
export type MergeUndoing =
  | { readonly isUndone: true }
  | { readonly isUndone: false; readonly laterFacts: readonly LaterFact[] }

/**
 * Parts again what was merged: every row is as it was before, each level by an event that says so. Refused when
 * something was done since over what was merged (an import, a letter, an allocation…): it would lose its ground.
 * @throws RelancesError not-found; conflict when it is undone already
 */
export async function undoMerge(
  tx: ScopedTransaction,
  mergeId: number,
  { companyIds, actor: { name: actor } }: Merger,
): Promise<MergeUndoing> {
  const order = await lockMerge(tx, mergeId, companyIds)
  const { companyId } = order
  await requireActive(tx, companyId)
  const laterFacts = await findLaterFacts(tx, companyId, mergeId)
  if (laterFacts.length > 0) return { isUndone: false, laterFacts }
  await openMerge(tx, mergeId)
  const scope = { companyId, mergeId, actor }
  for (const table of Object.keys(MOVED_COLUMNS)) {
    if (table !== 'customers') await restoreRows(tx, scope, table as MovedTable)
  }
  await restoreCustomers(tx, scope, order)
  await takeAllocationsBack(tx, scope)
  await undoEvents(tx, scope)
  await sql`
    update merges set undone_at = clock_timestamp(), undone_by = ${actor}
    where company_id = ${companyId} and id = ${mergeId}
  `.execute(tx)
  return { isUndone: true }
}

interface LockedMerge extends MergeOrder {
  readonly companyId: number
}

async function lockMerge(
  tx: ScopedTransaction,
  mergeId: number,
  companyIds: readonly number[],
): Promise<LockedMerge> {
  const found = await tx
    .selectFrom('merges')
    .select(['company_id as companyId', 'kind', 'kept_id as keptId', 'merged_id as mergedId'])
    .where('id', '=', mergeId)
    .where('company_id', '=', sql<number>`any(${companyIds}::bigint[])`)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'merges.no-merge', { id: mergeId })
  await lockSides(tx, found.companyId, found)
  const { undone_at: undoneAt } = await tx
    .selectFrom('merges')
    .select('undone_at')
    .where('company_id', '=', found.companyId)
    .where('id', '=', mergeId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (undoneAt !== null) throw new RelancesError('conflict', 'merges.already-undone')
  return found
}

// Each row gets back the columns the merge changed, and only those.
async function restoreRows(
  tx: ScopedTransaction,
  { companyId, mergeId }: MergeScope,
  table: MovedTable,
): Promise<void> {
  const columns = MOVED_COLUMNS[table].map((name) => {
    const [own, before] = [sql.ref(`t.${name}`), sql.ref(`b.${name}`)]
    return sql`${sql.ref(name)} = case when h.before ? ${sql.lit(name)} then ${before} else ${own} end`
  })
  await sql`
    update ${sql.table(table)} t set ${sql.join(columns)}
    from merge_changes h, jsonb_populate_record(null::${sql.table(table)}, h.before) b
    where h.company_id = ${companyId} and h.merge_id = ${mergeId} and h.kind = ${table} and h.before is not null
      and t.company_id = h.company_id and t.id = h.row_id
  `.execute(tx)
}

// What the kept client took from the other and someone has corrected since stays corrected.
async function restoreCustomers(
  tx: ScopedTransaction,
  { companyId, mergeId, actor }: MergeScope,
  { kind, keptId, mergedId }: MergeOrder,
): Promise<void> {
  if (kind !== 'customers') return
  const codes = ['merged_into', 'other_codes', 'code_is_derived']
  const columns = MOVED_COLUMNS.customers.map((name) => {
    const [own, before, other] = ['t', 'b', 'o'].map((of) => sql.ref(`${of}.${name}`))
    const isTheirs = codes.includes(name) ? sql`true` : sql`${own} is not distinct from ${other}`
    return sql`${sql.ref(name)} = case when h.before ? ${sql.lit(name)} and ${isTheirs} then ${before} else ${own} end`
  })
  await sql`
    update customers t set ${sql.join(columns)}, updated_at = clock_timestamp(), updated_by = ${actor}
    from merge_changes h, jsonb_populate_record(null::customers, h.before) b, customers o
    where h.company_id = ${companyId} and h.merge_id = ${mergeId} and h.kind = 'customers'
      and t.company_id = h.company_id and t.id = h.row_id
      and o.company_id = h.company_id and o.id = case when t.id = ${keptId} then ${mergedId}::bigint else ${keptId}::bigint end
  `.execute(tx)
}

async function takeAllocationsBack(tx: ScopedTransaction, scope: MergeScope): Promise<void> {
  const { companyId, mergeId, actor } = scope
  const ofMerge = (which: RawBuilder<unknown>) => sql`
    select row_id from merge_changes h
    where h.company_id = ${companyId} and h.merge_id = ${mergeId} and h.kind = 'allocations' and ${which}`
  await sql`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}
    where company_id = ${companyId} and cancelled_at is null and id in (${ofMerge(sql`h.before is null`)})
  `.execute(tx)
  const { rows } = await sql<{ instalment_id: number | null; credit_id: number | null }>`
    select instalment_id, credit_id from allocations
    where company_id = ${companyId} and id in (${ofMerge(sql`true`)})
  `.execute(tx)
  await refreshSettled(
    tx,
    companyId,
    [...new Set(rows.flatMap((row) => row.instalment_id ?? []))],
    [...new Set(rows.flatMap((row) => row.credit_id ?? []))],
  )
}

async function undoEvents(tx: ScopedTransaction, { companyId, mergeId, actor }: MergeScope): Promise<void> {
  const { rows } = await sql<{
    id: number
    instalment_id: number
    reason: string | null
    level_before: Level
    level_after: Level
    reminded_on_before: Day | null
    reminded_on_after: Day | null
  }>`
    select e.id, e.instalment_id, e.reason, e.level_before, e.level_after, e.reminded_on_before, e.reminded_on_after
    from reminder_events e
    where e.company_id = ${companyId} and e.id in (select row_id from merge_changes
      where company_id = ${companyId} and merge_id = ${mergeId} and kind = 'reminder_events')
    order by e.instalment_id
  `.execute(tx)
  await recordEvents(
    tx,
    rows.map((row) => {
      const event: ReminderEvent = {
        kind: 'merge',
        before: { level: row.level_before, lastRemindedOn: row.reminded_on_before },
        after: { level: row.level_after, lastRemindedOn: row.reminded_on_after },
      }
      const { instalment_id: instalmentId, id: undoesEventId, reason } = row
      return { ...undoEvent(event), companyId, instalmentId, undoesEventId, reason }
    }),
    actor,
  )
}
