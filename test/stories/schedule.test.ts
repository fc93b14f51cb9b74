import { describe, expect, test } from 'vitest'
import { daysBetween } from '#domain/days-and-money/day.ts'
import { leftAloneUntil } from '#domain/dunning/contacts.ts'
import { makeRun } from '#features/runs/server/run-schedules.ts'
import { runNow } from '#features/runs/server/schedule-routes.ts'
import { changeSchedule, readNextRuns, skipRun, takeBackSkip } from '#features/runs/server/schedule-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'
import { DUPONT, DURAND, MARTIN } from './outbox-desk.ts'
import { MONDAYS, openSchedules, SET, TUESDAY } from './schedule-desk.ts'

// The menuiserie Chêne reminds every Monday at 08:30, from Tuesday 31/03/2026 on. Monday 06/04/2026 is Easter Monday.

const database = await createTestDatabase()
const { openScheduled, set, partsAt, at, shown, runs } = openSchedules(database)

describe('every Monday at 08:30', () => {
  test('a Monday that is a holiday runs on Tuesday, once: e-mails leave, paper waits in a draft', async () => {
    const { chene, received } = await openScheduled([DUPONT, DURAND, MARTIN])
    expect((await shown(chene, SET)).next).toEqual({ nominalOn: '2026-04-06', runOn: '2026-04-07' })
    // « Tableau de bord » says it of all the companies shown.
    const { id: chosen, code } = chene.company
    const nextRuns = withScope(database, chene.context, (tx) => readNextRuns(tx, [chosen], () => SET))
    expect(await nextRuns).toEqual([{ company: code, mode: 'send', runOn: '2026-04-07', at: '08:30' }])
    for (const [day, time] of [
      ['2026-03-31', '12:00'],
      ['2026-04-06', '08:30'],
      ['2026-04-07', '08:29'],
    ] as const)
      await at(chene, day, time)
    expect(await runs(chene)).toEqual([])

    // Two servers see the hour together.
    await Promise.all([at(chene, '2026-04-07', '08:30'), at(chene, '2026-04-07', '08:30')])
    await at(chene, '2026-04-07', '09:00')
    await at(chene, '2026-04-08', '08:30')
    expect(await runs(chene)).toEqual([
      { status: 'confirmed', letters: 1 },
      { status: 'draft', letters: 2 },
    ])
    expect(await chene.send()).toBe(1)
    expect(received).toMatchObject([{ to: ['compta@dupont.example'] }])
    // What waits for somebody has moved nothing.
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 2 })
    expect(await chene.desk.state(instalment(chene.company, 'FA-2'))).toMatchObject({ level: 1 })
    const { past, openDraft } = await shown(chene)
    expect(past).toMatchObject([
      {
        nominalOn: '2026-04-06',
        ranOn: '2026-04-07',
        outcome: 'done',
        by: 'relances automatiques',
        draftRun: openDraft,
        report: {
          emails: 1,
          prepared: 2,
          toPrint: 2,
          amounts: [{ currency: 'EUR', cents: 79_320 }],
          leftOut: [],
        },
      },
    ])
    // Told in the audit, with who set it.
    const { rows } = await database.owner.query<{ table_name: string; actor: string }>(
      `select r.table_name, k.actor from audit_rows r join audit_links k on k.company_id = r.company_id and k.id = r.link_id
       where r.company_id = $1 and r.table_name in ('run_schedules', 'scheduled_runs') order by r.id`,
      [chene.company.id],
    )
    expect(rows).toEqual([
      { table_name: 'run_schedules', actor: 'Camille' },
      { table_name: 'scheduled_runs', actor: 'relances automatiques' },
    ])
  })

  test('a program stopped for three weeks makes up for them once, on an open day', async () => {
    const { chene } = await openScheduled([DUPONT])
    await at(chene, '2026-04-26', '12:00')
    expect(await runs(chene)).toEqual([])
    await at(chene, '2026-04-29', '14:00')
    await at(chene, '2026-04-30', '14:00')
    expect(await runs(chene)).toEqual([{ status: 'confirmed', letters: 1 }])
    expect((await shown(chene)).past).toMatchObject([{ nominalOn: '2026-04-27', ranOn: '2026-04-29' }])
  })

  test('a clock that jumps ahead and comes back gives no day twice', async () => {
    const { chene } = await openScheduled([DUPONT, DURAND], { mode: 'prepare' })
    await at(chene, '2026-04-14', '09:00')
    await at(chene, '2026-04-07', '09:00')
    await at(chene, '2026-04-14', '09:00')
    expect((await shown(chene)).past.map((one) => [one.nominalOn, one.outcome])).toEqual([
      ['2026-04-13', 'done'],
      ['2026-04-06', 'draft-open'],
    ])
    expect(await runs(chene)).toEqual([{ status: 'draft', letters: 2 }])
  })

  test('a process that died before it confirmed what leaves is gone on with', async () => {
    const { chene } = await openScheduled([DUPONT])
    const due = { companyId: chene.company.id, nominalOn: '2026-04-06', runOn: '2026-04-07' }
    expect(await makeRun(partsAt(chene, TUESDAY), chene.context, due)).toBe('done')
    expect(await makeRun(partsAt(chene, TUESDAY), chene.context, due)).toBeNull()
    expect(await runs(chene)).toEqual([{ status: 'draft', letters: 1 }])
    await at(chene, '2026-04-07', '09:00')
    expect(await runs(chene)).toEqual([{ status: 'confirmed', letters: 1 }])
    await chene.send()
    expect(await chene.messages()).toMatchObject([{ state: 'sent' }])
  })
})

