import type { Closure, OpenDays } from '#domain/open-days.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Open days of companies by id; every company has some. */
export async function readCalendars(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Map<number, OpenDays>> {
  if (companyIds.length === 0) return new Map()
  const companies = await tx
    .selectFrom('companies')
    .select(['id', 'skips_weekends', 'holidays'])
    .where('id', 'in', companyIds)
    .execute()
  const closures = await tx
    .selectFrom('company_closures')
    .select(['company_id', 'first_on', 'last_on', 'label'])
    .where('company_id', 'in', companyIds)
    .orderBy('first_on')
    .orderBy('last_on')
    .execute()
  return new Map(
    companies.map(({ id, skips_weekends, holidays }) => [
      id,
      {
        skipsWeekends: skips_weekends,
        holidays,
        closures: closures
          .filter((closure) => closure.company_id === id)
          .map(({ first_on, last_on, label }) => ({ firstOn: first_on, lastOn: last_on, label })),
      },
    ]),
  )
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
