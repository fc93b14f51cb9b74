import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readTimeline } from '#features/customers/server/timeline-store.ts'
import { decidePromise, noteReplyRead, readReturnsOf } from '#features/outbox/server/reply-store.ts'
import { createTestDatabase } from '../database.ts'
import { foreignMail, postfixReport, replyTo } from '../returned-mails.ts'
import { found } from './desk.ts'
import { DUPONT, LETTER_ON, ON } from './outbox-desk.ts'
import { tablesThatSay } from './personal-data-left.ts'
import { at, openReturns } from './returns-desk.ts'

// What the clients of the menuiserie Chêne answer to its reminders.

const database = await createTestDatabase()
const { reminded } = await openReturns(database)

describe('an answer', () => {
  const ANSWER = 'Bonjour, je vous règle vendredi.\n\nSophie Morel'

  test('holds the reminders of its client until somebody has read it', async () => {
    const chene = await reminded()
    const { id, messageId } = chene.of('DUPONT')
    const raw = replyTo(messageId, 'sophie@dupont.example', 'Nous contestons cette facture.')
    expect(await chene.read([{ raw: foreignMail() }, { raw, at: at('2026-03-31') }])).toEqual({
      recorded: 1,
      opened: [2],
    })
    expect(await chene.messages()).toMatchObject([{ reply: 'unread' }, { reply: null }])
    expect(await chene.agenda('reply')).toMatchObject([
      { code: 'DUPONT', messageId: id, text: 'Nous contestons cette facture.' },
    ])
    const held = async () =>
      (
        await database.owner.query(
          `select kind, lifted_by from dunning_blocks where company_id = $1 order by id`,
          [chene.company.id],
        )
      ).rows
    expect(await held()).toEqual([{ kind: 'reply-to-read', lifted_by: null }])
    const next = await chene.desk.draft(ON, LETTER_ON)
    const { rows } = await database.owner.query(
      `select c.code from letters l join customers c on c.company_id = l.company_id and c.id = l.customer_id
       where l.run_id = $1`,
      [next],
    )
    expect(rows).toEqual([{ code: 'MARTIN' }])
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    expect(returns).toMatchObject([
      { kind: 'reply', from: 'sophie@dupont.example', text: 'Nous contestons cette facture.', promise: null },
    ])
    await chene.inScope((tx) => noteReplyRead(tx, found(returns[0]).id, 'Camille'))
    expect(await held()).toEqual([{ kind: 'reply-to-read', lifted_by: 'Camille' }])
    expect(await chene.messages()).toMatchObject([{ reply: 'read' }, { reply: null }])
    expect(await chene.agenda('reply')).toEqual([])
  })

  test('and another: both are to be read before reminders go on', async () => {
    const chene = await reminded([DUPONT])
    const { id, messageId } = chene.of('DUPONT')
    await chene.read([
      { raw: replyTo(messageId, 'sophie@dupont.example', 'Je regarde.') },
      { raw: replyTo(messageId, 'gerant@dupont.example', 'Rappelez-moi.') },
    ])
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    const lifted = async () =>
      (
        await database.owner.query(
          'select lifted_at is not null as lifted from dunning_blocks where company_id = $1',
          [chene.company.id],
        )
      ).rows
    await chene.inScope((tx) => noteReplyRead(tx, found(returns[0]).id, 'Camille'))
    expect(await lifted()).toEqual([{ lifted: false }])
    await chene.inScope((tx) => noteReplyRead(tx, found(returns[1]).id, 'Camille'))
    expect(await lifted()).toEqual([{ lifted: true }])
  })

  test('promises a day, which a person takes: the promise holds in the place of the answer', async () => {
    const chene = await reminded([DUPONT])
    const { id, messageId } = chene.of('DUPONT')
    // A Tuesday: « vendredi » is 3 April.
    await chene.read([{ raw: replyTo(messageId, 'sophie@dupont.example', ANSWER), at: at('2026-03-31') }])
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    expect(found(returns[0]).promise).toEqual({
      ...{ on: '2026-04-03', words: 'je vous règle vendredi', state: 'proposed', by: null },
    })
    const taken = await chene.inScope((tx) => decidePromise(tx, found(returns[0]).id, 'accepted', 'Camille'))
    expect(taken.returns).toMatchObject([
      { promise: { state: 'accepted', by: 'Camille' }, readBy: 'Camille' },
    ])
    const { rows } = await database.owner.query(
      `select kind, promised_on::text, amount_cents::int, reason, lifted_at is null as stands from dunning_blocks
       where company_id = $1 order by id`,
      [chene.company.id],
    )
    expect(rows).toMatchObject([
      { kind: 'reply-to-read', stands: false },
      {
        ...{ kind: 'promise', promised_on: '2026-04-03', amount_cents: 49_320, stands: true },
        reason: 'je vous règle vendredi',
      },
    ])
    const again = chene.inScope((tx) => decidePromise(tx, found(returns[0]).id, 'dismissed', 'Paul'))
    await expect(again).rejects.toThrow(/outbox.no-promise/)
  })

  test('whose promise is set aside is still to be read', async () => {
    const chene = await reminded([DUPONT])
    const { id, messageId } = chene.of('DUPONT')
    await chene.read([{ raw: replyTo(messageId, 'sophie@dupont.example', ANSWER), at: at('2026-03-31') }])
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    await chene.inScope((tx) => decidePromise(tx, found(returns[0]).id, 'dismissed', 'Camille'))
    expect(await chene.messages()).toMatchObject([{ reply: 'unread' }])
  })

  test('of a machine, or of ourselves, holds nothing', async () => {
    const chene = await reminded([DUPONT])
    const { id, messageId } = chene.of('DUPONT')
    const away = replyTo(messageId, 'sophie@dupont.example', 'Absente.', 'Auto-Submitted: auto-replied\n')
    const ours = replyTo(messageId, 'compta@menuiserie.example', 'Je fais suivre.')
    expect((await chene.read([{ raw: away }, { raw: ours }])).recorded).toBe(1)
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    expect(returns.map(({ kind }) => kind)).toEqual(['automatic'])
    const blocks = await database.owner.query('select from dunning_blocks where company_id = $1', [
      chene.company.id,
    ])
    expect(blocks.rowCount).toBe(0)
    expect(await chene.messages()).toMatchObject([{ reply: null }])
  })

  test('proves that a message of which nobody knew has arrived', async () => {
    const chene = await reminded([DUPONT])
    const { messageId } = chene.of('DUPONT')
    await database.owner.query(
      `update messages set state = 'ambiguous', reason = 'link-lost' where company_id = $1`,
      [chene.company.id],
    )
    await chene.read([{ raw: replyTo(messageId, 'sophie@dupont.example', 'Bien reçu.') }])
    expect(await chene.messages()).toMatchObject([{ state: 'sent', reason: null, reply: 'unread' }])
  })

  test('to a message that is leaving at this moment waits for the next turn', async () => {
    const chene = await reminded([DUPONT])
    const { messageId } = chene.of('DUPONT')
    const reply = { raw: replyTo(messageId, 'sophie@dupont.example', 'Bien reçu.') }
    const be = (state: string) =>
      database.owner.query(
        'update messages set state = $2, worker_id = gen_random_uuid() where company_id = $1',
        [chene.company.id, state],
      )
    await be('sending')
    expect((await chene.read([reply])).recorded).toBe(0)
    await be('sent')
    expect((await chene.read([reply])).recorded).toBe(1)
  })

  test('is shown in the history of its client as text, whatever it holds', async () => {
    const chene = await reminded([DUPONT])
    const { messageId, customerId, id } = chene.of('DUPONT')
    const words = 'Voir <script>alert(1)</script> et\0 <img src=x>.'
    await chene.read([
      { raw: replyTo(messageId, 'sophie@dupont.example', words), at: at('2026-03-31') },
      { raw: postfixReport(messageId, 'compta@dupont.example'), at: at('2026-04-01') },
    ])
    const page = await chene.inScope((tx) =>
      readTimeline(tx, customerId, { only: 'reminders', limit: 40 }, { today: LETTER_ON, language: 'fr' }),
    )
    expect(page.rows.filter(({ kind }) => kind === 'mail')).toMatchObject([
      { what: 'report', on: '2026-04-01', messageId: id, text: expect.stringContaining('User unknown') },
      {
        ...{ what: 'reply', on: '2026-03-31', messageId: id, actor: 'sophie@dupont.example' },
        text: 'Voir <script>alert(1)</script> et <img src=x>.',
      },
    ])
  })

  test('is forgotten with the client, but for that it came', async () => {
    const chene = await reminded([DUPONT])
    const { messageId, customerId, id } = chene.of('DUPONT')
    await chene.read([
      {
        raw: replyTo(messageId, 'sophie.lenoir@dupont.example', 'Je vous règle vendredi sans faute.'),
        at: at('2026-03-31'),
      },
    ])
    const { returns } = await chene.inScope((tx) => readReturnsOf(tx, id))
    await chene.inScope((tx) => decidePromise(tx, found(returns[0]).id, 'accepted', 'Camille'))
    expect(await tablesThatSay(database, 'sophie.lenoir')).not.toEqual([])
    await chene.inScope((tx) =>
      sql`select erase_personal_data(${chene.company.id}, ${customerId}, 'contacts', 'Demande')`.execute(tx),
    )
    expect(await tablesThatSay(database, 'sophie.lenoir')).toEqual([])
    expect(await tablesThatSay(database, 'sans faute')).toEqual([])
    expect((await chene.inScope((tx) => readReturnsOf(tx, id))).returns).toMatchObject([
      { kind: 'reply', from: '', text: '', readBy: 'Camille' },
    ])
  })
})
