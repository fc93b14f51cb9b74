import type { Day } from '#domain/days-and-money/day.ts'
import { closedReason, nextDayOpenForAll } from '#domain/days-and-money/open-days.ts'
import { readCalendars } from '#ledger/open-days.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { LetterDay } from '../contract.ts'

/** Which of these companies send nothing on that day, and the next day all of them do, if any. Only advises. */
export async function readLetterDay(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  on: Day,
): Promise<LetterDay> {
  const calendars = await readCalendars(tx, companyIds)
  const companies = await tx
    .selectFrom('companies')
    .select(['id', 'code'])
    .where('id', 'in', [...calendars.keys(), 0])
    .where('archived_at', 'is', null)
    .orderBy('code')
    .execute()
  const active = companies.flatMap(({ id, code }) => {
    const openDays = calendars.get(id)
    return openDays ? [{ code, openDays }] : []
  })
  return {
    closed: active.flatMap(({ code, openDays }) => {
      const reason = closedReason(on, openDays)
      return reason ? [{ company: code, reason }] : []
    }),
    nextOpenOn: nextDayOpenForAll(
      on,
      active.map(({ openDays }) => openDays),
    ),
  }
}
