import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { refusal, startMailServer } from '../mail-server.ts'
import { found } from './desk.ts'
import { DUPONT, DURAND } from './outbox-desk.ts'
import { openSchedules } from './schedule-desk.ts'

const database = await createTestDatabase()
const { openScheduled, at, shown, runs } = openSchedules(database)

describe('the summary of the evening before', () => {
  test('says what will leave, whom it leaves out, how to look and how to stop, once', async () => {
    const { chene, received } = await openScheduled([DUPONT, DURAND], { summaryTo: 'camille@chene.example' })
    await at(chene, '2026-04-06', '17:59')
    expect(received).toEqual([])
    await Promise.all([at(chene, '2026-04-06', '18:00'), at(chene, '2026-04-06', '18:00')])
    await at(chene, '2026-04-06', '19:00')
    expect(received).toHaveLength(1)
    const { to, raw } = found(received[0])
    expect(to).toEqual(['camille@chene.example'])
    const text = raw.toString().replace(/=\r\n/g, '')
    expect(text).toContain('https://relances.chene.example/parametres/automatique/CHENE')
    expect(text).toContain('?arreter=3D2026-04-06')
    expect(text).toMatch(/1 e-mail, 1 lettre =C3=A0 imprimer/)
    expect(text).toContain('593,20')
    expect(await runs(chene)).toEqual([])
    // The run comes all the same, and no second summary.
    await at(chene, '2026-04-07', '08:30')
    expect(await runs(chene)).toHaveLength(2)
    expect(received).toHaveLength(1)
  })

  test('leaves at the hour and in the language that were set', async () => {
    const { chene, received } = await openScheduled([DUPONT, DURAND], {
      ...{ summaryTo: 'kate@chene.example', summaryAt: '14:15', summaryLanguage: 'en' },
    })
    await at(chene, '2026-04-06', '14:14')
    expect(received).toEqual([])
    await at(chene, '2026-04-06', '14:15')
    const text = found(received[0]).raw.toString().replace(/=\r\n/g, '')
    expect(text).toMatch(/1 e-mail, 1 letter to print/)
    expect(text).toContain('by itself tomorrow, on 7=C2=A0April=C2=A02026 at 08:30')
    expect(text).toContain('593.20')
    expect(text).not.toContain('relances de')
  })

  test('on trial it leaves to that address alone; one that could not leave is tried again, then told', async () => {
    let isAway = true
    const server = await startMailServer({
      onMailFrom: (_address, _session, done) => done(isAway ? refusal(451, '4.3.0 later') : null),
    })
    const { chene, received } = await openScheduled([DUPONT], { summaryTo: 'camille@chene.example' }, server)
    await database.owner.query(`update companies set sending_mode = 'trial' where id = $1`, [
      chene.company.id,
    ])
    await at(chene, '2026-04-06', '18:00')
    expect(received).toEqual([])
    expect((await shown(chene)).summaryProblem).toMatch(/4\.3\.0 later/)
    await at(chene, '2026-04-06', '18:05')
    isAway = false
    await database.owner.query(
      `update schedule_summaries set tried_at = now() - interval '11 minutes' where company_id = $1`,
      [chene.company.id],
    )
    await at(chene, '2026-04-06', '18:15')
    expect(received).toMatchObject([{ to: ['camille@chene.example'] }])
    expect((await shown(chene)).summaryProblem).toBeNull()
  })
})
