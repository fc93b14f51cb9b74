import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { changeAddresses, readAddresses } from '#features/outbox/server/address-store.ts'
import { readMessageSettings, storeMessageSettings } from '#features/outbox/server/settings-store.ts'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { listSentLetters } from '#features/runs/server/letter-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { startMailServer } from '../mail-server.ts'
import { instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'
import { DUPONT, DURAND, LETTER_ON, MARTIN, ON, openOutboxes } from './outbox-desk.ts'

// The menuiserie Chêne reminds on 31/03/2026: Dupont by e-mail, Durand on paper, Martin by both.

const database = await createTestDatabase()
const { open } = openOutboxes(database)

// The headers, each on one line (RFC 5322 §2.2.3).
function headOf(raw: Buffer): string {
  const [head = ''] = raw.toString().split('\r\n\r\n')
  return head.replace(/\r\n[ \t]+/g, ' ')
}

async function ways(run: number): Promise<string[]> {
  const { rows } = await database.owner.query<{ way: string }>(
    'select way from letters where run_id = $1 order by position',
    [run],
  )
  return rows.map((row) => row.way)
}

describe('who gets what', () => {
  test('without an account of sending, everything is paper, and the outbox stays empty', async () => {
    const chene = await open([DUPONT, DURAND, MARTIN], null)
    const run = await chene.desk.draft(ON, LETTER_ON)
    expect(await ways(run)).toEqual(['paper', 'paper', 'paper'])
    await chene.desk.confirm(run)
    expect(await chene.messages()).toEqual([])
  })

  test('each by what they wish for: e-mail, paper, both; without an address, paper', async () => {
    const { server } = await startMailServer()
    const chene = await open(
      [DUPONT, DURAND, MARTIN, { ...DUPONT, code: 'SANS', name: 'Sans adresse', email: '' }].map(
        (customer, index) => ({ ...customer, invoices: [invoice(`FA-${index}`, '2026-03-01')] }),
      ),
      server,
    )
    await chene.goLive()
    const run = await chene.desk.draft(ON, LETTER_ON)
    expect(await ways(run)).toEqual(['email', 'paper', 'both', 'paper'])
  })

  test('a formal notice is a letter: its e-mail is a copy', async () => {
    const { server } = await startMailServer()
    const chene = await open(
      [{ ...DUPONT, invoices: [{ ...invoice('FA-1', '2026-01-10'), level: 4 }] }],
      server,
    )
    await chene.goLive()
    expect(await ways(await chene.desk.draft(ON, LETTER_ON))).toEqual(['both'])
  })
})

describe('addresses and levels', () => {
  test('the addresses for reminders come first, with a copy; a level may stay on paper', async () => {
    const { server } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    const id = found(chene.company.customers.get('DUPONT'))
    const addresses = [
      { purpose: 'reminders' as const, address: 'relances@dupont.example' },
      { purpose: 'copy' as const, address: 'gerant@dupont.example' },
    ]
    await withScope(database, chene.context, (tx) =>
      changeAddresses(tx, id, { addresses, restored: [] }, 'Camille'),
    )
    const [letter] = (
      await database.owner.query('select email from letters where run_id = $1', [
        await chene.desk.draft(ON, LETTER_ON),
      ])
    ).rows
    expect(letter.email).toMatchObject({ to: ['relances@dupont.example'], cc: ['gerant@dupont.example'] })
    await withScope(database, chene.context, async (tx) => {
      const settings = await readMessageSettings(tx, chene.company.id)
      expect(settings.levels.map(({ emailUse }) => emailUse)).toEqual(['alone', 'alone', 'alone', 'copy'])
      const levels = settings.levels.map((one) => ({ ...one, emailUse: 'never' as const }))
      const change = { ...settings, levels }
      await storeMessageSettings(tx, chene.company.id, change, 'Camille')
      // Somebody else had read the settings of before.
      const late = storeMessageSettings(tx, chene.company.id, { ...settings, messageBytes: 500_000 }, 'Paul')
      await expect(late).rejects.toThrow(/outbox.settings-changed/)
      expect(await readMessageSettings(tx, chene.company.id)).toMatchObject({
        messageBytes: 7_000_000,
        levels,
      })
    })
    expect(await ways(await chene.desk.draft(ON, LETTER_ON))).toEqual(['paper'])
  })

  test('a struck address keeps its customer on paper until somebody puts it back in use', async () => {
    const { server } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await database.owner.query(
      `insert into struck_addresses (company_id, address, reason, created_by)
       values ($1, 'compta@dupont.example', '550 5.1.1 User unknown', 'envoi')`,
      [chene.company.id],
    )
    expect(await ways(await chene.desk.draft(ON, LETTER_ON))).toEqual(['paper'])
    const id = found(chene.company.customers.get('DUPONT'))
    await withScope(database, chene.context, async (tx) => {
      expect((await readAddresses(tx, id)).struck).toMatchObject([{ address: 'compta@dupont.example' }])
      await changeAddresses(tx, id, { addresses: [], restored: ['compta@dupont.example'] }, 'Camille')
    })
    expect(await ways(await chene.desk.draft(ON, LETTER_ON))).toEqual(['email'])
  })
})

describe('on trial', () => {
  test('all is written and can be read, paper goes as before, and nothing leaves', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT, DURAND], server)
    const run = await chene.desk.draft(ON, LETTER_ON)
    expect(await ways(run)).toEqual(['both', 'paper'])
    await chene.desk.confirm(run)
    expect(await chene.send()).toBe(0)
    const [message] = await chene.messages()
    expect(message).toMatchObject({
      state: 'trial',
      hasBytes: true,
      email: { to: ['compta@dupont.example'], isTrial: true },
    })
    // What was written on trial stays so, whatever is decided later.
    await chene.goLive()
    await chene.later()
    expect(await chene.send()).toBe(0)
    expect(received).toEqual([])
  })
})

