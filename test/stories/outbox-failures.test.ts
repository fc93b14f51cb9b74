import { describe, expect, test } from 'vitest'
import { printInstead } from '#features/runs/server/print-instead.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { refusal, startMailServer } from '../mail-server.ts'
import { instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'
import { DUPONT, LETTER_ON, MARTIN, ON, openOutboxes, scriptedMailer } from './outbox-desk.ts'

// What goes wrong on the way, and how fast the menuiserie Chêne may send.

const database = await createTestDatabase()
const { open } = openOutboxes(database)

async function ways(run: number): Promise<string[]> {
  const { rows } = await database.owner.query<{ way: string }>(
    'select way from letters where run_id = $1 order by position',
    [run],
  )
  return rows.map((row) => row.way)
}

describe('what the server says', () => {
  test('nobody has this address: failed at once, struck out, the level back, and paper the next time', async () => {
    const { server } = await startMailServer({
      onRcptTo: (_address, _session, done) => done(refusal(550, '5.1.1 User unknown')),
    })
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await chene.send()
    expect(await chene.messages()).toMatchObject([
      {
        state: 'failed',
        reason: 'address-unknown',
        answer: '550 5.1.1 User unknown',
        isLevelRestored: true,
        mayPrint: true,
        acts: [],
      },
    ])
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 1 })
    expect(await ways(await chene.desk.draft(ON, LETTER_ON))).toEqual(['paper'])
    // « Imprimer à la place »: its letter again, on paper, once.
    const letterIds = (await chene.messages()).flatMap((message) => message.letterId ?? [])
    const print = () => withScope(database, chene.context, (tx) => printInstead(tx, letterIds, chene.context))
    const { run } = await print()
    expect(await ways(run)).toEqual(['paper'])
    expect(await chene.messages()).toMatchObject([{ redoneRun: run, mayPrint: false }])
    await expect(print()).rejects.toThrow('outbox.no-letter-to-print')
    await chene.desk.confirm(run)
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 2 })
  })

  test('greylisted: it waits, is tried again with the same bytes, and leaves once', async () => {
    let asked = 0
    const { server, received } = await startMailServer({
      onRcptTo: (_address, _session, done) => {
        asked += 1
        done(asked === 1 ? refusal(451, '4.7.1 Greylisted') : null)
      },
    })
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await chene.send()
    expect(await chene.messages()).toMatchObject([{ state: 'waiting', reason: 'postponed', attempts: 1 }])
    // Not before its time.
    await chene.send()
    expect(received).toEqual([])
    await chene.later()
    await chene.send()
    expect(await chene.messages()).toMatchObject([{ state: 'sent', attempts: 1 }])
    expect(received).toHaveLength(1)
  })

  test('a wrong password fails no message: they wait until the account is mended', async () => {
    let isMended = false
    const { server, received } = await startMailServer({
      onAuth: ({ username }, _session, done) =>
        isMended ? done(null, { user: username ?? '' }) : done(refusal(535, '5.7.8 Authentication failed')),
    })
    const chene = await open([DUPONT, MARTIN], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await chene.send()
    expect(await chene.messages()).toMatchObject([
      { state: 'waiting', reason: 'account', attempts: 0 },
      { state: 'waiting', reason: 'account', attempts: 0 },
    ])
    isMended = true
    await chene.later()
    await chene.send()
    expect(received).toHaveLength(2)
  })
})

