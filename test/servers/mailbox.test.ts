import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { ReturnMailbox, SendingAccount } from '#domain/sending/account.ts'
import { readReturns } from '#features/outbox/server/read-returns.ts'
import { openDatabase } from '#platform/database.ts'
import { mailboxSubject } from '#platform/mail/account-tokens.ts'
import { MailboxFault } from '#platform/mail/mailbox.ts'
import { HEADING_FIELDS } from '#readers/mail/mail-heading.ts'
import { AUTOMATIC, DELAYS, REPLIES, REPORTS } from '../files/mail-cases.ts'
import { startProviders } from '../mail-providers.ts'
import { CERTIFICATE, PASSWORD, startMailServer, USER } from '../mail-server.ts'
import { openMailWorld } from '../mail-world.ts'
import { foreignMail } from '../returned-mails.ts'
import { invoice } from '../stories/company-desk.ts'
import { LETTER_ON, ON, openOutboxes } from '../stories/outbox-desk.ts'
import { openSources } from '../stories/source-desk.ts'
import { addressOf, prepareForRelances, startDebianPostgresql } from './debian-postgresql.ts'
import { startDovecot } from './dovecot.ts'

// The mailbox of the menuiserie Chêne, at a real Dovecot: the reports and the answers of the usual systems among mails
// that are none of our business.

const postgresql = await startDebianPostgresql()
afterAll(() => postgresql.stop())
await prepareForRelances(postgresql.admin)
const database = await openDatabase(
  { dataDir: '/unused', databaseUrl: addressOf(postgresql.admin) },
  { role: 'server', say: () => undefined },
)
afterAll(() => database.close())

const { state, places, give } = await startProviders()
const introspection = createServer((request, response) => {
  const token = new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('token') ?? ''
  const body = { active: state.accessTokens.has(token), username: USER }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
})
await new Promise<void>((resolve) => introspection.listen(0, '127.0.0.1', resolve))
afterAll(() => introspection.close())
const { port } = introspection.address() as AddressInfo
const dovecot = await startDovecot({ introspection: `http://127.0.0.1:${port}/?token=` })
afterAll(() => dovecot.stop())

const world = openMailWorld({ places })
const FOLDER = join(import.meta.dirname, '..', 'files', 'mail')
const bytesOf = (folder: string, name: string) => readFileSync(join(FOLDER, folder, `${name}.eml`))
const ALL_REPORTS = { ...REPORTS, ...DELAYS }
const ANSWERS = [...Object.keys(REPLIES), ...AUTOMATIC]

const asForSending = (security: 'tls' | 'starttls' | 'none' = 'tls'): ReturnMailbox => ({
  server: dovecot.server(security),
  userName: null,
  sealedSecret: null,
})

async function opened(account: SendingAccount, mailbox: ReturnMailbox): Promise<string> {
  try {
    const signal = AbortSignal.timeout(15_000)
    const open = await world.mailer.openMailbox(account, mailbox, { fields: HEADING_FIELDS, signal })
    await open.close()
    return 'opened'
  } catch (error) {
    if (error instanceof MailboxFault) return error.failure.reason
    throw error
  }
}

describe('the mailbox opens', () => {
  const account = world.accountOf({ host: 'localhost', port: 465, security: 'tls' })

  test.each(['tls', 'starttls'] as const)('by a password, through %s', async (security) => {
    expect(await opened(account, asForSending(security))).toBe('opened')
  })

  test('or says why it does not', async () => {
    const wrong = world.accountOf({ host: 'localhost', port: 465, security: 'tls' }, { password: 'Chêne' })
    const { server: smtp } = await startMailServer()
    const at = (change: object): ReturnMailbox => ({
      server: { ...dovecot.server('tls'), ...change },
      userName: USER,
      sealedSecret: world.sealer.seal(PASSWORD, mailboxSubject(account)),
    })
    expect(await opened(account, at({}))).toBe('opened')
    // The password of sending goes to no other host.
    expect(await opened(account, { ...at({ host: '127.0.0.1' }), userName: null })).toBe('no-secret')
    expect(await opened(wrong, asForSending())).toBe('password-refused')
    expect(await opened(account, at({ port: 9 }))).toBe('port-closed')
    expect(await opened(account, at({ host: 'imap.nulle-part.invalid' }))).toBe('host-unknown')
    expect(await opened(account, at({ ...smtp, security: 'starttls' }))).toBe('not-a-mailbox')
    expect(await opened(account, at({ port: dovecot.server('starttls').port }))).toBe('encryption')
    expect(await opened(account, at({ host: '127.0.0.2' }))).toMatch(/certificate|port-closed/)
    const far = at({ host: 'imap.chene.example', security: 'none' })
    expect(await opened(account, far)).toBe('clear-password')
  })

  test('by a token, which is renewed when it is refused, and not by one that does not go that far', async () => {
    const application = { provider: 'microsoft' as const, clientId: 'b1c2', tenant: null }
    const smtp = { host: 'localhost', port: 587, security: 'starttls' as const }
    const consented = world.consentOf(application, smtp, give().refresh_token)
    expect(await opened(consented, asForSending())).toBe('opened')
    // Withdrawn at the provider: the token that is kept is refused, and another is asked for.
    state.accessTokens.clear()
    expect(await opened(consented, asForSending())).toBe('opened')
    const vouched = state.accessTokens
    state.accessTokens = new Set()
    const has = state.accessTokens.add
    state.accessTokens.add = () => state.accessTokens
    expect(await opened(consented, asForSending())).toBe('mailbox-consent')
    state.accessTokens.add = has
    state.accessTokens = vouched
  })
})

