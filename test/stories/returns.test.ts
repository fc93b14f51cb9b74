import { describe, expect, test } from 'vitest'
import { readReturns } from '#features/outbox/server/read-returns.ts'
import { MailboxFault } from '#platform/mail/mailbox.ts'
import { createTestDatabase } from '../database.ts'
import { foreignMail, postfixReport } from '../returned-mails.ts'
import { DUPONT, LETTER_ON, MARTIN, ON } from './outbox-desk.ts'
import { openReturns } from './returns-desk.ts'

// What comes back undelivered to the menuiserie Chêne.

const database = await createTestDatabase()
const { reminded } = await openReturns(database)

async function levels(companyId: number): Promise<unknown> {
  const { rows } = await database.owner.query<{ number: string; level: number }>(
    `select v.number, i.level from instalments i join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
     where i.company_id = $1 order by 1`,
    [companyId],
  )
  return Object.fromEntries(rows.map((row) => [row.number, row.level]))
}

describe('a message that nobody has received', () => {
  test('gives its level back, strikes the address out, and asks for paper', async () => {
    const chene = await reminded()
    expect(await levels(chene.company.id)).toEqual({ 'FA-1': 2, 'FA-3': 2 })
    const report = { raw: postfixReport(chene.of('DUPONT').messageId, 'compta@dupont.example') }
    expect(await chene.read([{ raw: foreignMail() }, report])).toEqual({ recorded: 1, opened: [2] })
    const [dupont, martin] = await chene.messages()
    expect(dupont).toMatchObject({
      ...{ state: 'returned', reason: 'returned-address', isLevelRestored: true, mayPrint: true },
      answer: expect.stringContaining('User unknown'),
    })
    expect(martin).toMatchObject({ state: 'sent' })
    expect(await levels(chene.company.id)).toEqual({ 'FA-1': 1, 'FA-3': 2 })
    const struck = await database.owner.query('select address from struck_addresses where company_id = $1', [
      chene.company.id,
    ])
    expect(struck.rows).toEqual([{ address: 'compta@dupont.example' }])
    expect(await chene.agenda('undelivered')).toMatchObject([
      { code: 'DUPONT', messageId: dupont?.id, amountCents: 49_320 },
    ])
    // Its next letter goes on paper.
    const run = await chene.desk.draft(ON, LETTER_ON)
    const { rows } = await database.owner.query(
      'select way, paper_reason from letters where run_id = $1 and customer_id = $2',
      [run, chene.of('DUPONT').customerId],
    )
    expect(rows).toEqual([{ way: 'paper', paper_reason: 'struck-address' }])
  })

  test('is written down once, read again by another count, or from another mailbox', async () => {
    const chene = await reminded([DUPONT])
    const report = { raw: postfixReport(chene.of('DUPONT').messageId, 'compta@dupont.example') }
    expect((await chene.read([report])).recorded).toBe(1)
    expect(await chene.read([report])).toEqual({ recorded: 0, opened: [] })
    // The server counts anew: the last days are read again.
    expect(await chene.read([report], '2')).toEqual({ recorded: 0, opened: [1] })
    expect(await levels(chene.company.id)).toEqual({ 'FA-1': 1 })
  })

  test('keeps its level where paper went beside it', async () => {
    const chene = await reminded([MARTIN])
    await chene.read([{ raw: postfixReport(chene.of('MARTIN').messageId, 'martin@martin.example') }])
    expect(await chene.messages()).toMatchObject([{ state: 'returned', isLevelRestored: null }])
    expect(await levels(chene.company.id)).toEqual({ 'FA-3': 2 })
  })

  test('a full mailbox brings it back and strikes nothing out; a delay is noted, and nothing else', async () => {
    const chene = await reminded()
    const full = postfixReport(chene.of('DUPONT').messageId, 'compta@dupont.example', '5.2.2', 'Mailbox full')
    const late = postfixReport(chene.of('MARTIN').messageId, 'martin@martin.example', '4.4.1', 'timed out')
    expect((await chene.read([{ raw: full }, { raw: late }])).recorded).toBe(2)
    expect(await chene.messages()).toMatchObject([
      { state: 'returned', reason: 'returned-full' },
      { state: 'sent', reply: null },
    ])
    const struck = await database.owner.query('select from struck_addresses where company_id = $1', [
      chene.company.id,
    ])
    expect(struck.rowCount).toBe(0)
  })

  test('a report about another message, or another company, is nothing', async () => {
    const chene = await reminded([DUPONT])
    const other = await reminded([{ ...DUPONT, code: 'AUTRE' }])
    const reports = [
      postfixReport(
        '<relances.00000000-0000-4000-8000-000000000000@menuiserie.example>',
        'compta@dupont.example',
      ),
      postfixReport(other.of('AUTRE').messageId, 'compta@dupont.example'),
    ]
    expect((await chene.read(reports.map((raw) => ({ raw })))).recorded).toBe(0)
    expect(await chene.messages()).toMatchObject([{ state: 'sent' }])
    expect(await other.messages()).toMatchObject([{ state: 'sent' }])
  })
})

test('a mailbox that cannot be read says so, and is tried again in five minutes', async () => {
  const chene = await reminded([DUPONT])
  const mailer = {
    openMailbox: async () => {
      throw new MailboxFault({
        reason: 'password-refused',
        answer: '[AUTHENTICATIONFAILED] no',
        waitSeconds: null,
      })
    },
  }
  const log = { error: (fault: unknown) => void Promise.reject(fault) }
  const parts = { database, mailer, log, config: { today: LETTER_ON } }
  await database.owner.query(
    `update return_mailboxes set read_after = case when company_id = $1 then now() else 'infinity' end`,
    [chene.company.id],
  )
  expect(await readReturns(parts, new AbortController().signal)).toBe(0)
  const { rows } = await database.owner.query(
    `select problem, read_after > now() + interval '4 minutes' as waits from return_mailboxes where company_id = $1`,
    [chene.company.id],
  )
  expect(rows).toEqual([
    { problem: { reason: 'password-refused', answer: '[AUTHENTICATIONFAILED] no' }, waits: true },
  ])
})