describe('a death in the middle', () => {
  test('what may have left is ambiguous, and only a person lets it leave again', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    const { mailer } = scriptedMailer(() => {
      throw new Error('killed')
    })
    await expect(chene.send({ mailer })).rejects.toThrow('killed')
    expect(await chene.messages()).toMatchObject([{ state: 'sending' }])
    expect(await chene.send()).toBe(0)
    const [message] = await chene.messages()
    expect(message).toMatchObject({
      state: 'ambiguous',
      reason: 'stopped',
      acts: ['retry', 'vouch', 'send-elsewhere'],
    })
    await chene.later()
    expect(await chene.send()).toBe(0)
    expect(received).toEqual([])
    expect(await chene.act([found(message)], 'retry')).toEqual({ done: 1, refused: [] })
    expect(await chene.send()).toBe(1)
    expect(received).toHaveLength(1)
  })

  test('what had not begun to leave waits again by itself, and leaves once', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT, MARTIN], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await database.owner.query(
      `update messages set state = 'sending', worker_id = gen_random_uuid() where company_id = $1`,
      [chene.company.id],
    )
    expect(await chene.send()).toBe(2)
    expect(received).toHaveLength(2)
  })

  test('the link was lost after the message: ambiguous; the customer has it, says the phone', async () => {
    const chene = await open([DUPONT], (await startMailServer()).server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    const { mailer, given } = scriptedMailer(() => ({ kind: 'ambiguous', reason: 'ETIMEDOUT' }))
    await chene.send({ mailer })
    await chene.later()
    await chene.send({ mailer })
    expect(given).toHaveLength(1)
    const [message] = await chene.messages()
    expect(message).toMatchObject({ state: 'ambiguous', reason: 'link-lost', answer: 'ETIMEDOUT' })
    expect(await chene.act([found(message)], 'vouch')).toEqual({ done: 1, refused: [] })
    expect(await chene.messages()).toMatchObject([{ state: 'sent', stateBy: 'Camille', acts: [] }])
    expect(await chene.act([found(message)], 'retry')).toEqual({ done: 0, refused: [message?.id] })
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 2 })
  })
})

describe('pace', () => {
  const MANY = Array.from({ length: 6 }, (_, index) => ({
    ...DUPONT,
    code: `C${index}`,
    name: `Client ${index}`,
    email: `c${index}@x.example`,
    invoices: [invoice(`FA-${index}`, '2026-03-01')],
  }))

  test('an account sends no more in a minute than it is told, however often the outbox looks', async () => {
    const { server, received } = await startMailServer()
    const chene = await open(MANY, server)
    await chene.goLive()
    await database.owner.query('update sending_accounts set per_minute = 4 where company_id = $1', [
      chene.company.id,
    ])
    await chene.desk.remind(ON, LETTER_ON)
    expect([await chene.send(), await chene.send()]).toEqual([4, 0])
    await chene.later()
    expect(await chene.send()).toBe(2)
    expect(new Set(received.flatMap(({ to }) => to)).size).toBe(6)
  })

  test('nothing leaves outside its hours, nor on a day it is closed', async () => {
    const chene = await open([DUPONT], (await startMailServer()).server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    const set = (what: string) =>
      database.owner.query(`update companies set ${what} where id = $1`, [chene.company.id])
    const moment = "(now() at time zone 'Europe/Paris')::time"
    await set(`sending_from = case when ${moment} < '12:00' then time '20:00' else time '00:00' end,
      sending_until = case when ${moment} < '12:00' then time '21:00' else time '01:00' end`)
    expect(await chene.send()).toBe(0)
    await set("sending_from = '00:00', sending_until = '24:00'")
    await database.owner.query(
      `insert into company_closures (company_id, first_on, last_on, label) values ($1, '2026-03-31', '2026-03-31', 'Inventaire')`,
      [chene.company.id],
    )
    expect(await chene.send()).toBe(0)
    await database.owner.query('delete from company_closures where company_id = $1', [chene.company.id])
    expect(await chene.send()).toBe(1)
  })

  test('a person takes back what waits: the level goes back, and it never leaves', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    const messages = await chene.messages()
    expect(messages).toMatchObject([{ acts: ['cancel'] }])
    expect(await chene.act(messages, 'cancel')).toEqual({ done: 1, refused: [] })
    expect(await chene.send()).toBe(0)
    expect(await chene.messages()).toMatchObject([
      { state: 'cancelled', stateBy: 'Camille', isLevelRestored: true },
    ])
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 1 })
    expect(received).toEqual([])
  })
})