test('reports and answers of the usual systems are matched, and nothing else is read', async () => {
  const { open } = openOutboxes(database)
  const names = [...Object.keys(ALL_REPORTS), ...ANSWERS, 'first-reminder']
  const addressFor = (name: string) => ALL_REPORTS[name]?.split(' ')[0] ?? 'sophie@client.example'
  const chene = await open(
    names.map((name) => ({
      ...{ code: name, name, email: addressFor(name) },
      invoices: [invoice(`FA-${name}`, '2026-03-01', 10_000)],
    })),
    dovecot.server('tls'),
  )
  const change = (sql: string, ...values: unknown[]) =>
    database.owner.query(sql, [chene.company.id, ...values])
  await change(`update companies set sending_mode = 'live' where id = $1`)
  await chene.desk.confirm(await chene.desk.draft(ON, LETTER_ON))
  await change(
    `update messages m set state = 'sent', handed_at = now(), sent_at = now(), message_id = '<' || c.code || '@dupont.example>'
     from customers c where m.company_id = $1 and c.company_id = m.company_id and c.id = m.customer_id`,
  )
  const { host, port, security } = dovecot.server('tls')
  await change(
    `insert into return_mailboxes (company_id, account_id, host, port, security, created_by, updated_by)
     select company_id, id, $2, $3, $4, 'Camille', 'Camille' from sending_accounts where company_id = $1`,
    ...[host, port, security],
  )
  const others = readdirSync(join(FOLDER, 'others')).map((name) => name.replace(/\.eml$/, ''))
  for (const name of Object.keys(ALL_REPORTS)) dovecot.deliver(bytesOf('reports', name))
  for (const name of others) dovecot.deliver(bytesOf('others', name))
  for (const name of ANSWERS) dovecot.deliver(bytesOf('replies', name))
  for (let count = 0; count < 150; count += 1) dovecot.deliver(Buffer.from(foreignMail(`Chantier ${count}`)))

  const before = await dovecot.asked(1)
  const log = { error: (fault: unknown) => void Promise.reject(fault) }
  const parts = { database, mailer: chene.mailer, log, config: { today: LETTER_ON } }
  const recorded = await readReturns(parts, new AbortController().signal)
  const asked = (await dovecot.asked(before.length + 1)).at(-1)

  const { rows } = await change(
    `select c.code, r.kind from returned_mails r join customers c on c.company_id = r.company_id and c.id = r.customer_id
     where r.company_id = $1`,
  )
  const kindOf = (name: string) =>
    name in REPORTS ? 'report' : name in DELAYS ? 'delay' : name in REPLIES ? 'reply' : 'automatic'
  const right = rows.filter(({ code, kind }) => kind === kindOf(code))
  const expected = names.length - 1
  console.info(
    `matched ${right.length} of ${expected}; headers of ${asked?.heads} mails, ${asked?.bodies} opened`,
  )
  // None for another message, none of another kind.
  expect(rows.filter(({ code, kind }) => kind !== kindOf(code))).toEqual([])
  expect(recorded).toBe(right.length)
  expect(right.length / expected).toBeGreaterThanOrEqual(0.95)
  // Two of the others are reports about messages of somebody else, which say so further down.
  expect(asked).toEqual({ heads: expected + others.length + 150, bodies: expected + 2 })
  expect(dovecot.contents()).toEqual({ count: expected + others.length + 150, seen: [] })

  const struck = await change('select address from struck_addresses where company_id = $1')
  const nobody = Object.values(REPORTS).filter((told) => told.split(' ')[1] === 'address')
  expect(struck.rows.map(({ address }) => address).sort()).toEqual(
    [...new Set(nobody.map((told) => told.split(' ')[0]))].sort(),
  )
  const untouched =
    await change(`select m.state from messages m join customers c on c.company_id = m.company_id
    and c.id = m.customer_id where m.company_id = $1 and c.code = 'first-reminder'`)
  expect(untouched.rows).toEqual([{ state: 'sent' }])

  // Read again, it is where it stopped; and when the server counts anew, nothing is written twice.
  const again = async () => {
    await change(`update return_mailboxes set read_after = now() where company_id = $1`)
    return await readReturns(parts, new AbortController().signal)
  }
  expect(await again()).toBe(0)
  expect((await dovecot.asked(before.length + 2)).at(-1)).toEqual({ heads: 0, bodies: 0 })
  dovecot.renumber()
  expect(await again()).toBe(0)
  expect((await dovecot.asked(before.length + 3)).at(-1)).toMatchObject({ heads: asked?.heads })
  const problems = await change('select problem, cursor from return_mailboxes where company_id = $1')
  expect(problems.rows).toMatchObject([{ problem: null }])
})

