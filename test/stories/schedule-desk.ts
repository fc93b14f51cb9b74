import type { Moment } from '#domain/dunning/schedule.ts'
import type { ScheduleFields } from '#features/runs/schedule-contract.ts'
import { runSchedules, type ScheduleParts } from '#features/runs/server/run-schedules.ts'
import { changeSchedule, readSchedule } from '#features/runs/server/schedule-store.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { startMailServer } from '../mail-server.ts'
import { type MailCustomer, openOutboxes } from './outbox-desk.ts'

// The menuiserie Chêne reminds every Monday at 08:30, from Tuesday 31/03/2026 on. Monday 06/04/2026 is Easter Monday.

export const MONDAYS: ScheduleFields = {
  mode: 'send',
  rhythm: 'week',
  days: [1],
  at: '08:30',
  sentLevels: [1],
  mostBankDays: null,
  contactGapDays: 0,
  summaryTo: null,
  summaryAt: '18:00',
  summaryLanguage: 'fr',
}
export const SET: Moment = { day: '2026-03-31', time: '10:00' }
export const TUESDAY: Moment = { day: '2026-04-07', time: '08:30' }

type Chene = Awaited<ReturnType<ReturnType<typeof openOutboxes>['open']>>

/** Opens companies that remind by themselves, each with its desk. To be called in a test file. */
export function openSchedules(database: Database) {
  const { open } = openOutboxes(database)

  async function openScheduled(
    customers: readonly MailCustomer[],
    fields: Partial<ScheduleFields> = {},
    server?: Awaited<ReturnType<typeof startMailServer>>,
  ) {
    const { server: mail, received } = server ?? (await startMailServer())
    const chene = await open(customers, mail)
    await chene.goLive()
    await database.owner.query(
      `update companies set skips_weekends = true, holidays = 'france' where id = $1`,
      [chene.company.id],
    )
    // Those of the stories before are done with.
    await database.owner.query(`update run_schedules set mode = 'off'`)
    await set(chene, fields)
    return { chene, received }
  }

  async function set(chene: Chene, fields: Partial<ScheduleFields>, now = SET): Promise<void> {
    await withScope(database, chene.context, async (tx) => {
      const { version } = await readSchedule(tx, chene.company.id, now)
      await changeSchedule(
        tx,
        chene.company.id,
        { ...MONDAYS, ...fields, version },
        { actor: 'Camille', now },
      )
    })
  }

  function partsAt({ parts }: Chene, now: Moment): ScheduleParts {
    return {
      ...{ database, mailer: parts.mailer },
      archivist: { wake: () => undefined },
      config: { today: null, publicUrl: 'https://relances.chene.example', port: 0 },
      clock: () => now,
    }
  }

  async function at(chene: Chene, day: string, time: string): Promise<void> {
    await runSchedules(partsAt(chene, { day, time }), new AbortController().signal)
  }

  async function shown(chene: Chene, now: Moment = TUESDAY) {
    return await withScope(database, chene.context, (tx) => readSchedule(tx, chene.company.id, now))
  }

  async function runs(chene: Chene) {
    const { rows } = await database.owner.query<{ id: number; status: string; letters: number }>(
      `select r.id, r.status, (select count(*)::int from letters l where l.run_id = r.id) as letters
     from runs r where r.company_id = $1 order by r.id`,
      [chene.company.id],
    )
    return rows.map(({ status, letters }) => ({ status, letters }))
  }

  return { openScheduled, set, partsAt, at, shown, runs }
}
