import { sql } from 'kysely'
import type { Background, Wakeable } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { withScope } from '#platform/scoped.ts'
import { writeCourtesies } from './write-courtesies.ts'

export interface CourtesyParts {
  readonly database: Pick<Database, 'db'>
  readonly config: Pick<Config, 'today'>
  readonly outbox: Wakeable
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'envoi' },
  permission: 'everything',
  today: '',
  language: 'fr',
}

/** So often what is due soon and what was paid is looked at: an invoice of this morning waits no longer. */
const EVERY_SECONDS = 600

/** Keeps messages outside the levels written while the process runs; they leave by the outbox, in its hours. */
export function startCourtesies(background: Background, parts: CourtesyParts): void {
  background.every({
    name: 'messages outside the levels',
    everyMs: LOOK_MS,
    turn: leased(parts.database, { name: 'courtesies', everySeconds: EVERY_SECONDS }, (signal) =>
      writeAllCourtesies(parts, signal),
    ),
  })
}

/**
 * Writes them for every company that has switched one on. A company that fails keeps no other back.
 * @throws AggregateError of what failed, once all were tried
 */
export async function writeAllCourtesies(parts: CourtesyParts, stopping: AbortSignal): Promise<void> {
  const all = await narrowToCompanies(parts.database, WHO)
  const { rows } = await withScope(
    parts.database,
    all,
    (tx) =>
      sql<{ id: number; timeZone: string }>`
        select c.id, c.time_zone as "timeZone" from companies c join courtesy_settings s on s.company_id = c.id
        where c.archived_at is null and (s.before_due_days is not null or s.thanks) order by c.id`.execute(
        tx,
      ),
    { readOnly: true },
  )
  const failures: unknown[] = []
  for (const { id, timeZone } of rows) {
    if (stopping.aborted) return
    const today = currentDay(parts.config, timeZone)
    const context = { ...all, companyIds: [id], today, timeZone }
    try {
      const written = await withScope(parts.database, context, (tx) => writeCourtesies(tx, id, today))
      if (written > 0) parts.outbox.wake()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
}
