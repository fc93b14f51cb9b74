import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'

// Each story is one trap of rules §7, met by others, on a company of its own.

const database = await createTestDatabase()
const open = companyOpener(database)

describe('levels and confirmation', () => {
  test('level 4 stays at 4 and may be reminded again', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-01-15'), level: 4 }] },
    ])
    await desk.remind('2026-03-30', '2026-03-31')
    expect(await desk.state(instalment(company, '1'))).toMatchObject({
      level: 4,
      last_reminded_on: '2026-03-31',
    })
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ level: 4 })
  })

  test('the oldest invoice is paid between two levels: the other one skips none', async () => {
    const { desk, pay } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('1', '2026-01-15'), level: 3 }, invoice('2', '2026-03-01')],
        credits: [{ number: 'VIR', cents: 10_000, kind: 'payment' }],
      },
    ])
    await pay('1', 'VIR', 10_000)
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content.level).toBe(1)
  })

  test('each instalment of a letter moves to its own next level; the letter has the highest', async () => {
    const { desk, company } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('1', '2026-01-15'), level: 3 }, invoice('2', '2026-03-01')],
      },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    expect((await desk.letters(run))[0]?.content.level).toBe(3)
    await desk.confirm(run)
    expect([
      await desk.state(instalment(company, '1')),
      await desk.state(instalment(company, '2')),
    ]).toMatchObject([{ level: 4 }, { level: 2 }])
  })

  test('two users confirm the same run at once: each level moves once', async () => {
    const customers = Array.from({ length: 450 }, (_, index) => ({
      code: `C${index}`,
      name: `Client ${index}`,
      invoices: [invoice(`F${index}`, '2026-03-01')],
    }))
    const { desk, company } = await open(customers)
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const results = await Promise.all([desk.confirm(run), desk.confirm(run), desk.confirm(run)])
    expect(results.map((result) => result.toReview)).toEqual([[], [], []])
    expect(results.at(-1)?.confirmed).toBe(450)
    const events = await database.owner.query(
      "select count(*)::int as events, count(distinct instalment_id)::int as instalments from reminder_events where company_id = $1 and kind = 'letter'",
      [company.id],
    )
    expect(events.rows[0]).toEqual({ events: 450, instalments: 450 })
  })

  test('an instalment reminded by another run meanwhile goes to review', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const first = await desk.draft('2026-03-30', '2026-03-31')
    const second = await desk.draft('2026-03-30', '2026-03-31')
    await desk.confirm(second)
    expect(await desk.confirm(first)).toMatchObject({ confirmed: 0, toReview: [{ reason: 'level-changed' }] })
    expect(await desk.state(instalment(company, '1'))).toMatchObject({ level: 2 })
  })

  test('a payment allocated after the draft: that letter is put to review as settled', async () => {
    const { desk, pay } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-02', 50_000)],
        credits: [{ number: 'CHQ', cents: 10_000, kind: 'payment' }],
      },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    await pay('1', 'CHQ', 10_000)
    expect(await desk.confirm(run)).toMatchObject({ confirmed: 0, toReview: [{ reason: 'settled' }] })
  })

  test('one letter that cannot be written does not stop the run', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    // A constraint of the database that only this instalment breaks.
    await database.owner.query(
      `alter table reminder_events add constraint broken check (instalment_id <> ${instalment(company, '1')}) not valid`,
    )
    const result = await desk.confirm(run)
    await database.owner.query('alter table reminder_events drop constraint broken')
    expect(result).toMatchObject({ confirmed: 1, toReview: [{ code: 'A', reason: 'failed' }] })
    expect(await desk.state(instalment(company, '2'))).toMatchObject({ level: 2 })
  })

  test('a full disk is no fault of the letters: none is put to review, and they go once there is room', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    await database.owner.query(`
      create function refuse_full() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on reminder_events for each row execute function refuse_full()`)
    await expect(desk.confirm(run)).rejects.toMatchObject({ code: '53100' })
    await database.owner.query('drop trigger full_disk on reminder_events')
    expect(await desk.confirm(run)).toEqual({ confirmed: 2, toReview: [] })
  })
})
