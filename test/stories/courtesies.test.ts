import { describe, expect, test } from 'vitest'
import { readCourtesies, storeCourtesies } from '#features/outbox/server/courtesy-store.ts'
import { writeCourtesies } from '#features/outbox/server/write-courtesies.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { startMailServer } from '../mail-server.ts'
import type { BuiltCompany } from '../world.ts'
import { instalment, invoice } from './company-desk.ts'
import { DUPONT, LETTER_ON, MARTIN, type MailCustomer, ON, openOutboxes } from './outbox-desk.ts'

// The menuiserie Chêne writes before the due date and says thanks; today is 31 March 2026.

const database = await createTestDatabase()
const { open } = openOutboxes(database)
const TODAY = LETTER_ON

type Outbox = Awaited<ReturnType<typeof open>>

function inScope<T>(chene: Outbox, work: (tx: ScopedTransaction) => Promise<T>): Promise<T> {
  return withScope(database, chene.context, work)
}

async function set(
  chene: Outbox,
  change: { readonly beforeDueDays?: number | null; readonly thanks?: boolean },
): Promise<void> {
  await inScope(chene, async (tx) => {
    const now = await readCourtesies(tx, chene.company.id)
    await storeCourtesies(tx, chene.company.id, { ...now, ...change }, 'Camille')
  })
}

const write = (chene: Outbox, today = TODAY) =>
  inScope(chene, (tx) => writeCourtesies(tx, chene.company.id, today))