describe('who decides', () => {
  test('prepared only, nothing leaves; on trial, nothing leaves either', async () => {
    const { chene } = await openScheduled([DUPONT], { mode: 'prepare' })
    await at(chene, '2026-04-07', '08:30')
    expect(await runs(chene)).toEqual([{ status: 'draft', letters: 1 }])
    const { chene: other } = await openScheduled([DUPONT])
    await database.owner.query(`update companies set sending_mode = 'trial' where id = $1`, [
      other.company.id,
    ])
    await at(other, '2026-04-07', '08:30')
    expect(await runs(other)).toEqual([{ status: 'draft', letters: 1 }])
  })

  test('levels that are not chosen wait; a formal notice is nobody’s but a person’s', async () => {
    const at2 = { ...invoice('FA-7', '2026-01-10'), level: 2 as const }
    const at4 = { ...invoice('FA-8', '2026-01-10'), level: 4 as const }
    const { chene } = await openScheduled([
      DUPONT,
      { code: 'BOIS', name: 'Bois', email: 'a@bois.example', invoices: [at2] },
      { code: 'CHARPENTE', name: 'Charpente', email: 'a@charpente.example', invoices: [at4] },
    ])
    await at(chene, '2026-04-07', '08:30')
    expect((await shown(chene)).past).toMatchObject([
      {
        report: {
          emails: 1,
          prepared: 1,
          toPrint: 0,
          leftOut: [{ reason: 'formal-notice', count: 1, names: ['Charpente'] }],
        },
      },
    ])
  })

  test('the next time is stopped by one press, and taken back', async () => {
    const { chene } = await openScheduled([DUPONT])
    const by = { actor: 'Camille', now: SET }
    const { id } = chene.company
    const within = <T>(work: Parameters<typeof withScope<T>>[2]) => withScope(database, chene.context, work)
    await expect(within((tx) => skipRun(tx, id, '2026-04-13', by))).rejects.toThrow('schedule.not-next')
    await within((tx) => skipRun(tx, id, '2026-04-06', by))
    expect(await shown(chene, SET)).toMatchObject({
      next: { runOn: '2026-04-13' },
      skipped: [{ nominalOn: '2026-04-06', by: 'Camille' }],
    })
    await within((tx) => takeBackSkip(tx, id, '2026-04-06', SET))
    expect((await shown(chene, SET)).next).toMatchObject({ runOn: '2026-04-07' })
    await within((tx) => skipRun(tx, id, '2026-04-06', by))
    await at(chene, '2026-04-07', '08:30')
    expect(await runs(chene)).toEqual([])
    await expect(within((tx) => takeBackSkip(tx, id, '2026-04-06', TUESDAY))).rejects.toThrow(
      'schedule.no-skip',
    )
    // It may still be asked for by hand, once.
    await runNow(partsAt(chene, TUESDAY), chene.context, id)
    expect(await runs(chene)).toEqual([{ status: 'confirmed', letters: 1 }])
    await expect(runNow(partsAt(chene, TUESDAY), chene.context, id)).rejects.toThrow('schedule.already-run')
  })

  test('two people who set it at once do not overwrite each other; a new hour never runs for the past', async () => {
    const { chene } = await openScheduled([DUPONT])
    const { version } = await shown(chene)
    await set(chene, { days: [2], at: '09:00' }, { day: '2026-04-07', time: '10:00' })
    const late = withScope(database, chene.context, (tx) =>
      changeSchedule(tx, chene.company.id, { ...MONDAYS, version }, { actor: 'Paul', now: TUESDAY }),
    )
    await expect(late).rejects.toThrow('schedule.changed')
    await at(chene, '2026-04-07', '10:01')
    expect(await runs(chene)).toEqual([])
  })
})

