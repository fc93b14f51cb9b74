import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { FIRST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { recordEvents } from './history.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Records the starting level and last reminder a file gives, for instalments whose level has never
 * been touched here: what was done in this program is never overwritten by an older spreadsheet.
 */
export async function recordStartingLevels(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { rows } = await sql<{
    id: number
    before_level: Level
    before_on: Day | null
    level: Level | null
    last_reminded_on: Day | null
  }>`
    select j.id, j.level as before_level, j.last_reminded_on as before_on, s.level, s.last_reminded_on
    from staged_instalments s join instalments j on j.company_id = ${scope.companyId} and j.id = s.id
    where j.last_event_id is null
      and (coalesce(s.level, ${FIRST_LEVEL}) <> j.level or s.last_reminded_on is not null)
    order by j.id
  `.execute(tx)
  await recordEvents(
    tx,
    rows.map((row) => ({
      companyId: scope.companyId,
      instalmentId: row.id,
      kind: 'import',
      before: { level: row.before_level, lastRemindedOn: row.before_on },
      after: { level: row.level ?? row.before_level, lastRemindedOn: row.last_reminded_on },
      reason: scope.fileName,
    })),
    scope.actor,
  )
}