describe('what leaves', () => {
  test('the message that was shown: words, payment, letter; its bytes are archived as they left', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    expect(await chene.messages()).toMatchObject([{ state: 'waiting', hasBytes: false }])
    expect(await chene.send()).toBe(1)
    const [message] = await chene.messages()
    expect(message).toMatchObject({
      state: 'sent',
      answer: '250 2.0.0 Ok: queued as 1',
      addresses: ['compta@dupont.example'],
      isLevelRestored: null,
    })
    expect(received).toMatchObject([{ to: ['compta@dupont.example'] }])
    const raw = found(received[0]).raw
    const { rows } = await database.owner.query<{ raw_sha256: string; message_id: string }>(
      'select raw_sha256, message_id from messages where company_id = $1',
      [chene.company.id],
    )
    const stored = found(rows[0])
    expect(createHash('sha256').update(raw).digest('hex')).toBe(stored.raw_sha256)
    const text = raw.toString()
    const head = headOf(raw)
    expect(head).toContain(`Message-ID: ${stored.message_id}`)
    expect(head).toContain('Auto-Submitted: auto-generated')
    expect(head).toContain('Reply-To: compta@menuiserie.example')
    expect(text).toMatch(/multipart\/alternative/)
    expect(text.match(/^Content-Type: application\/pdf/gm)).toHaveLength(1)
    expect(found(message).email.text).toContain('IBAN : FR76')
    expect(found(message).email.text).toContain('493,20')
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 2 })
    // « Historique » and the magnifier of the invoice tell it, and open it.
    const told = { id: found(message).id, state: 'sent', at: found(message).sentAt?.replace(/\.\d+Z$/, 'Z') }
    await withScope(database, chene.context, async (tx) => {
      const { rows } = await listSentLetters(tx, [chene.company.id], { limit: 10 })
      expect(rows).toMatchObject([{ code: 'DUPONT', message: told }])
      const invoiceId = found(chene.company.invoices.get('FA-1'))
      const { reminders } = await readInvoiceDetail(tx, invoiceId, { on: ON, today: LETTER_ON })
      expect(reminders).toMatchObject([{ kind: 'letter', message: told }])
    })
    // Nothing leaves twice, however often the outbox looks.
    await chene.later()
    expect(await chene.send()).toBe(0)
    expect(received).toHaveLength(1)
  })

  test('from the second reminder on, it answers the first under its subject', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await chene.send()
    await chene.desk.remind(ON, '2026-04-12')
    await chene.send()
    const [first, second] = await chene.messages()
    expect(second).toMatchObject({ level: 2, subject: found(first).subject })
    const head = headOf(found(received[1]).raw)
    expect(head).toContain(`In-Reply-To: ${found(first).messageId}`)
    expect(head).toContain(`References: ${found(first).messageId}`)
  })

  test('no name, subject or text of a customer writes a header or a tag', async () => {
    const { server, received } = await startMailServer()
    const name = 'Dupont\r\nBcc: vol@pirate.example\r\n\r\n<script>alert(1)</script>'
    const chene = await open([{ ...DUPONT, name }], server)
    await database.owner.query('update companies set legal_name = $2, email_signature = $3 where id = $1', [
      chene.company.id,
      'Chêne\r\nBcc: vol@pirate.example',
      '<img src="https://pirate.example/x.png">',
    ])
    await database.owner.query('update sending_accounts set from_name = $2 where company_id = $1', [
      chene.company.id,
      'Chêne\r\nBcc: vol@pirate.example',
    ])
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await chene.send()
    const [{ to, raw }] = [found(received[0])]
    expect(to).toEqual(['compta@dupont.example'])
    expect(headOf(raw)).not.toMatch(/^bcc:/im)
    expect(raw.toString()).not.toContain('<script')
    expect((await chene.messages())[0]?.email.html).not.toMatch(/<script|<img/)
  })
})

describe('at the moment of leaving', () => {
  test('paid over the week-end: it does not leave, and the level goes back', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([DUPONT, { ...MARTIN, channel: 'email' }], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await database.owner.query(
      `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source, source_key, created_by)
       values ($1, $2, 'payment', 'VIR-1', '2026-03-30', 'EUR', 49320, 'manual', 'vir-1', 'Camille')`,
      [chene.company.id, chene.company.customers.get('DUPONT')],
    )
    expect(await chene.send()).toBe(1)
    expect(await chene.messages()).toMatchObject([
      { name: 'Dupont SARL', state: 'not-sent', reason: 'credits-changed', isLevelRestored: true },
      { name: 'Martin', state: 'sent' },
    ])
    expect(received).toMatchObject([{ to: ['martin@martin.example'] }])
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({
      level: 1,
      last_reminded_on: null,
    })
  })

  test('disputed meanwhile, and its letter is on paper too: the e-mail stays, the level as well', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([MARTIN], server)
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON)
    await database.owner.query(
      `insert into dunning_blocks (company_id, customer_id, kind, reason, created_by)
       values ($1, $2, 'dispute', 'malfaçon', 'Camille')`,
      [chene.company.id, chene.company.customers.get('MARTIN')],
    )
    expect(await chene.send()).toBe(0)
    expect(await chene.messages()).toMatchObject([
      { state: 'not-sent', reason: 'blocked', isLevelRestored: null },
    ])
    expect(received).toEqual([])
    expect(await chene.desk.state(instalment(chene.company, 'FA-3'))).toMatchObject({ level: 2 })
  })
})