describe('what keeps it back', () => {
  test('a bank known too badly: nothing is made, and it is asked for once it is known', async () => {
    const { chene } = await openScheduled([DUPONT], { mostBankDays: 8 })
    await at(chene, '2026-04-07', '08:30')
    expect((await shown(chene)).past).toMatchObject([
      { outcome: 'bank-too-old', draftRun: null, sentRun: null },
    ])
    expect(await shown(chene)).toMatchObject({ isBankTooOld: true })
    await database.owner.query(`update companies set payments_known_on = '2026-04-03' where id = $1`, [
      chene.company.id,
    ])
    await runNow(partsAt(chene, TUESDAY), chene.context, chene.company.id)
    expect((await shown(chene)).past).toMatchObject([
      { nominalOn: '2026-04-07', outcome: 'done', by: 'Camille' },
      { nominalOn: '2026-04-06', outcome: 'bank-too-old' },
    ])
  })

  test('a draft that still waits; a client in the draft of somebody is left out', async () => {
    const { chene } = await openScheduled([DUPONT, DURAND], { mode: 'prepare' })
    const durand = found(chene.company.customers.get('DURAND'))
    await chene.desk.draft('2026-03-30', '2026-03-31', [durand])
    await at(chene, '2026-04-07', '08:30')
    expect((await shown(chene)).past).toMatchObject([
      {
        outcome: 'done',
        report: { prepared: 1, leftOut: [{ reason: 'in-draft', names: ['Durand & Fils'] }] },
      },
    ])
    await at(chene, '2026-04-13', '08:30')
    expect((await shown(chene)).past[0]).toMatchObject({ nominalOn: '2026-04-13', outcome: 'draft-open' })
  })

  test('a client contacted of late is left alone by the advice and by the run, which says so', async () => {
    const { chene } = await openScheduled([DUPONT, DURAND], { contactGapDays: 10, sentLevels: [1, 2] })
    const [dupont, durand] = ['DUPONT', 'DURAND'].map((code) => found(chene.company.customers.get(code)))
    const call = (customer: number | undefined, on: string, outcome: string) =>
      database.owner.query(
        `insert into customer_events (company_id, customer_id, kind, outcome, happened_on, created_by)
         values ($1, $2, 'call', $3, $4, 'Camille')`,
        [chene.company.id, customer, outcome, on],
      )
    // Nobody answered at Durand's.
    await call(dupont, '2026-03-29', 'reached')
    await call(durand, '2026-03-29', 'no-answer')
    const advised = async () =>
      (await chene.desk.list('2026-03-30')).map(({ code, advisedCount, daysToWait }) => [
        code,
        advisedCount,
        daysToWait,
      ])
    const freeOn = found(leftAloneUntil('2026-03-29', 10, '2026-03-31'))
    expect(await advised()).toEqual([
      ['DUPONT', 0, daysBetween('2026-03-30', freeOn)],
      ['DURAND', 1, 0],
    ])
    await at(chene, '2026-04-07', '08:30')
    expect((await shown(chene)).past).toMatchObject([
      { report: { prepared: 1, leftOut: [{ reason: 'contacted', count: 1, names: ['Dupont SARL'] }] } },
    ])
    // A letter that has left is a contact too, by whatever channel, about whatever invoice.
    const [draft] = (await shown(chene)).past
    await chene.desk.confirm(found(draft?.draftRun), '2026-04-07')
    await database.owner.query(
      `update instalments set level = 1, last_reminded_on = null where company_id = $1`,
      [chene.company.id],
    )
    await at(chene, '2026-04-13', '08:30')
    expect((await shown(chene)).past[0]).toMatchObject({
      report: { emails: 1, prepared: 0, leftOut: [{ reason: 'contacted', names: ['Durand & Fils'] }] },
    })
  })
})