test('the lists that an accountant sends are imported, and those of a stranger or without a signature are not', async () => {
  const chene = await openSources(database, { trusted: [CERTIFICATE] })()
  const { host, port } = dovecot.server('tls')
  const settings = {
    ...({ kind: 'mailbox', host, port, security: 'tls', userName: USER } as const),
    ...{ senders: 'compta@roux.example @banque.example', checkedBy: 'mx.chene.example' },
  }
  const source = { label: 'Cabinet', settings, secret: PASSWORD, isWhole: false }
  const trial = `/api/companies/${chene.company.code}/source-trials`
  expect((await chene.api.refused('POST', trial, { ...source, secret: 'Chêne' })).key).toBe(
    'sources.problem-sign-in-refused',
  )
  dovecot.deliver(
    mailWith({ number: 'FA-0', signature: 'mx.ailleurs.example; dkim=pass header.d=roux.example' }),
  )
  expect((await chene.api.refused('POST', trial, source)).message).toContain('mx.ailleurs.example')

  dovecot.deliver(mailWith({ number: 'FA-1', name: '=?utf-8?Q?impay=C3=A9s.csv?=' }))
  dovecot.deliver(mailWith({ number: 'FA-2', from: 'compta@roux.example.ailleurs.example' }))
  dovecot.deliver(
    mailWith({ number: 'FA-3', signature: 'mx.chene.example; dkim=fail header.d=roux.example' }),
  )
  dovecot.deliver(
    mailWith({ number: 'FA-4', signature: 'mx.chene.example; dkim=pass header.d=ailleurs.example' }),
  )
  expect(await chene.api.post(trial, source)).toMatchObject({
    files: [{ name: 'impayés.csv' }],
    kind: 'list',
  })
  const { id } = await chene.add(source)
  await chene.start(id)
  const seenBefore = dovecot.contents()
  const first = await chene.turn(id)
  expect(first.looks).toMatchObject([{ outcome: 'imported', files: [{ name: 'impayés.csv', invoices: 1 }] }])
  expect(await chene.open()).toEqual({ 'FA-1': 120_000 })
  // Each file once; another version of it, in another mail, as it comes.
  dovecot.deliver(mailWith({ number: 'FA-5' }))
  expect((await chene.turn(id)).looks).toHaveLength(2)
  expect((await chene.turn(id)).looks).toHaveLength(2)
  expect(Object.keys(await chene.open())).toEqual(['FA-1', 'FA-5'])
  // What was imported is not shown again: there is nothing left to see.
  expect((await chene.api.refused('POST', `${chene.base}/${id}/deposits`, {})).key).toBe(
    'sources.problem-no-file',
  )
  expect(dovecot.contents()).toEqual({ ...seenBefore, count: seenBefore.count + 1 })
})

/** A mail of an accountant with a list of one invoice, and the picture of a signature. */
function mailWith({
  number,
  from = 'compta@roux.example',
  signature = 'mx.chene.example; dkim=pass header.d=roux.example',
  name = 'liste.csv',
}: {
  readonly number: string
  readonly from?: string
  readonly signature?: string
  readonly name?: string
}): Buffer {
  const list = `Code client;Client;N° facture;Échéance;Reste dû\r\nDUPONT;Dupont;${number};2026-02-10;1200,00\r\n`
  const part = (type: string, file: string, bytes: Buffer) =>
    [
      ...['--limite', `Content-Type: ${type}; name="${file}"`, 'Content-Transfer-Encoding: base64'],
      ...[`Content-Disposition: attachment; filename="${file}"`, '', bytes.toString('base64')],
    ].join('\r\n')
  return Buffer.from(
    [
      ...[`Authentication-Results: ${signature}`, `From: Cabinet Roux <${from}>`, 'Subject: Impayes'],
      ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="limite"', ''],
      ...['--limite', 'Content-Type: text/plain; charset=utf-8', '', 'Bonjour, voici la liste.'],
      part('text/csv', name, Buffer.from(list)),
      part('image/png', 'logo.png', Buffer.from('png')),
      ...['--limite--', ''],
    ].join('\r\n'),
  )
}
