import { sql } from 'kysely'
import { addDays } from '#domain/days-and-money/day.ts'
import { isBrokenPromise } from '#ledger/promises.ts'
import type { Background, Wakeable } from '#platform/background.ts'
import { currentDay } from '#platform/clock.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { changedRows } from '#platform/rows.ts'
import { withScope } from '#platform/scoped.ts'

export interface BrokenPromiseParts {
  readonly database: Pick<Database, 'db'>
  readonly config: Pick<Config, 'today'>
}

const WHO: Omit<Context, 'companyIds'> = {
  actor: { kind: 'system', name: 'webhooks' },
  permission: 'everything',
  today: '',
  language: 'fr',
}
/** How far back it looks. Events are kept longer than that, so that none is written anew once it is forgotten. */
const LOOK_BACK_DAYS = 29

/** Looks for broken promises every five minutes, in one process, and has them sent at once. */
export function startBrokenPromises(
  background: Pick<Background, 'every'>,
  parts: BrokenPromiseParts & { readonly webhooks: Wakeable },
): void {
  const name = 'broken promises'
  const turn = leased(parts.database, { name, everySeconds: 300 }, async () => {
    if ((await tellBrokenPromises(parts)) > 0) parts.webhooks.wake()
  })
  background.every({ name, everyMs: LOOK_MS, turn })
}

/**
 * Queues `promise.broken` for the promises whose last day of grace is over, unpaid, where a company is: time breaks them,
 * and no trigger sees it (decision 0079). Once each: the identifier of the event is made of that of the promise. Nothing of
 * what was broken before somebody asked. Returns how many.
 */
export async function tellBrokenPromises({ database, config }: BrokenPromiseParts): Promise<number> {
  const companies = await withScope(
    database,
    await narrowToCompanies(database, WHO),
    async (tx) => {
      const { rows } = await sql<{ id: number; timeZone: string }>`
        select id, time_zone as "timeZone" from companies co
        where archived_at is null and exists (select from webhook_endpoints w where w.company_id = co.id and ${ASKS})
      `.execute(tx)
      return rows
    },
    { readOnly: true },
  )
  let told = 0
  for (const { id, timeZone } of companies) {
    const today = currentDay(config, timeZone)
    told += await withScope(database, { actor: WHO.actor, companyIds: [id], timeZone }, async (tx) => {
      const queued = await sql`
        insert into webhook_events (company_id, id, type, data)
        select b.company_id, e.id, 'promise.broken', block_facts(b) || jsonb_build_object('endsOn', b.ends_on)
        from dunning_blocks b
          cross join lateral (select md5('promise.broken ' || b.company_id || ' ' || b.id)::uuid as id) e
        where b.company_id = ${id} and b.kind = 'promise' and b.lifted_at is null
          and b.ends_on >= ${addDays(today, -LOOK_BACK_DAYS)}::date and b.ends_on < ${today}::date
          and exists (select from webhook_endpoints w where w.company_id = b.company_id and ${ASKS}
            and b.ends_on >= (w.updated_at at time zone ${timeZone})::date)
          and not exists (select from webhook_events known where known.company_id = b.company_id and known.id = e.id)
          and ${isBrokenPromise(today)}
        order by b.ends_on, b.id
        on conflict do nothing`.execute(tx)
      return changedRows(queued)
    })
  }
  return told
}

const ASKS = sql`w.removed_at is null and w.is_active and 'promise.broken' = any (w.events)`
