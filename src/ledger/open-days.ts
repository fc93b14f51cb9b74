import { sql } from 'kysely'
import type { Closure, OpenDays } from '#domain/days-and-money/open-days.ts'
import { keepPlan } from '#platform/kept-plans.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Open days of companies by id; every company has some. */
export async function readCalendars(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Map<number, OpenDays>> {
  if (companyIds.length === 0) return new Map()
  const { rows } = await keepPlan(sql<OpenDays & { id: number }>`
    select c.id, c.skips_weekends as "skipsWeekends", c.holidays,
           (select coalesce(json_agg(json_build_object('firstOn', l.first_on, 'lastOn', l.last_on, 'label', l.label)
              order by l.first_on, l.last_on), '[]')
            from company_closures l where l.company_id = c.id) as closures
    from companies c where c.id = any(${companyIds}::bigint[])
  `).execute(tx)
  return new Map(rows.map(({ id, ...openDays }) => [id, openDays]))
}

/** Open days of one company in scope. */
export async function readOpenDays(tx: ScopedTransaction, companyId: number): Promise<OpenDays> {
  const openDays = (await readCalendars(tx, [companyId])).get(companyId)
  if (!openDays) throw new Error('a company in scope has open days')
  return openDays
}

/** Replaces the closures of a company; the same one twice is one. */
export async function writeClosures(
  tx: ScopedTransaction,
  companyId: number,
  closures: readonly Closure[],
): Promise<void> {
  await tx.deleteFrom('company_closures').where('company_id', '=', companyId).execute()
  if (closures.length === 0) return
  await tx
    .insertInto('company_closures')
    .values(
      closures.map(({ firstOn, lastOn, label }) => ({
        company_id: companyId,
        first_on: firstOn,
        last_on: lastOn,
        label,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
