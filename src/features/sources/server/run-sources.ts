import { sql } from 'kysely'
import type { Background, Wakeable } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { withScope } from '#platform/scoped.ts'
import { lookAt, type SourceParts } from './look.ts'
import type { SourceRow } from './source-store.ts'

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'sources' },
  permission: 'everything',
  today: '',
  language: 'fr',
}
/** How long a source may take to be read. */
const LOOK_LIMIT_MS = 30 * 60_000

/** Reads the sources of all companies as their time comes, or when it is woken. One process does it for all. */
export function startSources(background: Pick<Background, 'every'>, parts: SourceParts): Wakeable {
  return background.every({
    name: 'sources',
    everyMs: LOOK_MS,
    turn: leased(parts.database, { name: 'sources', everySeconds: 0 }, async (signal) => {
      await runSources(parts, signal)
    }),
  })
}

/**
 * Reads the sources whose time has come, one after the other: two large ledgers at once would take twice the memory and no less
 * time. One that fails keeps no other back. Returns how many were read.
 * @throws AggregateError of what failed by our own fault
 */
export async function runSources(parts: SourceParts, stopping: AbortSignal): Promise<number> {
  const all = await narrowToCompanies(parts.database, WHO)
  const { rows } = await withScope(
    parts.database,
    all,
    (tx) =>
      sql<SourceRow & { code: string; time_zone: string }>`
        select s.*, co.code, co.time_zone from sources s join companies co on co.id = s.company_id
        where s.is_active and s.removed_at is null and s.next_at <= now() and co.archived_at is null
        order by s.next_at`.execute(tx),
    { readOnly: true },
  )
  const failures: unknown[] = []
  let looks = 0
  for (const { code, time_zone: timeZone, ...source } of rows) {
    if (stopping.aborted) break
    const today = currentDay(parts.config, timeZone)
    const context = { ...all, companyIds: [source.company_id], today, timeZone }
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(parts.lookLimitMs ?? LOOK_LIMIT_MS)])
    try {
      await lookAt(parts, { source, company: { code, timeZone }, context, signal })
      looks += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
  return looks
}