/** A transfer arrives and pays an invoice. */
async function pay(chene: Outbox, number: string, cents: number): Promise<void> {
  await inScope(chene, async (tx) => {
    const { customer_id } = await tx
      .selectFrom('instalments')
      .select('customer_id')
      .where('company_id', '=', chene.company.id)
      .where('id', '=', instalment(chene.company, number))
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('credits')
      .values({
        ...{ company_id: chene.company.id, customer_id, kind: 'payment', number: `VIR ${number}` },
        ...{ received_on: TODAY, currency: 'EUR', amount_cents: cents },
        ...{ source: 'manual', source_key: `test:${number}`, created_by: 'Camille' },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const shares = [{ instalmentId: instalment(chene.company, number), amountCents: cents }]
    await allocateCredit(tx, { creditId: id, shares, origin: 'manual', actor: 'Camille' })
  })
}

async function block(company: BuiltCompany, number: string, kind: string): Promise<void> {
  await database.owner.query(
    `insert into dunning_blocks (company_id, customer_id, invoice_id, kind, created_by)
     select company_id, customer_id, invoice_id, $3, 'Camille' from instalments where company_id = $1 and id = $2`,
    [company.id, instalment(company, number), kind],
  )
}

/** A client written to by e-mail. */
const client = (
  code: string,
  invoices: NonNullable<MailCustomer['invoices']>,
  rest: Pick<MailCustomer, 'channel' | 'credits'> = {},
): MailCustomer => ({
  ...{ code, name: code, email: `compta@${code.toLowerCase()}.example`, invoices },
  ...rest,
})

describe('before the due date', () => {
  test('each invoice due within five days is announced once, and no level moves', async () => {
    const { server, received } = await startMailServer()
    const chene = await open(
      [
        client('PROCHE', [invoice('FA-1', '2026-04-02', 49_320), invoice('FA-2', '2026-04-05', 1_000)]),
        client('LOIN', [invoice('FA-3', '2026-04-06')]),
        client('AUJOURDHUI', [invoice('FA-4', TODAY)]),
        client('RETARD', [invoice('FA-5', '2026-03-01')]),
        client('PAPIER', [invoice('FA-6', '2026-04-02')], { channel: 'letter' }),
        client('AVOIR', [invoice('FA-7', '2026-04-02')], { credits: [{ number: 'AV-1', cents: 500 }] }),
        client('LITIGE', [invoice('FA-8', '2026-04-02')]),
        { code: 'MUET', name: 'Muet', channel: 'email', invoices: [invoice('FA-9', '2026-04-02')] },
      ],
      server,
    )
    await block(chene.company, 'FA-8', 'dispute')
    await chene.goLive()
    expect(await write(chene)).toBe(0)
    await set(chene, { beforeDueDays: 5 })
    expect(await write(chene)).toBe(1)
    expect(await write(chene)).toBe(0)
    const [message, ...others] = await chene.messages()
    expect(others).toEqual([])
    expect(message).toMatchObject({
      ...{
        purpose: 'before-due',
        code: 'PROCHE',
        level: null,
        runId: null,
        state: 'waiting',
        mayPrint: false,
      },
      subject: 'Vos prochaines échéances (Menuiserie du Chêne)',
      addresses: ['compta@proche.example'],
    })
    const text = message?.email.text.replaceAll(/[\u00a0\u202f]/g, ' ') ?? ''
    expect(text).toContain(
      '- FA-1 : 493,20 €, à régler pour le 02/04/2026\n- FA-2 : 10,00 €, à régler pour le 05/04/2026',
    )
    expect(text).toContain('Soit 503,20 € en tout')
    expect(text).toContain('FR76 3000 6000 0112 3456 7890 189')
    expect(await chene.send()).toBe(1)
    expect(received).toHaveLength(1)
    expect(await chene.messages()).toMatchObject([{ state: 'sent' }])
    expect(await chene.desk.state(instalment(chene.company, 'FA-1'))).toMatchObject({ level: 1 })
    // FA-3 is within five days by now; switched off, nobody is written to.
    await set(chene, { beforeDueDays: null })
    expect(await write(chene, '2026-04-02')).toBe(0)
    await set(chene, { beforeDueDays: 5 })
    expect(await write(chene, '2026-04-02')).toBe(1)
    expect(await chene.send()).toBe(1)
    expect(received).toHaveLength(2)
  })

  test('paid, disputed or due by the time it leaves: it does not', async () => {
    const { server, received } = await startMailServer()
    const chene = await open(
      [
        client('PAYE', [invoice('FA-1', '2026-04-02')], {
          credits: [{ number: 'VIR-1', cents: 10_000, kind: 'payment', receivedOn: TODAY }],
        }),
        client('LITIGE', [invoice('FA-2', '2026-04-02')]),
        client('TARD', [invoice('FA-3', '2026-04-02')]),
      ],
      server,
    )
    await chene.goLive()
    await set(chene, { beforeDueDays: 5 })
    // The transfer of PAYE is not allocated yet: it may be for this very invoice.
    expect(await write(chene)).toBe(2)
    await block(chene.company, 'FA-2', 'dispute')
    await database.owner.query(
      "update instalments set due_on = '2026-03-31' where company_id = $1 and id = $2",
      [chene.company.id, instalment(chene.company, 'FA-3')],
    )
    expect(await chene.send()).toBe(0)
    expect(received).toEqual([])
    const ends = (await chene.messages()).map(({ code, state, reason }) => [code, state, reason])
    expect(ends).toEqual([
      ['LITIGE', 'not-sent', 'blocked'],
      ['TARD', 'not-sent', 'due-changed'],
    ])
  })

  test('on trial it is written to be read; once live, what is still to fall due is announced, once', async () => {
    const { server, received } = await startMailServer()
    const chene = await open([client('PROCHE', [invoice('FA-1', '2026-04-02')])], server)
    await set(chene, { beforeDueDays: 5 })
    expect(await write(chene)).toBe(1)
    await chene.send()
    expect(received).toEqual([])
    expect(await chene.messages()).toMatchObject([{ state: 'trial', hasBytes: true }])
    expect(await write(chene)).toBe(0)
    await chene.goLive()
    expect(await write(chene)).toBe(1)
    await chene.send()
    expect(await write(chene)).toBe(0)
    expect(received.map(({ to }) => to)).toEqual([['compta@proche.example']])
    expect((await chene.messages()).map(({ state }) => state).toSorted()).toEqual(['sent', 'trial'])
  })
})

describe('thanks', () => {
  test('to who was reminded and has nothing late left, once, and not for payments of before', async () => {
    const { server, received } = await startMailServer()
    const chene = await open(
      [
        DUPONT,
        {
          ...MARTIN,
          invoices: [invoice('FA-3', '2026-03-01'), invoice('FA-4', '2026-03-02')],
        },
        client('SANS', [invoice('FA-5', '2026-03-01')]),
        client('AVANT', [invoice('FA-6', '2026-03-01')]),
      ],
      server,
    )
    const idOf = (code: string) => chene.company.customers.get(code) ?? 0
    await chene.goLive()
    await chene.desk.remind(ON, LETTER_ON, [idOf('DUPONT'), idOf('MARTIN'), idOf('AVANT')])
    await pay(chene, 'FA-6', 10_000)
    await chene.send()
    const before = received.length
    await set(chene, { thanks: true })
    expect(await write(chene)).toBe(0)
    await pay(chene, 'FA-1', 49_320)
    // One of his two late invoices is paid; SANS was never asked.
    await pay(chene, 'FA-3', 10_000)
    await pay(chene, 'FA-5', 10_000)
    expect(await write(chene)).toBe(1)
    expect(await write(chene)).toBe(0)
    const [thanks] = (await chene.messages()).filter((message) => message.purpose === 'thanks')
    expect(thanks).toMatchObject({
      code: 'DUPONT',
      subject: 'Merci pour votre règlement (Menuiserie du Chêne)',
    })
    expect(thanks?.email.text).not.toContain('FR76')
    await chene.send()
    expect(received.length).toBe(before + 1)
  })
})

test('the texts are the company’s own; what nothing fills is refused, and so is an older reading', async () => {
  const chene = await open([client('PROCHE', [invoice('FA-1', '2026-04-02')])], null)
  const { id } = chene.company
  const change = (subject: string, version?: string) =>
    inScope(chene, async (tx) => {
      const now = await readCourtesies(tx, id)
      const texts = now.texts.map((text) =>
        text.courtesy === 'before-due' && text.language === 'fr' ? { ...text, subject } : text,
      )
      return await storeCourtesies(tx, id, { ...now, version: version ?? now.version, texts }, 'Camille')
    })
  const { version } = await inScope(chene, (tx) => readCourtesies(tx, id))
  const saved = await change('Bientôt {total}')
  expect(saved.texts.map((text) => text.subject)).toContain('Bientôt {total}')
  await expect(change('Cher {nom}')).rejects.toThrow('outbox.unknown-blank')
  await expect(change('Autre', version)).rejects.toThrow('outbox.settings-changed')
  const { rows } = await database.owner.query('select texts from courtesy_settings where company_id = $1', [
    id,
  ])
  expect(Object.keys(rows[0]?.texts)).toEqual(['before-due-fr'])
})
